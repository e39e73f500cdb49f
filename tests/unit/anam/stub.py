"""
A small engine for tests, with `websockets` and aiortc: an independent witness beside the sandbox.

It does what the notes on the protocol say, on loopback, and can be told to misbehave. `Rest` stands for the API.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import time
from typing import TYPE_CHECKING, Any, cast

import aioice.ice
from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import AudioStreamTrack, MediaStreamError, VideoStreamTrack
from websockets.asyncio.server import ServerConnection, serve

from anamctl.anam.access import Access
from anamctl.anam.engine import EngineSession
from anamctl.anam.session import Session
from anamctl.anam.timers import Timers
from anamctl.anam.token import Token
from anamctl.secret import Secret

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    import pytest

    from anamctl.anam.events import Event
    from anamctl.anam.rest import AnamClient

ID = "5e55-10n"
BODY = {"personaConfig": {"name": "Mia"}}
QUICK = Timers(
    socket=2,
    gather=1,
    answer=1,
    connect=2,
    channel=2,
    ready=0.5,
    grace=0.1,
    reconnect_step=0.02,
    stable=5,
    update=0.4,
    sign=0.05,
    goodbye=0.5,
    ending=3,
)


def on_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the stub's own peer be met on this machine; the client has its own way."""
    monkeypatch.setattr(aioice.ice, "get_host_addresses", lambda use_ipv4, use_ipv6: ["127.0.0.1"])


def without_addresses(sdp: str) -> str:
    """Give an answer that says that its addresses come one by one."""
    lines = (line for line in sdp.splitlines() if not line.startswith(("a=candidate", "a=end-of-candidates")))
    return "\r\n".join(lines) + "\r\n"


def with_another_password(sdp: str) -> str:
    """Give an answer with which nobody gets through."""
    return re.sub(r"a=ice-pwd:\S+", "a=ice-pwd:0123456789abcdef01234567", sdp)


class Stub:
    """An engine that serves one session."""

    def __init__(self) -> None:
        self.port = 0
        self.frames: list[dict[str, Any]] = []
        """What came over the socket."""
        self.messages: list[dict[str, Any]] = []
        """What came over the data channel."""
        self.sockets: list[ServerConnection] = []
        self.peers: list[RTCPeerConnection] = []
        self.heard = 0
        """Frames of sound that came."""
        self.loudest = 0
        self.is_over = asyncio.Event()
        """Set by ``endsession``."""
        self.answers = True
        self.announces = True
        self.closes = False
        """Whether it closes the socket when it is told that the session is over."""
        self.breaks_answer: Callable[[str], str] = lambda sdp: sdp
        self.trickles = ""
        """Whether addresses are sent one by one as well: ``early``, before the answer, or ``late``."""
        self.on_update: Callable[[dict[str, Any]], list[tuple[str, Any]]] = lambda _: []
        """Gives what is sent for an update: ``("warning", text)`` or ``("ack", changed_fields)``."""
        self.refuses = 0
        """Status with which sockets are refused."""
        self.channel: Any = None
        self.pending: Any = None
        """Keeps a task of a test."""

    # ---- signalling ----------------------------------------------------------------------------------------------

    async def _socket(self, socket: ServerConnection) -> None:
        self.sockets.append(socket)
        async for frame in socket:
            message = json.loads(frame)
            self.frames.append(message)
            if message["actionType"] == "offer" and self.answers:
                await self._answer(socket, message["payload"]["connectionDescription"])
            elif message["actionType"] == "endsession":
                self.is_over.set()
                if self.closes:
                    return

    async def _answer(self, socket: ServerConnection, offer: dict[str, str]) -> None:
        pc = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self.peers.append(pc)
        pc.on("datachannel", self._on_channel)
        pc.on("track", self._on_track)
        await pc.setRemoteDescription(RTCSessionDescription(**offer))
        for transceiver in pc.getTransceivers():
            transceiver.direction = "sendrecv" if transceiver.kind == "audio" else "sendonly"
            transceiver.sender.replaceTrack(AudioStreamTrack() if transceiver.kind == "audio" else VideoStreamTrack())
        await pc.setLocalDescription()
        sdp = self.breaks_answer(pc.localDescription.sdp)
        if self.trickles == "early":
            await self._trickle(pc.localDescription.sdp)
        await self.say("answer", {"type": "answer", "sdp": sdp}, socket)
        if self.trickles == "late":
            await self._trickle(pc.localDescription.sdp)
        if self.announces:
            await self.say("sessionready", {}, socket)

    async def _trickle(self, sdp: str) -> None:
        """Send the addresses one by one, as browsers do."""
        for line in sdp.splitlines():
            if line.startswith("a=candidate:"):
                await self.say("icecandidate", {"candidate": line[2:], "sdpMid": "0", "sdpMLineIndex": 0})
        await self.say("icecandidate", {"candidate": "", "sdpMid": "0", "sdpMLineIndex": 0})

    async def say(self, action: str, payload: Any, socket: ServerConnection | None = None) -> None:
        await (socket or self.sockets[-1]).send(json.dumps({"actionType": action, "sessionId": ID, "payload": payload}))

    def of(self, action: str) -> list[dict[str, Any]]:
        return [frame for frame in self.frames if frame["actionType"] == action]

    # ---- peer ----------------------------------------------------------------------------------------------------

    def _on_channel(self, channel: Any) -> None:
        self.channel = channel
        channel.on("message", self._on_message)

    def _on_message(self, text: str) -> None:
        message = json.loads(text)
        self.messages.append(message)
        if message["message_type"] == "persona_config":
            for kind, what in self.on_update(message["data"]):
                if kind == "ack":
                    self.tell("personaConfigUpdateApplied", {"session_id": ID, "changed_fields": what})
                else:
                    asyncio.ensure_future(self.say("warning", what))  # noqa: RUF006
        if message["message_type"] == "speech":
            for index, part in enumerate(("You said: ", message["content"], "")):
                self.tell(
                    "speechText",
                    {
                        "message_id": f"m{len(self.messages)}",
                        "content_index": index,
                        "content": part,
                        "role": "persona",
                        "end_of_speech": index == 2,
                        "interrupted": False,
                    },
                )

    def tell(self, kind: str, data: Any) -> None:
        self.channel.send(json.dumps({"messageType": kind, "data": data}))

    def _on_track(self, track: Any) -> None:
        asyncio.ensure_future(self._listen(track))  # noqa: RUF006

    async def _listen(self, track: Any) -> None:
        with contextlib.suppress(MediaStreamError):
            while True:
                frame = await track.recv()
                self.heard += 1
                samples = memoryview(bytes(frame.planes[0])).cast("h")
                self.loudest = max(self.loudest, *map(abs, samples[: frame.samples * len(frame.layout.channels)]))

    # ---- life ----------------------------------------------------------------------------------------------------

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[Stub]:
        options: dict[str, Any] = {"process_request": self._request, "compression": None, "close_timeout": 0.1}
        async with serve(self._socket, "127.0.0.1", 0, **options) as server:
            self.port = next(iter(server.sockets)).getsockname()[1]
            try:
                yield self
            finally:
                for pc in self.peers:
                    await pc.close()

    def _request(self, connection: ServerConnection, request: Any) -> Any:
        assert request.path == f"/v1/engines/x/ws?session_id={ID}"
        return connection.respond(self.refuses, "") if self.refuses else None


