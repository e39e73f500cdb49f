"""Where the thread of a microphone leaves its sound for the event loop: bounded, and it never waits."""

from __future__ import annotations

import threading
from collections import deque
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS = 30.0
"""How much is kept for a consumer that is held up."""


class Piece(NamedTuple):
    """What a device delivers at once."""

    pcm: bytes
    """As it came, with all its channels."""
    start: int
    """Which frame the first one is, counted since the source began."""
    captured: float


class Ring:
    """
    Pieces on their way from one thread to another; when there are too many, the oldest go.

    Args:
        most: frames to keep.
        wake: is called in the thread of who puts, after each piece.
    """

    def __init__(self, most: int, wake: Callable[[], object]) -> None:
        self._most = most
        self.wake = wake
        """Wakes who takes."""
        self._lock = threading.Lock()
        self._pieces: deque[tuple[int, Piece]] = deque()
        self._held = 0
        self._next = 0
        self.overflows = 0
        """How often the device reported that it lost sound."""

    @property
    def held(self) -> int:
        """Frames that wait to be taken."""
        return self._held

    def put(self, pcm: bytes, frames: int, captured: float, *, overflowed: bool = False) -> None:
        """Leave a piece; called by the device's thread, so it does nothing more."""
        with self._lock:
            self._pieces.append((frames, Piece(pcm, self._next, captured)))
            self._next += frames
            self._held += frames
            self.overflows += overflowed
            while self._held > self._most:
                lost, _ = self._pieces.popleft()
                self._held -= lost
        self.wake()

    def take(self) -> Piece | None:
        """Give the oldest piece; None when there is none. A gap before it is what had to go."""
        with self._lock:
            if not self._pieces:
                return None
            frames, piece = self._pieces.popleft()
            self._held -= frames
            return piece
