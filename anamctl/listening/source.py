"""Where the sound comes from: a microphone that may come back after it was unplugged, or files one after the other."""

from __future__ import annotations

from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from anamctl.audio.blocks import Framer, Source
from anamctl.audio.level import Level, level
from anamctl.audio.notices import Notice

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence

    from anamctl.audio.blocks import Block

RATE = 16_000
"""What services like best."""
BACK = 60.0
"""Seconds to wait for a microphone that was unplugged."""


@dataclass(frozen=True, slots=True)
class Gone(Notice):
    """The microphone was unplugged; it is waited for."""

    name: str
    seconds: float

    @property
    def text(self) -> str:
        """One sentence for people."""
        return f"{self.name} is gone; waiting up to {self.seconds:g} s for it to come back"


@dataclass(frozen=True, slots=True)
class Back(Notice):
    """The microphone that was unplugged is there again."""

    name: str

    @property
    def text(self) -> str:
        """One sentence for people."""
        return f"{self.name} is back"


class Wanted(NamedTuple):
    """What is to be heard."""

    files: tuple[str, ...] = ()
    """One after the other; "-" is stdin. The microphone when there are none."""
    device: str = ""
    """Name or number of the microphone; empty: the default one."""
    rate: int | None = None
    """Of files without a header; of the microphone instead of `RATE`."""
    pace: float = 1.0
    """How fast files are heard."""
    tail: float | None = None
    """Seconds of silence after the last file; None: as many as end a turn."""
    milliseconds: int = 50
    """Of a block."""
    waits: float = BACK
    """Seconds to wait for a microphone that was unplugged; 0 gives up at once."""
    only_rate: int | None = None
    """The one rate that the service takes: sound of another one is resampled. None for any."""


class Hears(Protocol):
    """What takes the sound beside the service."""

    def sound(self, block: Block, rate: int) -> None:
        """Take a block."""


class Tapped:
    """
    A source that others hear too.

    Args:
        source: the source.
        hears: take every block before it is sent.
        began: is told the name of each file, and with which millisecond of the source it begins.
    """

    def __init__(
        self, source: Source, hears: Sequence[Hears] = (), began: Callable[[str, float], None] | None = None
    ) -> None:
        self._source = source
        self._hears = tuple(hears)
        self._began = began
        self._told = 0
        self._last = b""
        self.rate = source.rate
        self.name = source.name
        self.is_live = source.is_live

    async def __aiter__(self) -> AsyncIterator[Block]:
        async for block in self._source:
            if self._began is not None:
                # A block may hold the end of one file and the beginning of the next.
                marks: Sequence[tuple[int, str]] = getattr(self._source, "marks", ())
                for start, name in marks[self._told :]:
                    self._began(name, start * 1000 / self.rate)
                self._told = len(marks)
            self._last = block.pcm
            for one in self._hears:
                one.sound(block, self.rate)
            yield block

    def level(self) -> Level | None:
        """Measure how loud it is now; None before anything was heard."""
        return level(self._last) if self._last else None

    def discard(self) -> None:
        """Forget what a live source has recorded and nobody has taken."""
        self._source.discard()

    async def aclose(self) -> None:
        """Let go of what it holds."""
        await self._source.aclose()


@asynccontextmanager
async def opened(wanted: Wanted, tell: Callable[[Notice], None]) -> AsyncIterator[Source]:
    """
    Open the source for as long as it is needed.

    Args:
        wanted: what is to be heard.
        tell: is told what is odd about the sound, always in the loop.

    Raises:
        AnamctlError: it cannot be opened.
    """
    if wanted.files:
        from anamctl.audio.files import TAIL, open_files

        source: Source = await open_files(
            wanted.files,
            rate=wanted.rate,
            pace=wanted.pace,
            tail=TAIL if wanted.tail is None else wanted.tail,
            milliseconds=wanted.milliseconds,
            tell=tell,
        )
    else:
        from anamctl.audio.microphone import open_microphone

        microphone = await open_microphone(
            device_of(wanted.device),
            rate=wanted.only_rate or wanted.rate or RATE,
            milliseconds=wanted.milliseconds,
            tell=tell,
        )
        source = Lasting(microphone, wanted.waits, tell)
    try:
        needs_other = wanted.only_rate is not None and wanted.only_rate != source.rate
        yield Resampled(source, wanted.only_rate, wanted.milliseconds) if needs_other and wanted.only_rate else source
    finally:
        await source.aclose()


def device_of(text: str) -> str | int | None:
    """Read what an option says of a device."""
    return int(text) if text.isdecimal() else text or None


class Returning(Source, Protocol):
    """A source that may be lost and come back (`anamctl.audio.microphone.Microphone`)."""

    async def reopen(self, *, wait: float) -> None:
        """Wait for it to come back."""


class Lasting:
    """
    A microphone that is waited for when it was unplugged.

    Args:
        microphone: the microphone.
        waits: seconds to wait; 0 gives up at once.
        tell: is told that it is gone, and that it is back.
    """

    is_live = True

    def __init__(self, microphone: Returning, waits: float, tell: Callable[[Notice], None]) -> None:
        self._microphone = microphone
        self._waits = waits
        self._tell = tell
        self.rate = microphone.rate
        self.name = microphone.name

    async def __aiter__(self) -> AsyncIterator[Block]:
        from anamctl.audio.failures import GoneError

        while True:
            try:
                async for block in self._microphone:
                    yield block
            except GoneError:
                if not self._waits:
                    raise
                self._tell(Gone(self.name, self._waits))
                await self._microphone.reopen(wait=self._waits)
                self._tell(Back(self.name))
            else:
                return

    def discard(self) -> None:
        """Forget what was recorded and not taken."""
        self._microphone.discard()

    async def aclose(self) -> None:
        """Let go of it."""
        await self._microphone.aclose()


class Resampled:
    """
    A source at another rate, for a service that takes no other.

    Args:
        source: the source.
        rate: samples in a second that are wanted.
        milliseconds: of a block.
    """

    def __init__(self, source: Source, rate: int, milliseconds: int) -> None:
        self._source = source
        self._milliseconds = milliseconds
        self.rate = rate
        self.name = source.name
        self.is_live = source.is_live

    @property
    def marks(self) -> list[tuple[int, str]]:
        """Which sample each file begins with, and its name."""
        marks: Sequence[tuple[int, str]] = getattr(self._source, "marks", ())
        return [(round(start * self.rate / self._source.rate), name) for start, name in marks]

    async def __aiter__(self) -> AsyncIterator[Block]:
        from anamctl.audio.resampling import resampler

        change = resampler(self._source.rate, self.rate)
        framer = Framer(self.rate, self._milliseconds)
        following, captured = 0, 0.0
        async for block in self._source:
            if block.start > following:  # sound was lost before this
                for one in framer.feed(change.flush(), captured):
                    yield one
                change = resampler(self._source.rate, self.rate)
                lost = round(block.start * self.rate / self._source.rate) - framer.next
                for one in framer.skip(max(0, lost), captured):
                    yield one
            following, captured = block.end, block.captured
            for one in framer.feed(change.feed(block.pcm), captured):
                yield one
        for one in (*framer.feed(change.flush(), captured), *framer.flush(captured)):
            yield one

    def discard(self) -> None:
        """Forget what a live source has recorded and nobody has taken."""
        self._source.discard()

    async def aclose(self) -> None:
        """Let go of what it holds."""
        await self._source.aclose()
