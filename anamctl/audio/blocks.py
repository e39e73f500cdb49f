"""
The values that sources of sound give: blocks of PCM that know which samples they are and when they were captured.

Services take frames of 50 to 1000 ms and nothing else, so every source cuts what it gets with a `Framer`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

SAMPLE = 2
"""Bytes of a sample: signed 16 bit, little endian."""
BLOCK_MS = 50
"""How long a block is when nobody asks for more."""
SHORTEST_MS, LONGEST_MS = 50, 1000
"""What services take as one frame."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of sound."""

    pcm: bytes
    """Mono, signed 16 bit, little endian."""
    start: int
    """Which sample the first one is, counted since the source began. A jump says that sound was lost between."""
    captured: float
    """When the last sample was captured, in seconds of the monotonic clock."""

    @property
    def samples(self) -> int:
        """How many samples it holds."""
        return len(self.pcm) // SAMPLE

    @property
    def end(self) -> int:
        """Which sample comes after the last one."""
        return self.start + len(self.pcm) // SAMPLE


class Source(Protocol):
    """Gives blocks as they come; each but the last is as long as the first, and so is that: it is padded."""

    @property
    def rate(self) -> int:
        """Samples in a second; it never changes."""

    @property
    def name(self) -> str:
        """What it is called, for people."""

    @property
    def is_live(self) -> bool:
        """Whether the sound is made now and is lost when nobody takes it."""

    def __aiter__(self) -> AsyncIterator[Block]:
        """Give the blocks, once."""

    def discard(self) -> None:
        """Forget what a live source has recorded and nobody has taken, so that what comes next is of now."""

    async def aclose(self) -> None:
        """Let go of what it holds. More than once is no mistake."""


def block_samples(rate: int, milliseconds: int = BLOCK_MS) -> int:
    """
    Count the samples of a block, which is not a sample shorter than asked.

    Raises:
        ValueError: no service would take blocks of that length.
    """
    if not SHORTEST_MS <= milliseconds <= LONGEST_MS:
        raise ValueError(f"a block has {SHORTEST_MS} to {LONGEST_MS} ms, not {milliseconds}")
    samples = -(-rate * milliseconds // 1000)
    return samples if milliseconds < LONGEST_MS else rate * milliseconds // 1000


class Framer:
    """
    Cuts sound that comes in pieces of any size into blocks of one size.

    Args:
        rate: samples in a second.
        milliseconds: of a block.
        start: which sample the first one is.
    """

    def __init__(self, rate: int, milliseconds: int = BLOCK_MS, *, start: int = 0) -> None:
        self._rate = rate
        self._size = block_samples(rate, milliseconds) * SAMPLE
        self._held = bytearray()
        self._start = start

    @property
    def next(self) -> int:
        """Which sample comes next."""
        return self._start + len(self._held) // SAMPLE

    def feed(self, pcm: bytes, captured: float) -> list[Block]:
        """
        Take a piece and give the blocks that it completes.

        Args:
            pcm: of any length; half a sample at its end waits for the other half.
            captured: when its last sample was.
        """
        if not self._held and len(pcm) == self._size:  # the usual case: nothing to cut
            block = Block(pcm, self._start, captured)
            self._start = block.end
            return [block]
        held, size = self._held, self._size
        held += pcm
        count = len(held) // size
        blocks = []
        for at in range(0, count * size, size):
            later = (len(held) - at - size) // SAMPLE
            blocks.append(Block(bytes(held[at : at + size]), self._start, captured - later / self._rate))
            self._start += size // SAMPLE
        del held[: count * size]
        return blocks

    def skip(self, samples: int, captured: float) -> list[Block]:
        """
        Go on after samples that were lost.

        Args:
            samples: how many were.
            captured: when the last of them was.

        Returns:
            What was held, as a block that zeros fill up where samples are missing.
        """
        missing = min(samples, (-len(self._held) % self._size) // SAMPLE)
        blocks = self.feed(bytes(missing * SAMPLE), captured - (samples - missing) / self._rate) if missing else []
        self._start += samples - missing
        return blocks

    def flush(self, captured: float) -> list[Block]:
        """Give what is left as one block, padded with zeros; nothing when nothing is left."""
        del self._held[len(self._held) // SAMPLE * SAMPLE :]
        if not self._held:
            return []
        return self.feed(bytes(self._size - len(self._held)), captured)
