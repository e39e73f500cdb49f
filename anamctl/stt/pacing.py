"""How fast sound may be sent: a service hears in real time, and takes more than a little advance for an attack."""

from __future__ import annotations

import math


class Pacer:
    """
    Counts what may be sent.

    Args:
        pace: seconds of sound in a second, for long.
        burst: seconds beyond that.
        now: when it begins.
    """

    def __init__(self, pace: float, burst: float, now: float) -> None:
        self._pace = pace
        self._burst = burst
        self._credit = burst
        self._began = self._last = now
        self._sent = 0.0

    def wait(self, seconds: float, now: float) -> float:
        """Give how long to wait before so many seconds of sound are sent."""
        if math.isinf(self._pace) or math.isinf(self._burst):
            return 0.0
        self._earn(now)
        missing = min(seconds, self._burst) - self._credit
        return missing / self._pace if missing > 1e-9 else 0.0

    def spend(self, seconds: float, now: float) -> None:
        """Note that so many seconds of sound are sent."""
        self._earn(now)
        self._credit -= seconds
        self._sent += seconds

    def ahead(self, now: float) -> float:
        """Give how many seconds the service will still be busy with what it was sent."""
        if math.isinf(self._pace) or math.isinf(self._burst):
            return max(0.0, self._sent - (now - self._began))
        self._earn(now)
        return max(0.0, self._burst - self._credit) / self._pace

    def _earn(self, now: float) -> None:
        if not math.isinf(self._pace):
            self._credit = min(self._burst, self._credit + max(0.0, now - self._last) * self._pace)
            self._last = now
