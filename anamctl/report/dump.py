"""JSON that can be written to anything: a file, a terminal, a log."""

from __future__ import annotations

import json
import re
from typing import Any

from anamctl.characters import UNSAFE_BEYOND_ASCII

_UNSAFE = re.compile(f"[{UNSAFE_BEYOND_ASCII}]")


def dump(document: Any) -> str:  # noqa: ANN401  # any JSON value
    """
    Write a JSON document with readable text in all scripts.

    Characters that control a terminal, or cannot be seen, are escaped; they can stand nowhere but inside strings.
    """
    text = json.dumps(document, ensure_ascii=False, indent=2)
    return _UNSAFE.sub(_escape, text) + "\n"


def line(event: Any) -> str:  # noqa: ANN401  # any JSON value
    """Write a JSON value in one line, as `dump`."""
    return _UNSAFE.sub(_escape, json.dumps(event, ensure_ascii=False)) + "\n"


def _escape(match: re.Match[str]) -> str:
    return json.dumps(match.group())[1:-1]
