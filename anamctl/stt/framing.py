"""Whether a block of sound is one that a service takes."""

from __future__ import annotations


class Frames:
    """
    Checks blocks before they are sent: a service ends the session because of a wrong one.

    Args:
        shortest_ms: of a block.
        longest_ms: of a block.
    """

    def __init__(self, shortest_ms: int, longest_ms: int) -> None:
        self.rate = 16000
        """Samples in a second."""
        self._shortest = shortest_ms
        self._longest = longest_ms

    def check(self, pcm: bytes) -> bytes:
        """
        Give a block back when it can be sent.

        Raises:
            ValueError: it is empty, ends within a sample, or is too short or too long.
        """
        samples, half = divmod(len(pcm), 2)
        if half or not samples:
            raise ValueError(f"a block of {len(pcm)} bytes holds no whole number of samples")
        if samples * 1000 < self._shortest * self.rate:
            raise ValueError(f"a block of {samples * 1000 / self.rate:g} ms is shorter than {self._shortest} ms")
        if samples * 1000 > self._longest * self.rate:
            raise ValueError(f"a block of {samples * 1000 / self.rate:g} ms is longer than {self._longest} ms")
        return pcm
