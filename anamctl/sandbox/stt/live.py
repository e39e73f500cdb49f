"""What sessions of all speech-to-text services do alike: reading, scripted frames, faults, and the end."""

from __future__ import annotations

import asyncio
import time
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple

from starlette.responses import JSONResponse

from anamctl.sandbox.stt.script import Script
from anamctl.sandbox.stt.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from starlette.websockets import WebSocket

    from anamctl.sandbox.faults import LiveFaults
    from anamctl.sandbox.scenario.stt import Stt, SttLatencies
    from anamctl.sandbox.scenario.stt_faults import SttFault, SttMoment
    from anamctl.sandbox.stt.records import Record, Records
    from anamctl.sandbox.waiting import Patience

_FOREVER = 1e9


class World(NamedTuple):
    """What the sessions of a service share."""

    records: Records
    faults: LiveFaults[SttFault]
    patience: Patience


class Live:
    """
    A session of any service; a subclass says what texts and sound do.

    Args:
        world: what sessions share.
        scenario: what is scripted.
        latencies: how long things take.
        socket: accepted.
        record: notes what happens.
    """

    def __init__(self, world: World, scenario: Stt, latencies: SttLatencies, socket: WebSocket, record: Record) -> None:
        self._world = world
        self._latencies = latencies
        self._socket = socket
        self._record = record
        self._wire = Wire(socket, record, world.records, world.patience, jitter=latencies.jitter, spoils=scenario.spoil)
        self._script = Script(scenario.script)
        self._positions = {fault.sound for fault in scenario.faults if fault.at == "sound"}
        self._deaf_until = 0.0
        self._tasks: set[asyncio.Task[None]] = set()
        self._timers: list[asyncio.TimerHandle] = []

    # ---- what a subclass says ------------------------------------------------------------------------------------

    async def text(self, text: str) -> None:
        """Take a text from the client."""
        raise NotImplementedError

    async def sound(self, data: bytes) -> None:
        """Take a binary frame from the client."""
        raise NotImplementedError

    def fail(self, fault: SttFault) -> None:
        """Make an error happen, as the service tells it."""
        raise NotImplementedError

    # ---- running -------------------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Read and send until the connection has ended."""
        self.start(self._wire.run())
        self.start(self._read())
        try:
            await self._wire.over.wait()
        finally:
            for timer in self._timers:
                timer.cancel()
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
            self._world.records.end(self._record, "lost", None)

    def start(self, work: Coroutine[None, None, None]) -> None:
        """Do something beside until the session ends."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None:  # a bug of the sandbox: nobody should wait for what will never come
            self._world.records.note(self._record, bug=f"{type(error).__name__}: {error}")
            self._wire.cut()

    def later(self, seconds: float, call: Callable[[], None]) -> None:
        """Call something unless the session ends before."""
        self._timers = [timer for timer in self._timers if timer.when() > asyncio.get_running_loop().time()]
        self._timers.append(asyncio.get_running_loop().call_later(seconds, call))

    def deafen(self) -> None:
        """Take no notice of anything more from the client; its close is still seen."""
        self._deaf_until = -1.0

    async def _read(self) -> None:
        while True:
            if self._deaf_until > 0:
                await self._world.patience.wait(self._deaf_until - time.monotonic())
                self._deaf_until = min(self._deaf_until, 0.0)
            message = await self._socket.receive()
            if message["type"] == "websocket.disconnect":
                code = message.get("code")
                self._world.records.end(self._record, "lost" if code in {None, 1005, 1006} else "client", code)
                self._wire.over.set()
                return
            if self._deaf_until < 0:
                continue
            if message.get("text") is not None:
                await self.text(message["text"])
            else:
                await self.sound(message.get("bytes") or b"")

    def bye(self, code: int = 1000, reason: str = "") -> None:
        """Close as the client has asked."""
        self._wire.close(code, reason, by="client")

    # ---- scripted ------------------------------------------------------------------------------------------------

    def heard_until(self, position_ms: int) -> None:
        """Do what is due at a time of the sound."""
        for frame in self._script.due(position_ms):
            self._wire.raw(frame)
        for sound in sorted(one for one in self._positions if one * 1000 <= position_ms):
            self._positions.discard(sound)
            self._happen(self._world.faults.at("sound", partial(_is_at, sound)))

    def moment(self, moment: SttMoment) -> list[SttFault]:
        """Let happen what happens at a moment, and list it."""
        faults = self._world.faults.at(moment)
        self._happen(faults)
        return faults

    def _happen(self, faults: list[SttFault]) -> None:
        for fault in faults:
            if fault.delay:
                self.later(fault.delay, partial(self._do, fault))
            else:
                self._do(fault)

    def _do(self, fault: SttFault) -> None:
        if fault.fault == "drop":
            if fault.code is None:
                self._wire.cut()
            else:
                self._wire.close(fault.code, fault.message or "", by="fault")
                self.deafen()
        elif fault.fault == "error":
            self.fail(fault)
        elif fault.fault == "send":
            for frame in fault.send:
                self._wire.raw(frame)
        elif fault.fault == "deaf":
            self._deaf_until = time.monotonic() + (fault.lasts or _FOREVER)
        elif fault.fault == "mute":
            self._wire.mute(fault.lasts)


def _is_at(sound: float, fault: SttFault) -> bool:
    return fault.sound == sound


def refusal(fault: SttFault) -> JSONResponse:
    """Give the answer to a socket that a fault does not let in."""
    known = fault.status in set(HTTPStatus)
    return JSONResponse({"error": fault.message or (HTTPStatus(fault.status).phrase if known else "")}, fault.status)