class Rest:
    """The API, as far as a session needs it."""

    def __init__(self, stub: Stub | None = None, **engine: Any) -> None:
        self.access = Access("https://api.example", Secret("ak-of-the-stub"))
        self.stub = stub
        self.minted: list[Any] = []
        self.expiries: list[float | None] = []
        """Of the tokens to come; after that an hour."""
        self.stopped: list[str] = []
        self.started = 0
        self.mint_error: BaseException | None = None
        self.start_errors: list[BaseException] = []
        self.stop_error: BaseException | None = None
        self.hold_mint: asyncio.Event | None = None
        self.hold_start: asyncio.Event | None = None
        self.hold_stop: asyncio.Event | None = None
        self.is_starting = asyncio.Event()
        self._engine = engine

    async def mint(self, body: Any) -> Token:
        self.minted.append(body)
        if self.hold_mint is not None:
            await self.hold_mint.wait()
        if self.mint_error is not None:
            raise self.mint_error
        expires = self.expiries.pop(0) if self.expiries else time.time() + 3600
        return Token(Secret("tok-en"), {}, expires)

    async def start_engine(self, token: Token, *, client_metadata: Any = None, late: Any = None, grace: float = 3.0):
        task = asyncio.ensure_future(self._start())
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            await asyncio.wait({task}, timeout=grace)
            if task.done():
                await late(task.result())
            else:
                task.cancel()
                await asyncio.wait({task})
            raise

    async def _start(self) -> EngineSession:
        self.is_starting.set()
        if self.start_errors:
            raise self.start_errors.pop(0)
        if self.hold_start is not None:
            await self.hold_start.wait()
        self.started += 1
        port = self.stub.port if self.stub is not None else 1
        known = {
            "host": f"127.0.0.1:{port}/v1/engines/x",
            "protocol": "http",
            "signalling_endpoint": "/v1/engines/x/ws",
            "region": "eu",
            "heartbeat_seconds": 0.1,
            "max_reconnects": 5,
        }
        return EngineSession(ID, **{**known, **self._engine})

    async def stop(self, session_id: str) -> None:
        if self.hold_stop is not None:
            await self.hold_stop.wait()
        if self.stop_error is not None:
            raise self.stop_error
        self.stopped.append(session_id)


def opened(rest: Rest, timers: Timers = QUICK, **more: Any) -> Session:
    """Give a session that is not entered yet."""
    return Session(cast("AnamClient", rest), BODY, timers=timers, **more)


class Witness:
    """Reads the events of a session in the background."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.events: list[Event] = []
        self.failure: BaseException | None = None
        self._news = asyncio.Event()
        self._task = asyncio.create_task(self._read())

    async def _read(self) -> None:
        try:
            async for event in self.session.events():
                self.events.append(event)
                self._news.set()
        except Exception as error:  # noqa: BLE001
            self.failure = error
        self._news.set()

    def of(self, kind: type) -> list[Any]:
        return [event for event in self.events if isinstance(event, kind)]

    @property
    def names(self) -> list[str]:
        return [type(event).__name__ for event in self.events]

    async def until(self, kind: type, count: int = 1, limit: float = 8) -> Any:
        """Wait for an event of a kind."""
        async with asyncio.timeout(limit):
            while len(self.of(kind)) < count:
                assert not self._task.done(), (self.names, self.failure)
                self._news.clear()
                await self._news.wait()
        return self.of(kind)[count - 1]

    async def done(self, limit: float = 8) -> None:
        async with asyncio.timeout(limit):
            await asyncio.wait({self._task})


async def until(condition: Callable[[], bool], limit: float = 5) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(limit):
        while not condition():  # noqa: ASYNC110  # what is waited for is set by others' code
            await asyncio.sleep(0.005)


def left_over() -> list[str]:
    """Name the tasks of the client that still run."""
    return [task.get_name() for task in asyncio.all_tasks() if task.get_name().startswith("anam-")]


def complaints(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Give what asyncio had to complain about: tasks whose errors nobody took, and the like."""
    records = caplog.get_records("call")
    return [record.getMessage() for record in records if record.name == "asyncio" and record.levelno > 20]
