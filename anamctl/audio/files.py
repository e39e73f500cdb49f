"""Files, pipes and stdin as a source, at the pace of a microphone."""

from __future__ import annotations

from contextlib import aclosing, suppress
from typing import TYPE_CHECKING, BinaryIO, Self

from anamctl.audio.blocks import BLOCK_MS, SAMPLE, Block, Framer, block_samples
from anamctl.audio.decoding import Decoder, is_regular
from anamctl.audio.failures import SoundFileError
from anamctl.audio.notices import CutShort, nobody
from anamctl.audio.resampling import resampler
from anamctl.audio.threads import Pumped, in_thread
from anamctl.audio.timers import Pace, Timers

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Sequence

    from anamctl.audio.notices import Tell

TAIL = 2.0
"""Seconds of silence after the sound, so that a service hears that the last turn is over."""
_LOWEST, _USUAL = 8000, 16_000
"""Hz: a rate below which no service hears, and the one that takes its place."""
_TIMERS = Timers()


async def open_files(
    paths: Sequence[str],
    *,
    rate: int | None = None,
    pace: float = 1.0,
    tail: float = TAIL,
    milliseconds: int = BLOCK_MS,
    tell: Tell = nobody,
    stdin: BinaryIO | None = None,
    timers: Timers = _TIMERS,
) -> FileSource:
    """
    Open files to be heard one after the other, all of them before the first is read.

    Args:
        paths: of WAV files, or of raw samples when there is a rate; "-" is stdin.
        rate: samples in a second of files without a header.
        pace: how fast, 1 as it was recorded, 2 twice as fast; 0 as fast as it is taken.
        tail: seconds of silence after each file, so that no turn goes on from one into the next.
        milliseconds: of a block.
        tell: is told what is odd.
        stdin: in the place of stdin.
        timers: for the pace.

    Raises:
        SoundFileError: one cannot be read as sound.
    """
    if not paths:
        raise SoundFileError("There is no file to hear.")
    if paths.count("-") > 1:
        raise SoundFileError("stdin can be read once only.", hint='write "-" once.')
    if pace < 0 or tail < 0:
        raise ValueError("pace and tail are not negative")
    decoders: list[tuple[Decoder, bool]] = []
    try:
        for path in paths:
            if is_regular(path):
                decoders.append((Decoder.open(path, rate=rate), False))
            else:  # the first bytes may be long in coming
                opened = await in_thread(lambda path=path: Decoder.open(path, rate=rate, stdin=stdin))  # type: ignore[misc]
                decoders.append((opened, True))
    except BaseException:
        for decoder, _ in decoders:
            decoder.close()
        raise
    return FileSource(decoders, pace=pace, tail=tail, milliseconds=milliseconds, tell=tell, timers=timers)


class FileSource:
    """
    Sound from files. Made by `open_files`.

    Args:
        decoders: what is heard, each with whether reading it may have to wait.
        pace: how fast; 0 as fast as it is taken.
        tail: seconds of silence after each file.
        milliseconds: of a block.
        tell: is told what is odd.
        timers: for the pace.
    """

    is_live = False

    def __init__(
        self,
        decoders: Sequence[tuple[Decoder, bool]],
        *,
        pace: float,
        tail: float,
        milliseconds: int,
        tell: Tell,
        timers: Timers,
    ) -> None:
        self._decoders = decoders
        self._pace = pace
        self._tail = tail
        self._milliseconds = milliseconds
        self._tell = tell
        self._timers = timers
        self._blocks: AsyncGenerator[Block] | None = None
        self._pumped: Pumped[bytes] | None = None
        self._left: set[Decoder] = set()
        """Those that a thread reads, which alone can close them."""
        self._is_closed = False
        first = decoders[0][0].rate
        self.rate = first if first >= _LOWEST else _USUAL
        names = [decoder.name for decoder, _ in decoders]
        self.name = names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"
        lengths = [decoder.seconds for decoder, _ in decoders]
        self.seconds = None if None in lengths else sum((length or 0.0) + tail for length in lengths)
        """How long it is with its silence; None when nobody knows before the end."""
        self.marks: list[tuple[int, str]] = []
        """Which sample each file begins with, and its name, for those that have begun."""

    def __aiter__(self) -> AsyncIterator[Block]:
        if self._blocks is None:
            self._blocks = self._paced()
        return self._blocks

    def discard(self) -> None:
        """Do nothing: a file waits."""

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Let go of the files. Who is waiting for a block then gets no more."""
        self._is_closed = True
        if self._pumped is not None:
            self._pumped.stop()
        if self._blocks is not None:
            with suppress(RuntimeError):  # another task waits in it, and will find it closed
                await self._blocks.aclose()
        for decoder, _ in self._decoders:
            if decoder not in self._left:
                decoder.close()

    async def _paced(self) -> AsyncGenerator[Block]:
        pace = Pace(self._pace, self._timers)
        async with aclosing(self._framed()) as blocks:
            async for block in blocks:
                await pace.hold(block.samples / self.rate)
                if self._is_closed:
                    return
                yield Block(block.pcm, block.start, self._timers.clock())

    async def _framed(self) -> AsyncGenerator[Block]:
        if self._is_closed:
            return
        framer = Framer(self.rate, self._milliseconds)
        size = block_samples(self.rate, self._milliseconds)
        for decoder, may_wait in self._decoders:
            self.marks.append((framer.next, decoder.name))
            change = resampler(decoder.rate, self.rate)
            async with aclosing(self._pieces(decoder, may_wait=may_wait)) as pieces:
                async for piece in pieces:
                    for block in framer.feed(change.feed(piece), 0.0):
                        yield block
            for block in framer.feed(change.flush(), 0.0):
                yield block
            if decoder.missing:
                self._tell(CutShort(decoder.name, decoder.missing))
            left = round(self._tail * self.rate)
            while left > 0:
                for block in framer.feed(bytes(min(left, size) * SAMPLE), 0.0):
                    yield block
                left -= size
        for block in framer.flush(0.0):
            yield block

    async def _pieces(self, decoder: Decoder, *, may_wait: bool) -> AsyncGenerator[bytes]:
        pieces: Iterator[bytes] = decoder.pieces(self._milliseconds)
        if not may_wait:
            for piece in pieces:
                yield piece
            return
        self._pumped = Pumped(pieces, done=decoder.close)
        self._left.add(decoder)
        async with aclosing(self._pumped.items()) as pumped:
            async for piece in pumped:
                yield piece
