"""A world without real time: a loop whose clock jumps, a service in memory with scripts, and sound."""

from __future__ import annotations

import asyncio
import contextlib
import math
import selectors
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from anamctl.errors import UsageError
from anamctl.stt import heard
from anamctl.stt.changing import NOTHING, Changing
from anamctl.stt.ending import CLEAN, close_failure, http_failure
from anamctl.stt.events import Begun, Ended, Failed, Final, Partial, Word
from anamctl.stt.framing import Frames
from anamctl.stt.policy import Policy
from anamctl.stt.provider import Connection
from anamctl.stt.socket import GoneError, RefusedError, UnreachableError
from anamctl.stt.stream import Stream

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping

    from anamctl.secret import Secret

    Script = Callable[["Wire"], Awaitable[None]]

RATE = 8000


# ---- time ------------------------------------------------------------------------------------------------------------


class _Jumping(selectors.DefaultSelector):
    """Never waits: the clock is set to when something is due."""

    now = 1000.0

    def select(self, timeout: float | None = None) -> Any:
        if timeout is None:
            ready = super().select(0)
            assert ready, "everything waits, and nothing will ever happen"
            return ready
        if timeout > 0:
            self.now += timeout
        return super().select(0)


class JumpingLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._jumping = _Jumping()
        super().__init__(self._jumping)

    def time(self) -> float:
        return self._jumping.now


def run(main: Coroutine[Any, Any, Any]) -> Any:
    """Run in a world without real time; nothing may be left running."""

    async def checked() -> Any:
        result = await main
        left = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        assert not left, f"still running: {left}"
        return result

    with asyncio.Runner(loop_factory=JumpingLoop) as runner:
        return runner.run(checked())


def now() -> float:
    return asyncio.get_running_loop().time()


# ---- the service -----------------------------------------------------------------------------------------------------


class Dialogue:
    """Speaks a protocol in which every frame of the service is an event."""

    def __init__(self, provider: Service) -> None:
        self._provider = provider
        self._frames = Frames(provider.min_block_ms, provider.max_block_ms)
        self._is_finishing = self._is_over = False

    def connection(self, rate: int) -> Connection:
        if self._provider.only_rate not in (None, rate):
            raise UsageError(f"the service takes no sound of {rate} Hz.", hint="take another.")
        self._frames.rate = rate
        return Connection("ws://service", (), "ws://service")

    def opened(self) -> list[Any]:
        return [Begun(model="at-once")] if self._provider.begins_at_once else []

    def received(self, frame: Any) -> list[Any]:
        if isinstance(frame, (Ended, Failed)):
            if self._is_over:
                return []
            self._is_over = True
        return [frame]

    def refused(self, status: int, body: bytes, headers: Mapping[str, str]) -> Failed:
        return http_failure(status, body, headers)

    def closed(self, code: int | None, reason: str) -> list[Any]:
        if self._is_over:
            return []
        self._is_over = True
        return [Ended()] if self._is_finishing and code in CLEAN else [close_failure(code, reason)]

    def audio(self, pcm: bytes) -> bytes:
        return self._frames.check(pcm)

    def end_turn(self) -> str | None:
        return "end" if self._provider.can_end_turns else None

    def keep_alive(self) -> str | None:
        return "alive" if self._provider.keeps_alive_every else None

    def configure(self, settings: Mapping[str, Any]) -> str:
        if "bad" in settings:
            raise UsageError("bad cannot be changed.", hint="leave it.")
        if settings.get("low", 0) > settings.get("high", 9):
            raise UsageError("low is above high.", hint="make it lower.")
        return f"configure {dict(settings)}"

    def finish(self) -> str:
        self._is_finishing = True
        return "finish"


@dataclass
class Service:
    """The service as a provider."""

    name: str = "test"
    shown: str = "Test"
    model: str = "test-1"
    languages: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    secrets: tuple[Secret, ...] = ()
    credential: str = ""
    only_rate: int | None = None
    min_block_ms: int = 50
    max_block_ms: int = 1000
    max_pace: float = 1.25
    burst_seconds: float = 7.0
    keeps_alive_every: float | None = None
    max_session_seconds: float | None = None
    price_per_hour: float | None = None
    has_language_confidence: bool = True
    language_is_share: bool = False
    has_word_confidence: bool = True
    changing: Changing = NOTHING
    begins_at_once: bool = False
    can_end_turns: bool = True

    def dialogue(self) -> Dialogue:
        return Dialogue(self)


class Sent(NamedTuple):
    t: float
    frame: Any


