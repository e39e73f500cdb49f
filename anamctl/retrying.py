"""When to ask again, and how long to wait before."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import NamedTuple


class Patience(NamedTuple):
    """How often, and how long."""

    attempts: int = 4
    """Requests at most, the first one included."""
    first: float = 0.5
    """Seconds before the second request, which double with every further one."""
    longest: float = 8.0
    """Seconds that doubling ends at."""
    asked: float = 60.0
    """Seconds that the service may ask for (`Retry-After`); with more, the command gives up and says so."""

    def wait(self, attempt: int, chance: float, asked: float | None = None) -> float | None:
        """
        Give the seconds to wait after an attempt (counted from 1); None to give up.

        Args:
            attempt: the one that failed.
            chance: a number between 0 and 1; it spreads those who were turned away at the same time.
            asked: what the service asked for, which is kept to.
        """
        if attempt >= self.attempts:
            return None
        if asked is not None:
            return asked if asked <= self.asked else None
        return min(self.longest, self.first * 2.0 ** (attempt - 1)) * (0.5 + chance / 2)


def retry_after(value: str | None, now: datetime | None = None) -> float | None:
    """Read a `Retry-After`: seconds or a date; None when there is none that can be read."""
    if value is None:
        return None
    text = value.strip()
    if text.isascii() and text.isdecimal():
        return float(text)
    try:
        date = parsedate_to_datetime(text)
    except ValueError:
        return None
    if date.tzinfo is None:
        date = date.replace(tzinfo=UTC)
    return max(0.0, (date - (now or datetime.now(UTC))).total_seconds())
