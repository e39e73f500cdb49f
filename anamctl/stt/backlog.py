"""Sound on its way to a service: cut into blocks that it takes, and bounded while it takes none."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from anamctl.stt.provider import Provider

_SAMPLE = 2
"""Bytes of a sample: signed 16 bit, little endian, one channel."""


class Block(Protocol):
    """A piece of sound, of any length."""

    @property
    def pcm(self) -> bytes:
        """Mono, signed 16 bit, little endian."""

    @property
    def start(self) -> int:
        """Which sample the first one is, counted since the source began. A jump says that sound was lost between."""

    @property
    def captured(self) -> float:
        """When the last sample was captured, in seconds of the clock of the stream."""


class Source(Protocol):
    """Where sound comes from."""

    @property
    def rate(self) -> int:
        """Samples in a second; it never changes."""

    @property
    def is_live(self) -> bool:
        """Whether the sound is made now and is lost when nobody takes it."""

    def __aiter__(self) -> AsyncIterator[Block]:
        """Give the blocks, once."""

    async def aclose(self) -> None:
        """Let go of what it holds."""


class Piece(NamedTuple):
    """From where on a frame holds which sound."""

    offset: int
    """Which sample of the frame."""
    start: int
    """Which sample of the source that is."""


class Frame(NamedTuple):
    """What is sent at once."""

    pcm: bytes
    samples: int
    pieces: tuple[Piece, ...]
    """None for silence that is not of the source."""
    captured: float
    """When the last sample was captured."""


class Backlog:
    """
    Keeps sound until it is sent.

    Args:
        rate: samples in a second.
        shortest_ms: of a block that the service takes.
        longest_ms: of a block that the service takes.
        most: seconds to keep; the oldest go first.
    """

    def __init__(self, rate: int, shortest_ms: int, longest_ms: int, most: float) -> None:
        self.rate = rate
        self._shortest = max(1, -(-rate * shortest_ms // 1000))
        self._longest = max(self._shortest, rate * longest_ms // 1000)
        self._most = max(self._shortest, round(most * rate))
        self._frames: deque[Frame] = deque()
        self._held = 0
        self._rest = bytearray()
        """Too short for a frame."""
        self._pieces: list[Piece] = []
        """Of the rest."""
        self._captured = 0.0
        self._dropped = 0
        self._told = 0

    @classmethod
    def of(cls, provider: Provider, rate: int, most: float) -> Backlog:
        """Make one for what a provider takes."""
        return cls(rate, provider.min_block_ms, provider.max_block_ms, most)

    @property
    def seconds(self) -> float:
        """How much waits."""
        return (self._held + len(self._rest) // _SAMPLE) / self.rate

    @property
    def dropped(self) -> float:
        """Seconds that had to go."""
        return self._dropped / self.rate

    def take_dropped(self) -> float:
        """Give the seconds that had to go since this was asked last."""
        news, self._told = self._dropped - self._told, self._dropped
        return news / self.rate

    @property
    def first(self) -> Frame | None:
        """What is sent next; None when there is nothing, or not enough."""
        return self._frames[0] if self._frames else None

    def pop(self) -> Frame:
        """Take what is sent next."""
        frame = self._frames.popleft()
        self._held -= frame.samples
        return frame

    def put_back(self, frame: Frame) -> None:
        """Put back what was taken last: it could not be sent."""
        self._frames.appendleft(frame)
        self._held += frame.samples

    def put(self, pcm: bytes, start: int, captured: float) -> None:
        """
        Add sound.

        Args:
            pcm: of any length.
            start: which sample of the source the first one is.
            captured: when the last one was captured.
        """
        samples = len(pcm) // _SAMPLE
        if not samples:
            return
        if not self._rest and self._shortest <= samples <= self._longest:  # the usual case: nothing to cut
            self._add(Frame(pcm[: samples * _SAMPLE], samples, (Piece(0, start),), captured))
            return
        held = len(self._rest) // _SAMPLE
        if not self._pieces or self._pieces[-1].start + held - self._pieces[-1].offset != start:
            self._pieces.append(Piece(held, start))
        self._rest += pcm[: samples * _SAMPLE]
        self._captured = captured
        while len(self._rest) >= self._shortest * _SAMPLE:
            self._cut(min(len(self._rest) // _SAMPLE, self._longest))

    def flush(self) -> None:
        """Make a frame of what is too short for one, with zeros where sound is missing."""
        missing = self._shortest - len(self._rest) // _SAMPLE
        if self._rest and missing > 0:
            self._rest += bytes(missing * _SAMPLE)
            self._captured += missing / self.rate
            self._cut(self._shortest)

    def silence(self, seconds: float, captured: float) -> None:
        """Add silence that is not of the source, after which a service takes a turn for complete."""
        self.flush()
        left = round(seconds * self.rate)
        while left > 0:
            samples = max(self._shortest, min(left, self._longest))
            left -= samples
            self._add(Frame(bytes(samples * _SAMPLE), samples, (), captured))

    def clear(self) -> float:
        """Forget all there is, and give how many seconds that was; they count as dropped."""
        gone = self._held + len(self._rest) // _SAMPLE
        self._frames.clear()
        self._rest.clear()
        self._pieces.clear()
        self._held = 0
        self._dropped += gone
        return gone / self.rate

    def _cut(self, samples: int) -> None:
        pcm = bytes(self._rest[: samples * _SAMPLE])
        del self._rest[: samples * _SAMPLE]
        left = len(self._rest) // _SAMPLE
        pieces = tuple(piece for piece in self._pieces if piece.offset < samples)
        after = [Piece(offset - samples, start) for offset, start in self._pieces if offset >= samples]
        if left and (not after or after[0].offset):
            last = pieces[-1]
            after.insert(0, Piece(0, last.start + samples - last.offset))
        self._pieces = after
        self._add(Frame(pcm, samples, pieces, self._captured - left / self.rate))

    def _add(self, frame: Frame) -> None:
        self._frames.append(frame)
        self._held += frame.samples
        while self._held > self._most and len(self._frames) > 1:
            self._dropped += self.pop().samples
