"""Reading what servers send: JSON of which any part may be missing, of another type, or unheard of."""

from __future__ import annotations

import json
import math
from typing import Any

from anamctl.answers import clipped


class UnreadableError(ValueError):
    """A frame is no JSON object; the message says what it is."""


def read_object(frame: str | bytes) -> dict[str, Any]:
    """
    Read a frame.

    Raises:
        UnreadableError: it holds no JSON object.
    """
    if isinstance(frame, (bytes, bytearray)):
        raise UnreadableError("the service sent a binary message, which is ignored")
    try:
        data = json.loads(frame)
    except (ValueError, RecursionError):
        raise UnreadableError("the service sent a message that is no JSON, which is ignored") from None
    if not isinstance(data, dict):
        raise UnreadableError("the service sent JSON that is no object, which is ignored")
    return data


def text(value: Any) -> str:  # noqa: ANN401  # JSON
    r"""Give a text; empty for anything else. Half a surrogate pair, which no file can hold, becomes ``\ufffd``."""
    if not isinstance(value, str):
        return ""
    if value.isascii():
        return value
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def number(value: Any) -> float | None:  # noqa: ANN401  # JSON
    """Give a finite number; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    try:
        found = float(value)
    except OverflowError:
        return None
    return found if math.isfinite(found) else None


def share(value: Any) -> float | None:  # noqa: ANN401  # JSON
    """Give a number from 0 to 1; None for anything else."""
    found = number(value)
    return found if found is not None and 0.0 <= found <= 1.0 else None


def integer(value: Any) -> int | None:  # noqa: ANN401  # JSON
    """Give a whole number, also when it is written with a point; None for anything else."""
    found = number(value)
    return int(found) if found is not None and found.is_integer() else None


def objects(value: Any) -> list[dict[str, Any]]:  # noqa: ANN401  # JSON
    """Give those items of a list that are objects; none for anything else."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def words_of(value: Any, depth: int = 4) -> str:  # noqa: ANN401  # JSON
    """
    Give what an error body says, in one line.

    Args:
        value: JSON. Understood are texts, ``error``, ``message``, ``detail``, ``details``, ``err_msg``, ``reason``, and
            lists of ``{"msg", "loc"}``.
        depth: how deep to look.
    """
    if isinstance(value, str):
        return clipped(text(value))
    if depth == 0:
        return ""
    if isinstance(value, list):
        return clipped("; ".join(found for item in value[:8] if (found := _item(item, depth - 1))))
    if isinstance(value, dict):
        parts = [words_of(value[key], depth - 1) for key in _WORDS if isinstance(value.get(key), (str, list, dict))]
        return clipped(": ".join(dict.fromkeys(part.rstrip(".") for part in parts if part)))
    return ""


_WORDS = ("err_msg", "error", "message", "description", "detail", "details", "reason")


def _item(item: Any, depth: int) -> str:  # noqa: ANN401  # JSON
    if not isinstance(item, dict):
        return words_of(item, depth) if isinstance(item, str) else ""
    said = text(item.get("msg")) or words_of(item, depth)
    where = item.get("loc")
    if isinstance(where, list):
        path = ".".join(str(part) for part in where if isinstance(part, (str, int)) and part not in ("query", "body"))
        return f"{path}: {said}" if path else said
    return said
