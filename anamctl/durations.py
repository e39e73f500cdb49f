"""Durations as people write them: ``500ms``, ``4s``, ``2m``, ``1h``; a plain number is seconds."""

from __future__ import annotations

import re

_PATTERN = re.compile(r"\s*([0-9]+(?:\.[0-9]*)?|\.[0-9]+)\s*(ms|s|m|h)?\s*\Z")
_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}


def seconds(text: str | float) -> float:
    """
    Read a duration.

    Raises:
        ValueError: it is none; the message is a clause that says what to write.
    """
    if isinstance(text, bool):
        raise ValueError(f"{str(text).lower()} is no duration; write 500ms, 4s, 2m or 1h")  # noqa: TRY004  # one kind
    if isinstance(text, (int, float)):
        text = str(text)
    match = _PATTERN.match(text)
    if match is None:
        raise ValueError(f'"{text}" is no duration; write 500ms, 4s, 2m or 1h')
    return float(match[1]) * _UNITS[match[2] or "s"]