@dataclass
class Wire:
    """A socket in memory; the methods up to `abort` are of the client, the others of the service."""

    number: int
    opened: float
    sent: list[Sent] = field(default_factory=list)
    closed: Any = None
    """When the client closed it, or saw it break."""
    is_stuck: bool = False
    """Whether the service takes nothing."""
    answers_close: bool = True
    keeps_sound: bool = True
    finished: Any = None
    """When the client asked for the end."""
    _incoming: deque[Any] = field(default_factory=deque)
    _more: asyncio.Event = field(default_factory=asyncio.Event)
    _taken: asyncio.Event = field(default_factory=asyncio.Event)
    _gone: tuple[int | None, str] | None = None
    heard_bytes: int = 0
    sound: bytearray = field(default_factory=bytearray)

    async def send(self, frame: Any) -> None:
        self._check()
        if isinstance(frame, bytes):
            self.heard_bytes += len(frame)
            if self.keeps_sound:
                self.sound += frame
        else:
            self.sent.append(Sent(now(), frame))
            if frame == "finish":
                self.finished = now()
        self._taken.set()
        while self.is_stuck:
            await asyncio.sleep(0.05)
            self._check()

    def _check(self) -> None:
        if self._gone is not None:
            raise GoneError(*self._gone)

    async def recv(self) -> Any:
        while True:
            if self._incoming:
                return self._incoming.popleft()
            if self._gone is not None:
                raise GoneError(*self._gone)
            self._more.clear()
            await self._more.wait()

    async def close(self, limit: float) -> None:
        if self.closed is None and not self.answers_close:
            await asyncio.sleep(limit)
        self.abort()

    def abort(self) -> None:
        if self.closed is None:
            self.closed = now()
        self.break_()

    # ---- the service ----

    @property
    def seconds(self) -> float:
        """How much sound came."""
        return self.heard_bytes / 2 / RATE

    @property
    def texts(self) -> list[Any]:
        return [frame for _, frame in self.sent]

    def say(self, *events: Any) -> None:
        self._incoming.extend(events)
        self._more.set()

    def begin(self, **fields: Any) -> None:
        self.say(Begun(session_id=f"session-{self.number}", model="test-1", **fields))

    def break_(self, code: int | None = None, reason: str = "") -> None:
        """Close it from the other side."""
        if self._gone is None:
            self._gone = (code, reason)
            self._more.set()
            self._taken.set()

    async def hear(self, seconds: float) -> bool:
        """Wait until so much sound came; False when the client ends it before, or is gone."""
        while self.seconds < seconds - 1e-9:
            if self.finished is not None or self._gone is not None:
                return False
            self._taken.clear()
            await self._taken.wait()
        return True

    async def until_finished(self) -> bool:
        while self.finished is None and self._gone is None:
            self._taken.clear()
            await self._taken.wait()
        return self.finished is not None

    def end(self) -> None:
        self.say(Ended())
        self.break_(1000, "")


class World:
    """
    The service, with one script for each connection; the last one is used again.

    A script may be an exception with its arguments, which is what connecting ends with; or "hangs".
    """

    def __init__(self, *scripts: Any) -> None:
        self._scripts = list(scripts)
        self.tasks: set[asyncio.Task[None]] = set()
        self.left = 0.0
        """When the client began to end, for tests to note."""
        self.wires: list[Wire] = []
        self.tries: list[float] = []
        self.most_open = 0
        self.arrived = asyncio.Event()
        self.keeps_sound = True

    @property
    def is_open(self) -> bool:
        return any(wire.closed is None for wire in self.wires)

    async def connect(self, connection: Connection, limit: float) -> Any:
        self.tries.append(now())
        self.arrived.set()
        script = self._scripts[min(len(self.tries), len(self._scripts)) - 1]
        if script == "hangs":
            await asyncio.sleep(limit)
            raise UnreachableError(f"no answer within {limit:g} s")
        await asyncio.sleep(0.01)
        if isinstance(script, tuple):
            kind, *arguments = script
            raise kind(*arguments)
        wire = Wire(len(self.wires) + 1, now(), keeps_sound=self.keeps_sound)
        self.wires.append(wire)
        self.most_open = max(self.most_open, sum(wire.closed is None for wire in self.wires))
        task = asyncio.create_task(script(wire))
        self.tasks.add(task)
        return wire

    async def close(self) -> None:
        for task in self.tasks:
            task.cancel()
        for result in await asyncio.gather(*self.tasks, return_exceptions=True):
            if isinstance(result, Exception):
                raise result


def broken() -> Any:
    return UnreachableError, "connection refused"


def refused(status: int, **headers: str) -> Any:
    return RefusedError, status, b"", headers


# ---- scripts ---------------------------------------------------------------------------------------------------------


def words(text: str, start: float, end: float) -> tuple[Word, ...]:
    """Spread words over a time in milliseconds."""
    parts = text.split()
    each = (end - start) / max(1, len(parts))
    return tuple(Word(text=w, start=start + i * each, end=start + (i + 1) * each) for i, w in enumerate(parts))


def partial(turn: int, text: str, start: float = 0, end: float = 0) -> Partial:
    return Partial(turn=turn, stable=text, words=words(text, start, end))


def final(turn: int, text: str, start: float = 0, end: float = 0, **more: Any) -> Final:
    return Final(turn=turn, text=text, start=start, end=end, words=words(text, start, end), **more)


