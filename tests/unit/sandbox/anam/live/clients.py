"""
A small client for tests of live sessions, written from what Anam's SDKs send and read.

It shares nothing with ours, and can be clumsier than any real one.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import MediaStreamError
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.unit.sandbox.servers import PERSONA, anam

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from aiortc import MediaStreamTrack

    from anamctl.sandbox.anam.sessions import Session
    from tests.unit.sandbox.servers import Anam

LIMIT = 10.0
"""Seconds for anything that must happen."""
ALL = ("video", "audio", "channel")


class Client:
    """One session seen from its user: a socket, a peer, a data channel, and all that came."""

    def __init__(self, sandbox: Anam, started: dict[str, Any]) -> None:
        self.sandbox = sandbox
        self.id: str = started["sessionId"]
        host = started["engineHost"].partition("/")[0]
        self.url = f"ws://{host}{started['signallingEndpoint']}?session_id={self.id}"
        self.socket: Any = None
        self.peer: Any = None
        self.channel: Any = None
        self.signals: list[dict[str, Any]] = []
        """Signals as they came; a text that is no JSON as ``{"garbage": text}``, a close as ``{"closed": code}``."""
        self.messages: list[dict[str, Any]] = []
        """The same of the data channel."""
        self.loud = 0
        """Frames of sound that were not silent."""
        self.tracks: list[str] = []
        self._changed = asyncio.Condition()
        self._tasks: list[asyncio.Task[None]] = []
        self._peers: list[RTCPeerConnection] = []

    @property
    def session(self) -> Session:
        """What the sandbox knows of it."""
        found = self.sandbox.sessions.get(self.id)
        assert found is not None
        return found

    # ---- connecting ----------------------------------------------------------------------------------------------

    async def open_socket(self) -> None:
        """Open another socket; those before it stay."""
        self.socket = await connect(self.url)
        self._tasks.append(asyncio.create_task(self._read(self.socket)))

    async def offer(self, lines: tuple[str, ...] = ALL, speak: MediaStreamTrack | None = None) -> None:
        """Send the offer of a new peer with these media lines, and take the answer when it comes."""
        self.peer = peer = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self._peers.append(peer)
        peer.on("track", self._watch)
        if "channel" in lines:
            self.channel = channel = peer.createDataChannel("session", ordered=True)
            channel.on("open", lambda: self._note(self.messages, {"opened": None}))
            channel.on("message", lambda text: self._came(self.messages, text))
            channel.on("close", lambda: self._note(self.messages, {"closed": None}))
        if "video" in lines:
            peer.addTransceiver("video", direction="recvonly")
        if speak is not None:
            peer.addTrack(speak)
        elif "audio" in lines:
            peer.addTransceiver("audio", direction="recvonly")
        await peer.setLocalDescription(await peer.createOffer())
        answers = len(self.of("answer"))
        await self.signal("offer", described(peer.localDescription.sdp, self.id))
        await self.wait(lambda: len(self.of("answer")) > answers, "answer")
        await peer.setRemoteDescription(RTCSessionDescription(sdp=self.of("answer")[-1]["sdp"], type="answer"))

    async def signal(self, action: str, payload: object = "") -> None:
        """Send a signalling message."""
        await self.socket.send(json.dumps({"actionType": action, "sessionId": self.id, "payload": payload}))

    def send(self, kind: str, **fields: Any) -> None:
        """Send a message over the data channel."""
        self.channel.send(json.dumps({"message_type": kind, **fields}))

    def update(self, **data: Any) -> None:
        """Send an update of the persona."""
        self.send("persona_config", data=data)

    # ---- waiting -------------------------------------------------------------------------------------------------

    def of(self, action: str) -> list[Any]:
        """List the payloads of the signals of a kind."""
        return [signal.get("payload") for signal in self.signals if signal.get("actionType") == action]

    def told(self, kind: str) -> list[dict[str, Any]]:
        """List the data of the messages of a kind."""
        return [message["data"] for message in self.messages if message.get("messageType") == kind]

    def turns(self, role: str = "persona") -> list[str]:
        """List what has been said to its end."""
        texts: dict[str, str] = {}
        ended = []
        for piece in self.told("speechText"):
            if piece["role"] == role:
                texts[piece["message_id"]] = texts.get(piece["message_id"], "") + piece["content"]
                if piece["end_of_speech"]:
                    ended.append(texts[piece["message_id"]])
        return ended

    async def wait(self, condition: Callable[[], bool], what: str = "it") -> None:
        """Wait until something has come."""
        try:
            async with asyncio.timeout(LIMIT), self._changed:
                await self._changed.wait_for(condition)
        except TimeoutError:
            raise AssertionError(f"no {what}; signals {self.signals}, messages {self.messages}") from None

    async def ready(self) -> None:
        """Wait for ``sessionready``."""
        await self.wait(lambda: bool(self.of("sessionready")), "sessionready")

    async def answered(self, turns: int = 1) -> str:
        """Wait until the persona has said so many lines, and give the last of them."""
        await self.wait(lambda: len(self.turns()) >= turns, "reply")
        return self.turns()[turns - 1]

    async def until(self, condition: Callable[[], bool]) -> bool:
        """Wait until something is so in the sandbox."""
        return await asyncio.to_thread(self.sandbox.sessions.wait_for, condition, LIMIT)

    async def ended(self) -> str:
        """Wait until the sandbox knows that it has ended, and give by whom."""
        assert await self.until(lambda: not self.session.is_open), "the session goes on"
        return str(self.session.ended_by)

    # ---- inside --------------------------------------------------------------------------------------------------

    async def close(self) -> None:
        """Let go of everything, without a word."""
        if self.socket is not None:
            await self.socket.close()
        for peer in self._peers:
            await peer.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _read(self, socket: ClientConnection) -> None:
        try:
            async for text in socket:
                self._came(self.signals, text)
        except ConnectionClosed:
            pass
        self._note(self.signals, {"closed": socket.close_code})

    def _came(self, where: list[dict[str, Any]], text: str | bytes) -> None:
        try:
            found = json.loads(text)
        except ValueError:
            found = {"garbage": text}
        self._note(where, found)

    def _note(self, where: list[dict[str, Any]], what: dict[str, Any]) -> None:
        where.append(what)
        self._tasks.append(asyncio.create_task(self._tell()))

    async def _tell(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    def _watch(self, track: MediaStreamTrack) -> None:
        self.tracks.append(track.kind)

        async def watch() -> None:
            with contextlib.suppress(MediaStreamError):
                while True:
                    frame: Any = await track.recv()
                    if track.kind == "audio" and abs(frame.to_ndarray()).max() > 1000:
                        self.loud += 1
                        await self._tell()

        self._tasks.append(asyncio.create_task(watch()))


def described(sdp: str, session_id: str = "") -> dict[str, Any]:
    """Give the payload of an offer."""
    return {"connectionDescription": {"type": "offer", "sdp": sdp}, "userUid": session_id}


@asynccontextmanager
async def started(sandbox: Anam, **persona: Any) -> AsyncIterator[Client]:
    """Start a session over HTTP, without a socket yet; None takes a field of the persona away."""
    config = {**PERSONA, "skipGreeting": True, **persona}
    body = {"personaConfig": {name: value for name, value in config.items() if value is not None}}
    response = await asyncio.to_thread(sandbox.client.post, "/v1/engine/session", json=body)
    assert response.status_code in {200, 201}, response.text
    client = Client(sandbox, response.json())
    try:
        yield client
    finally:
        await client.close()


@asynccontextmanager
async def connected(
    sandbox: Anam, lines: tuple[str, ...] = ALL, speak: MediaStreamTrack | None = None, **persona: Any
) -> AsyncIterator[Client]:
    """Start a session and wait until it is ready."""
    async with started(sandbox, **persona) as client:
        await client.open_socket()
        await client.offer(lines, speak)
        await client.ready()
        if "channel" in lines:
            await client.wait(lambda: client.channel.readyState == "open", "channel")
        yield client


def run(talk: Callable[[Anam], Awaitable[Any]], **scenario: Any) -> Any:
    """Serve an Anam whose personas lose no time, and give what a coroutine function makes of it."""
    quick = {"greeting": 0, "reply": 0, "word": 0}

    async def inside(sandbox: Anam) -> Any:
        return await talk(sandbox)

    with anam(**{**scenario, "latencies": {**quick, **scenario.get("latencies", {})}}) as sandbox:
        return asyncio.run(inside(sandbox))
