"""Durations in options of the command line."""

from __future__ import annotations

import math

from anamctl.durations import seconds
from anamctl.errors import UsageError


def duration(text: str, option: str) -> float:
    """
    Read a duration, which is more than nothing.

    Raises:
        UsageError: it is none.
    """
    try:
        found = seconds(text)
    except ValueError as error:
        raise UsageError(f"{option}: {error}.") from error
    if not 0 < found < math.inf:
        raise UsageError(f"{option} must be more than nothing.", hint="write 30s, 4m or 1h.")
    return found
