"""Speech-to-text on loopback for a test, and a small client, written from the public protocol descriptions."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from anamctl.sandbox.runner import Runner
from anamctl.sandbox.scenario.files import Scenario
from anamctl.sandbox.speech import clips
from anamctl.sandbox.stt.assemblyai.service import AssemblyService
from anamctl.sandbox.stt.deepgram.service import DeepgramService
from anamctl.sandbox.stt.whisperlivekit.service import WhisperService

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

LIMIT = 10.0
"""Seconds for anything that must happen."""
FAST = {"burst": "5m"}
"""Limits under which sound may come at once."""


class Running(NamedTuple):
    """A running service."""

    service: Any
    url: str

    @property
    def records(self) -> Any:
        """Its sessions."""
        return self.service.records

    def wait(self, condition: Callable[[], bool]) -> None:
        """Wait until something is so in the service."""
        assert self.records.wait_for(condition, LIMIT), self.records.all


@contextmanager
def serve(name: str, kind: Callable[..., Any], scenario: dict[str, Any]) -> Iterator[Running]:
    """Serve with a scenario as a file would say it."""
    service = kind(getattr(Scenario.model_validate({name: scenario}), name))
    with Runner([service]) as runner:
        yield Running(service, runner.url(name))
    assert [record.bug for record in service.records.all if record.bug] == []


@contextmanager
def assemblyai(**scenario: Any) -> Iterator[Running]:
    """Serve AssemblyAI; sound may come at once unless `limits` say otherwise."""
    with serve("assemblyai", AssemblyService, {**scenario, "limits": {**FAST, **scenario.get("limits", {})}}) as found:
        yield found


class Client:
    """One socket, and all that came."""

    def __init__(self, socket: Any, rate: int) -> None:
        self.socket = socket
        self.rate = rate
        self.messages: list[Any] = []
        """Texts as JSON, or as they are when they are none; bytes."""
        self.raw: list[str | bytes] = []
        self.sent = 0
        """Frames of sound."""
        self._changed = asyncio.Condition()
        self._reading = asyncio.ensure_future(self._read())

    async def _read(self) -> None:
        try:
            async for frame in self.socket:
                await self._note(frame)
        except ConnectionClosed:
            pass
        async with self._changed:
            self._changed.notify_all()

    async def _note(self, frame: str | bytes) -> None:
        async with self._changed:
            self.raw.append(frame)
            try:
                self.messages.append(json.loads(frame) if isinstance(frame, str) else frame)
            except ValueError:
                self.messages.append(frame)
            self._changed.notify_all()

    @property
    def closed(self) -> tuple[int | None, str | None] | None:
        """Code and reason of the close; None while it is open."""
        return (self.socket.close_code, self.socket.close_reason) if self._reading.done() else None

    def of(self, kind: str) -> list[dict[str, Any]]:
        """List the messages of a type."""
        return [one for one in self.messages if isinstance(one, dict) and one.get("type") == kind]

    @property
    def finals(self) -> list[dict[str, Any]]:
        """Turns that are over."""
        return [turn for turn in self.of("Turn") if turn["end_of_turn"]]

    @property
    def partials(self) -> list[dict[str, Any]]:
        """Turns that go on."""
        return [turn for turn in self.of("Turn") if not turn["end_of_turn"]]

    async def wait(self, condition: Callable[[], bool], what: str = "it") -> None:
        """Wait until something has come."""
        try:
            async with asyncio.timeout(LIMIT), self._changed:
                await self._changed.wait_for(condition)
        except TimeoutError:
            raise AssertionError(f"no {what}; {self.messages}, {self.closed}") from None

    async def until_closed(self) -> tuple[int | None, str | None]:
        """Wait for the close."""
        await self.wait(lambda: self.closed is not None, "close")
        assert self.closed is not None
        return self.closed

    async def tell(self, kind: str, **fields: Any) -> None:
        """Send a message of a type."""
        await self.socket.send(json.dumps({"type": kind, **fields}))

    async def say(self, *parts: str | int | bytes, block: int = 100) -> None:
        """Send clips by name, silences in milliseconds, and sound as it is, as one sound in blocks of so many ms."""
        sound = b"".join(map(self._sound, parts))
        size = self.rate * block // 1000 * 2
        sound += bytes(-len(sound) % size)
        for begin in range(0, len(sound), size):
            await self.socket.send(sound[begin : begin + size])
            self.sent += 1

    def _sound(self, part: str | int | bytes) -> bytes:
        if isinstance(part, bytes):
            return part
        if isinstance(part, int):
            return bytes(self.rate * part // 1000 * 2)
        return clips.pcm(clips.named(part), self.rate)


@asynccontextmanager
async def socket(url: str, rate: int, headers: dict[str, str]) -> AsyncIterator[Client]:
    """Open a socket."""
    async with connect(url, additional_headers=headers, proxy=None, max_size=2**24, close_timeout=1) as opened:
        client = Client(opened, rate)
        try:
            yield client
        finally:
            await opened.close()
            await client._reading


KEY = {"Authorization": "aai-sandbox"}
MULTI = "universal-streaming-multilingual"


def listening(running: Running, *, rate: int = 16_000, headers: dict[str, str] | None = None, **query: Any) -> Any:
    """Open a session of AssemblyAI."""
    address = urlencode({"sample_rate": rate, "speech_model": MULTI, **query})
    return socket(f"{running.url.replace('http', 'ws', 1)}/v3/ws?{address}", rate, KEY if headers is None else headers)


@contextmanager
def whisper(**scenario: Any) -> Iterator[Running]:
    """Serve WhisperLiveKit."""
    with serve("whisperlivekit", WhisperService, scenario) as found:
        yield found


def asr(running: Running, *, headers: dict[str, str] | None = None, **query: Any) -> Any:
    """Open a session of WhisperLiveKit."""
    return socket(f"{running.url.replace('http', 'ws', 1)}/asr?{urlencode(query)}", 16_000, headers or {})


@contextmanager
def deepgram(**scenario: Any) -> Iterator[Running]:
    """Serve Deepgram; sound may come at once unless `limits` say otherwise."""
    with serve("deepgram", DeepgramService, {**scenario, "limits": {**FAST, **scenario.get("limits", {})}}) as found:
        yield found


def live(running: Running, *, rate: int = 16_000, headers: dict[str, str] | None = None, **query: Any) -> Any:
    """Open a session of Deepgram."""
    address = urlencode({"encoding": "linear16", "sample_rate": rate, "language": "multi", **query})
    key = {"Authorization": "Token dg-sandbox"} if headers is None else headers
    return socket(f"{running.url.replace('http', 'ws', 1)}/v1/listen?{address}", rate, key)
