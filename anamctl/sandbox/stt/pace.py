"""Whether sound comes faster than it can have been spoken."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Pace:
    """
    Watches how much sound comes.

    Args:
        pace: seconds of sound that may come in a second.
        burst: seconds of sound that may come before that.
        clock: tells the time in seconds.
    """

    def __init__(self, pace: float, burst: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._pace = pace
        self._burst = burst
        self._clock = clock
        self._since: float | None = None
        self.received = 0.0
        """Seconds of sound so far."""

    @property
    def elapsed(self) -> float:
        """Seconds since the first sound."""
        return 0.0 if self._since is None else self._clock() - self._since

    def take(self, seconds: float) -> bool:
        """Count some sound, and say whether it may come already."""
        if self._since is None:
            self._since = self._clock()
        self.received += seconds
        return self.received <= self.elapsed * self._pace + self._burst