async def hears(wire: Wire, *, turns: float = math.inf, begins: float = 0.1) -> None:
    """Begin, close a turn with each second of sound, and end when asked to."""
    await asyncio.sleep(begins)
    wire.begin()
    turn = 0
    while turn < turns and await wire.hear(turn + 0.5):
        wire.say(partial(turn, f"half {turn}", turn * 1000, turn * 1000 + 500))
        if not await wire.hear(turn + 1):
            wire.say(final(turn, f"half {turn}", turn * 1000, turn * 1000 + 500))
            break
        wire.say(final(turn, f"turn {turn}", turn * 1000, turn * 1000 + 1000))
        turn += 1
    if await wire.until_finished():
        await asyncio.sleep(0.3)
        wire.end()


def then(event: Any, *, after: float, open_turn: str = "") -> Script:
    """Hear for some seconds of sound, then fail with an event, or break with a code."""

    async def script(wire: Wire) -> None:
        wire.begin()
        turn = 0
        while await wire.hear(min(turn + 1, after)) and turn + 1 <= after:
            wire.say(final(turn, f"turn {turn}", turn * 1000, turn * 1000 + 1000))
            turn += 1
        if open_turn:
            wire.say(partial(turn, open_turn, turn * 1000, after * 1000))
        if isinstance(event, Failed):
            wire.say(event)
            wire.break_(event.code or 1000)
        else:
            wire.break_(event)

    return script


# ---- sound -----------------------------------------------------------------------------------------------------------


class Block(NamedTuple):
    pcm: bytes
    start: int
    captured: float


def pattern(start: int, samples: int) -> bytes:
    """Sound whose every sample says which one it is."""
    return b"".join(((start + i) % 30000 + 1).to_bytes(2, "little") for i in range(samples))


class Mic:
    """
    Sound that is made now.

    Args:
        seconds: after which it ends.
        milliseconds: of a block.
        says: gives the sound; None for zeros, which is quicker.
    """

    is_live = True

    def __init__(
        self,
        seconds: float,
        milliseconds: int = 50,
        says: Callable[[int, int], bytes] | None = pattern,
        rate: int = RATE,
    ) -> None:
        self.rate = rate
        self._samples = round(seconds * rate)
        self._size = rate * milliseconds // 1000
        self._says = says
        self.taken = 0
        self.began = 0.0
        self.fails: Exception | None = None
        self._zeros = bytes(self._size * 2)
        self.is_closed = False

    async def aclose(self) -> None:
        self.is_closed = True

    def _sound(self, start: int, samples: int) -> bytes:
        return self._zeros[: samples * 2] if self._says is None else self._says(start, samples)

    async def __aiter__(self) -> AsyncIterator[Block]:
        self.began = now()
        while self.taken < self._samples:
            size = min(self._size, self._samples - self.taken)
            end = self.taken + size
            captured = self.began + end / self.rate
            await asyncio.sleep(captured - now())
            start, self.taken = self.taken, end
            yield Block(self._sound(start, size), start, captured)
        if self.fails is not None:
            raise self.fails


class Tape(Mic):
    """Sound that waits; as fast as it is taken, or at the pace of a microphone."""

    is_live = False

    def __init__(
        self, seconds: float, milliseconds: int = 50, *, pace: float = 1.0, is_mute: bool = False, rate: int = RATE
    ) -> None:
        super().__init__(seconds, milliseconds, says=None if is_mute else pattern, rate=rate)
        self._pace = pace

    async def __aiter__(self) -> AsyncIterator[Block]:
        self.began = due = now()
        while self.taken < self._samples:
            size = min(self._size, self._samples - self.taken)
            if self._pace:
                due = max(due + size / self.rate / self._pace, now())
                await asyncio.sleep(due - now())
            start, self.taken = self.taken, self.taken + size
            yield Block(self._sound(start, size), start, now())
        if self.fails is not None:
            raise self.fails


# ---- a stream in it --------------------------------------------------------------------------------------------------


class Heard(NamedTuple):
    events: list[heard.Heard]
    error: BaseException | None

    def of(self, kind: type) -> list[Any]:
        return [event for event in self.events if isinstance(event, kind)]

    @property
    def texts(self) -> list[str]:
        return [event.text for event in self.events if isinstance(event, heard.Final)]

    @property
    def ended(self) -> heard.Ended:
        last = self.events[-1]
        assert isinstance(last, heard.Ended)
        return last


def stream(world: World, source: Any, service: Service | None = None, policy: Policy | None = None) -> Stream:
    return Stream(
        service or Service(),
        source,
        policy=policy or Policy(),
        clock=now,
        connect=world.connect,
        chance=lambda: 0.5,
    )


async def listen(world: World, source: Any, service: Service | None = None, policy: Policy | None = None) -> Heard:
    """Stream to the end of the sound."""
    events: list[heard.Heard] = []
    error: BaseException | None = None
    async with stream(world, source, service, policy) as streaming:
        try:
            async for event in streaming.events():
                events.append(event)  # noqa: PERF401  # it may end with an exception
        except Exception as problem:  # noqa: BLE001
            error = problem
    with contextlib.suppress(asyncio.CancelledError):
        await world.close()
    return Heard(events, error)
