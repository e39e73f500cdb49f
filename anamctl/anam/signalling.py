"""
Signalling: keeps the socket of a session open, and ends the session over it.

Heartbeats begin when the socket opens. A lost socket is opened again, each time after a longer wait, while the peers
stay connected; only the service's ``endsession`` means that it is over, a normal close does not (Anam JavaScript SDK
4.27).
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Literal

from websockets.protocol import State

from anamctl.anam import signalling_messages as messages
from anamctl.anam import socket as sockets
from anamctl.errors import ServiceError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from websockets.asyncio.client import ClientConnection

    from anamctl.anam.engine import EngineSession
    from anamctl.anam.timers import Timers

Heard = Literal["sure", "likely", "no"]
"""Whether the service has read that the session is over."""
_SHORTEST_HEARTBEAT = 0.05


class Signalling:
    """
    The signalling of one session.

    Args:
        engine: where it is.
        timers: how long is waited.
        on_message: is given every message that could be read.
        on_open: is called when the socket is open, before anything is read; with True when it was open before.
        on_drop: is called before another attempt, with its number, how many there are, and why.
    """

    def __init__(
        self,
        engine: EngineSession,
        timers: Timers,
        *,
        on_message: Callable[[messages.Message], None],
        on_open: Callable[[bool], Awaitable[None]],
        on_drop: Callable[[int, int, str], None],
    ) -> None:
        self._engine = engine
        self._timers = timers
        self._on_message = on_message
        self._on_open = on_open
        self._on_drop = on_drop
        self._socket: ClientConnection | None = None
        self._is_ending = False
        self._is_ended = asyncio.Event()
        self._was_open = False
        self.ignored = 0
        """Frames that could not be read."""

    @property
    def is_open(self) -> bool:
        """Whether frames go out at once."""
        return self._socket is not None and self._socket.state is State.OPEN

    async def run(self) -> None:
        """
        Keep the socket open until the session ends.

        Raises:
            ServiceError: it is lost for good.
        """
        attempt = 0
        loop = asyncio.get_running_loop()
        while True:
            opened = loop.time()
            try:
                socket = await sockets.dial(self._engine, self._timers.socket)
            except sockets.FAILURES as error:
                why = sockets.reason(error)
            else:
                opened = loop.time()
                why = await self._serve(socket)
                if loop.time() - opened >= self._timers.stable:
                    attempt = 0
            if self._is_ending:
                return
            attempt += 1
            if attempt > self._engine.max_reconnects:
                raise self._lost(why)
            self._on_drop(attempt, self._engine.max_reconnects, why)
            await asyncio.sleep(self._timers.reconnect_step * attempt)

    async def send(self, frame: str) -> bool:
        """Send a frame; False when the socket is not open."""
        if self._socket is None:
            return False
        try:
            await self._socket.send(frame)
        except sockets.FAILURES:
            return False
        return True

    async def end(self, limit: float, *, tell: bool = True) -> Heard:
        """
        End the session over the socket.

        Args:
            limit: seconds for it.
            tell: whether to say so to the service, which needs it only when it is not the one who ends.

        Returns:
            ``sure`` when the service closed or answered on being told; ``likely`` when it only took part in closing, as
            its library does, whatever became of what was read before; ``no`` when there was no sign.
        """
        self._is_ending = True
        socket = self._socket
        if socket is None:
            return "no"
        if socket.state is not State.OPEN:
            # The service is about to close it, or has; what is left of it must not outlive the loop.
            await sockets.hang_up(socket, limit)
            self._socket = None
            return "no"
        sure = False
        until = asyncio.get_running_loop().time() + limit
        try:
            async with asyncio.timeout_at(until):
                if tell:
                    await socket.send(messages.end_session(self._engine.session_id))
                    sure = await self._sees_end(socket)
        except sockets.FAILURES:
            pass
        closed = await sockets.hang_up(socket, max(0.1, until - asyncio.get_running_loop().time()))
        self._socket = None
        return "sure" if sure else "likely" if closed else "no"

    async def _sees_end(self, socket: ClientConnection) -> bool:
        """Wait a moment for the service to close, or to say that it has ended the session."""
        waiting = [asyncio.create_task(socket.wait_closed()), asyncio.create_task(self._is_ended.wait())]
        try:
            done, _ = await asyncio.wait(waiting, timeout=self._timers.sign, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in waiting:
                task.cancel()
        return bool(done) and (self._is_ended.is_set() or socket.protocol.close_rcvd is not None)

    async def _serve(self, socket: ClientConnection) -> str:
        """Use a socket as long as it lasts, and say why it does not."""
        self._socket = socket
        beating = asyncio.create_task(self._beat(socket), name="anam-heartbeat")
        try:
            was_open, self._was_open = self._was_open, True
            await self._on_open(was_open)
            while True:
                self._receive(await socket.recv())
        except sockets.FAILURES as error:
            return sockets.reason(error)
        finally:
            beating.cancel()
            await asyncio.wait([beating])

    def _receive(self, frame: str | bytes) -> None:
        message = messages.decode(frame)
        if isinstance(message, (messages.Garbage, messages.Unknown)):
            self.ignored += 1
        elif isinstance(message, messages.EndSession):
            self._is_ending = True  # what closes now is not opened again
            self._is_ended.set()
        self._on_message(message)

    async def _beat(self, socket: ClientConnection) -> None:
        frame = messages.heartbeat(self._engine.session_id)
        try:
            while True:
                await asyncio.sleep(max(_SHORTEST_HEARTBEAT, self._engine.heartbeat_seconds))
                if self._is_ending:
                    return
                await socket.send(frame)
        except sockets.FAILURES:
            return  # whoever reads the socket notices as well

    def _lost(self, why: str) -> ServiceError:
        host = sockets.host_of(self._engine)
        if not self._was_open:
            return ServiceError(
                f"the signalling socket to {host} cannot be opened: {why}, tried {self._attempts}.",
                hint=f"does a firewall or proxy let WebSockets to {host} through?",
            )
        return ServiceError(
            f"the signalling socket to {host} is lost: {why}, tried {self._attempts}.",
            hint="is the network up? The session is over; start another one.",
        )

    @property
    def _attempts(self) -> str:
        count = self._engine.max_reconnects + (0 if self._was_open else 1)
        return "once" if count == 1 else f"{count} times"
