"""A speech-to-text service on loopback that does what a test says, and remembers what it was sent."""

from __future__ import annotations

import asyncio
import contextlib
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from anamctl.secret import Secret
from anamctl.stt.assemblyai.provider import AssemblyAI
from anamctl.stt.options import Options

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    Script = Callable[["Visit"], Awaitable[None]]

KEY = "k3y-that-nobody-may-see"
RATE = 16000
SECOND = RATE * 2


@dataclass
class Visit:
    """One connection."""

    number: int
    connection: ServerConnection
    opened: float
    frames: list[int] = field(default_factory=list)
    """Bytes of each block."""
    texts: list[dict[str, Any]] = field(default_factory=list)
    closed: float | None = None
    terminated: float | None = None
    over: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def seconds(self) -> float:
        return sum(self.frames) / SECOND

    async def say(self, **fields: Any) -> None:
        await self.connection.send(json.dumps(fields))

    async def begin(self) -> None:
        await self.say(type="Begin", id=f"session-{self.number}", expires_at=0)

    async def turn(self, order: int, text: str, *, start: float = 0, end: bool = False, **more: Any) -> None:
        """Say a turn whose words last 200 ms each, from `start` seconds of the session on."""
        words = [
            {"text": word, "start": round(start * 1000) + 200 * i, "end": round(start * 1000) + 200 * (i + 1)}
            for i, word in enumerate(text.split())
        ]
        fields: dict[str, Any] = {"turn_is_formatted": True, "end_of_turn_confidence": 0.9, "utterance": ""}
        rest = [{**word, "confidence": 0.9, "word_is_final": True} for word in words]
        fields |= {"turn_order": order, "end_of_turn": end, "transcript": text, "words": rest, **more}
        await self.say(**fields, type="Turn")

    async def next(self) -> bytes | dict[str, Any]:
        """Take what the client sends next."""
        frame = await self.connection.recv()
        if isinstance(frame, bytes):
            self.frames.append(len(frame))
            return frame
        message: dict[str, Any] = json.loads(frame)
        self.texts.append(message)
        if message["type"] == "Terminate":
            self.terminated = asyncio.get_running_loop().time()
        return message

    async def hear(self, seconds: float) -> bool:
        """Take sound until there was so much of it in all; False when the client ends it before."""
        while self.seconds < seconds:
            message = await self.next()
            if isinstance(message, dict) and message["type"] == "Terminate":
                return False
        return True

    async def until_terminated(self) -> None:
        while self.terminated is None:
            await self.next()

    async def end(self) -> None:
        """End as the service does."""
        await self.say(type="Termination", audio_duration_seconds=round(self.seconds), session_duration_seconds=1)
        await self.connection.close(1000, "Session Ended")

    async def fail(self, code: int, text: str) -> None:
        await self.say(type="Error", error_code=code, error=text)
        await self.connection.close(code, "See error message for details")

    def cut(self) -> None:
        """Break the connection."""
        self.connection.transport.abort()


@dataclass
class Stub:
    url: str = ""
    visits: list[Visit] = field(default_factory=list)
    open: int = 0
    most_open: int = 0
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    paths: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def provider(self, **settings: Any) -> AssemblyAI:
        return AssemblyAI(Options(url=self.url, key=Secret(KEY), settings=settings))


@contextlib.asynccontextmanager
async def serving(script: Script, **options: Any) -> AsyncIterator[Stub]:
    """Serve with a script, which runs once for each connection."""
    stub = Stub()

    async def visit(connection: ServerConnection) -> None:
        loop = asyncio.get_running_loop()
        found = Visit(len(stub.visits) + 1, connection, loop.time())
        stub.visits.append(found)
        stub.paths.append(connection.request.path if connection.request else "")
        stub.headers.append(dict(connection.request.headers.raw_items()) if connection.request else {})
        stub.open += 1
        stub.most_open = max(stub.most_open, stub.open)
        stub.arrived.set()
        try:
            with contextlib.suppress(ConnectionClosed):
                await script(found)
            with contextlib.suppress(ConnectionClosed):
                while True:
                    await found.next()
        finally:
            stub.open -= 1
            found.closed = loop.time()
            found.over.set()

    async with serve(visit, "127.0.0.1", 0, compression=None, close_timeout=0.2, **options) as server:
        port = server.sockets[0].getsockname()[1]
        stub.url = f"ws://127.0.0.1:{port}"
        yield stub


async def hears(visit: Visit) -> None:
    """Begin, close a turn with each second of sound, and end when asked to."""
    await visit.begin()
    order = 0
    while await visit.hear(order + 0.5):
        await visit.turn(order, f"half {order}", start=order)
        if not await visit.hear(order + 1):
            break
        await visit.turn(order, f"whole second {order}", start=order, end=True, language_code="fr")
        order += 1
    await visit.end()
