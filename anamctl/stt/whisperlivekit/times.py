"""Times as WhisperLiveKit writes them: ``0:00:03`` in its documentation, ``0:00:03.20`` on the wire."""

from __future__ import annotations

import re
from typing import Any

from anamctl.stt.reading import number

_CLOCK = re.compile(r"(?:([0-9]{1,6}):)?([0-9]{1,6}):([0-9]{1,6}(?:[.,][0-9]{1,9})?)\Z")


def milliseconds(value: Any) -> float | None:  # noqa: ANN401  # JSON
    """Read a time, also one in seconds as a number; None when it is none."""
    if isinstance(value, str):
        match = _CLOCK.match(value.strip())
        if match is None:
            return None
        hours, minutes, seconds = match.groups()
        return round((int(hours or 0) * 3600 + int(minutes) * 60) * 1000 + float(seconds.replace(",", ".")) * 1000, 3)
    found = number(value)
    return None if found is None or found < 0 else round(found * 1000, 3)
