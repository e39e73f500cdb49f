"""Counting requests in windows of time."""

from __future__ import annotations

import math
import time
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class RateLimit:
    """
    Lets so many requests pass in any window of time.

    Args:
        limit: how many.
        window: length of the window in seconds.
        clock: tells the time in seconds.
    """

    def __init__(self, limit: int, window: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = limit
        self._window = window
        self._clock = clock
        self._passed: deque[float] = deque()

    def wait(self) -> int:
        """Count a request and give 0, or give the whole seconds after which another one passes."""
        now = self._clock()
        while self._passed and self._passed[0] <= now - self._window:
            self._passed.popleft()
        if len(self._passed) < self._limit:
            self._passed.append(now)
            return 0
        since = now - self._passed[0] if self._passed else 0.0
        return max(1, math.ceil(self._window - since))
