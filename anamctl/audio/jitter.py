"""Evens out what comes in bursts from a network for a loudspeaker that takes it steadily."""

from __future__ import annotations

import threading
from collections import deque

_PREFILL = 0.1
"""Seconds to gather before playing begins, and again after it ran dry."""
_MOST = 1.0
"""Seconds that may wait; when there are more, what is played would only come later and later."""
_LEFT = 0.2
"""Seconds of the newest sound that are left then."""


class JitterBuffer:
    """
    Sound on its way to a loudspeaker. Both ends return at once.

    Args:
        rate: frames in a second.
        frame: bytes of a frame.
    """

    def __init__(self, rate: int, frame: int) -> None:
        self._rate = rate
        self._frame = frame
        self._lock = threading.Lock()
        self._pieces: deque[bytes] = deque()
        self._held = 0
        self._waited = 0
        self._is_filling = True
        self.underruns = 0
        """How often it ran dry while it played."""
        self.dropped = 0.0
        """Seconds that were thrown away because too many waited."""

    @property
    def held(self) -> float:
        """Seconds that wait to be played."""
        return self._held / self._frame / self._rate

    def push(self, pcm: bytes) -> None:
        """Add whole frames."""
        if not pcm:
            return
        with self._lock:
            self._pieces.append(pcm)
            self._held += len(pcm)
            if self._held > self._bytes(_MOST):
                lost = self._held - self._bytes(_LEFT)
                self._take(lost)
                self.dropped += lost / self._frame / self._rate

    def pull(self, size: int) -> bytes:
        """Give so many bytes; zeros stand where there is nothing."""
        with self._lock:
            if self._is_filling:
                # What is less than that is played as well, only a little later.
                self._waited += size if self._held else 0
                if self._held < self._bytes(_PREFILL) and self._waited <= self._bytes(_PREFILL):
                    return bytes(size)
                self._is_filling = False
            data = self._take(size)
            if len(data) < size:
                self.underruns += 1
                self._is_filling = True
                self._waited = 0
                data += bytes(size - len(data))
            return data

    def _bytes(self, seconds: float) -> int:
        return round(seconds * self._rate) * self._frame

    def _take(self, size: int) -> bytes:
        parts = []
        while size > 0 and self._pieces:
            piece = self._pieces.popleft()
            if len(piece) > size:
                self._pieces.appendleft(piece[size:])
                piece = piece[:size]
            size -= len(piece)
            self._held -= len(piece)
            parts.append(piece)
        return b"".join(parts)
