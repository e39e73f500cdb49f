"""Events made short, a stream without a service, and a screen without a terminal."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Self

from anamctl.audio.blocks import Block
from anamctl.errors import UsageError
from anamctl.listening.status import About, Status
from anamctl.listening.summary import sum_up
from anamctl.stt.events import Word
from anamctl.stt.heard import Ended, Final, Partial, Ready, TurnKey

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from anamctl.listening.summary import Summary

ABOUT = About("assemblyai", "AssemblyAI", "universal-streaming-multilingual", 0.15)
READY = Ready(
    t=0.1, session=1, provider="AssemblyAI", name="assemblyai", model="universal-streaming-multilingual", rate=16000
)
ENDED = Ended(
    t=9.0, reason="the sound is over", by="source", audio_seconds=9.0, open_seconds=9.0, sessions=1, dropped=0.0
)


def final(turn=0, text="Bonjour.", language="fr", confidence=0.98, start=0.0, end=1000.0, **others):
    """Give a final; ``session`` is part of its key."""
    key = TurnKey(others.pop("session", 1), turn)
    return Final(
        t=others.pop("t", end / 1000 + 0.4),
        key=key,
        text=text,
        language=language,
        confidence=confidence,
        start=start,
        end=end,
        **others,
    )


def partial(turn=0, stable="Bon", unstable="", language=None, confidence=None, session=1, words=()):
    return Partial(
        t=0.5,
        key=TurnKey(session, turn),
        stable=stable,
        unstable=unstable,
        language=language,
        confidence=confidence,
        words=words,
    )


def words(text, start=0, each=400, confidence=None):
    return tuple(
        Word(text=word, start=start + at * each, end=start + (at + 1) * each - 50, confidence=confidence)
        for at, word in enumerate(text.split())
    )


def summary_of(*events, about=ABOUT, wish=None, ended=ENDED) -> Summary:
    """Sum up what some events come to."""
    status = Status(about, wish)
    for event in (READY, *events, *([ended] if ended is not None else [])):
        status.see(event)
    return sum_up(status)


class FakeStream:
    """Gives what it is told to; says the rest when it is stopped."""

    def __init__(self, events=(READY,), *, rest=(), ends=True, failure=None, ended=ENDED) -> None:
        self._events = list(events)
        self._rest = list(rest)
        self._ends = ends
        self._failure = failure
        self._ended = ended
        self._stopped = asyncio.Event()
        self._left = asyncio.Event()
        self.calls: list[Any] = []
        self.can_end_turn = True
        self.link: Any = None
        self.is_left = False
        self.holds = False
        """Whether it takes for ever to stop."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self.is_left = True
        self._left.set()
        self._stopped.set()

    async def events(self) -> AsyncIterator[Any]:
        events, self._events = self._events, []
        for event in events:
            yield event
            await asyncio.sleep(0)
        if not self._ends:
            await self._stopped.wait()
            if self.holds:
                await self._left.wait()
        rest, self._rest = self._rest, []
        for event in rest:
            yield event
        yield self._ended
        if self._failure is not None:
            raise self._failure

    async def stop(self, reason: str = "you") -> None:
        self.calls.append(("stop", reason))
        self._stopped.set()

    async def end_turn(self) -> bool:
        self.calls.append("end_turn")
        return self.can_end_turn

    async def configure(self, settings: Any) -> None:
        if "refused" in settings:
            raise UsageError("refused cannot change.", hint="leave it.")
        self.calls.append(("configure", dict(settings)))

    async def pause(self) -> None:
        self.calls.append("pause")

    async def resume(self) -> None:
        self.calls.append("resume")


class FakeScreen:
    """Remembers what is shown; types what it is given."""

    def __init__(self, keys=()) -> None:
        self.shown: list[Any] = []
        self.notes: list[str] = []
        self.status: Any = None
        self.fails: OSError | None = None
        self._keys = keys
        self._over = asyncio.Event()

    def begin(self, status: Any) -> None:
        self.status = status

    def show(self, *event: Any) -> None:
        if self.fails is not None:
            raise self.fails
        self.shown.append(event[0] if len(event) == 1 else event)

    def note(self, line: str) -> None:
        self.notes.append(line)

    async def keys(self) -> AsyncIterator[str]:
        for key in self._keys:
            await asyncio.sleep(0.01)
            yield key
        await self._over.wait()

    def stop_reading(self) -> None:
        self._over.set()

    def finish(self, summary: Any) -> None:
        """Nothing."""


class FakeSource:
    """Gives blocks that it is given."""

    def __init__(self, blocks=(), *, rate=16000, is_live=False, failure=None) -> None:
        self.rate = rate
        self.name = "fake"
        self.is_live = is_live
        self.marks: list[tuple[int, str]] = []
        self.is_closed = False
        self.discarded = 0
        self._blocks = list(blocks)
        self._failure = failure

    async def __aiter__(self) -> AsyncIterator[Block]:
        for block in self._blocks:
            await asyncio.sleep(0)
            yield block
        if self._failure is not None:
            raise self._failure

    def discard(self) -> None:
        self.discarded += 1

    async def aclose(self) -> None:
        self.is_closed = True


def blocks(count, samples=800, start=0):
    return [Block((at + 1).to_bytes(2, "little") * samples, start + at * samples, at * 0.05) for at in range(count)]
