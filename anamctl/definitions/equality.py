"""Comparing what files and services hold: by type as well as by value, or as far as a service keeps both apart."""

from __future__ import annotations

from typing import Any

from anamctl.definitions.placeholders import Unset


def is_same(first: object, second: object) -> bool:
    """Compare strictly: ``1``, ``1.0`` and ``true`` are three values."""
    if first.__class__ is not second.__class__:
        return False
    if isinstance(first, dict) and isinstance(second, dict):
        return first.keys() == second.keys() and all(is_same(value, second[key]) for key, value in first.items())
    if isinstance(first, list) and isinstance(second, list):
        return len(first) == len(second) and all(map(is_same, first, second))
    return first == second


def alike(first: Any, second: Any) -> bool:  # noqa: ANN401  # JSON
    """
    Tell whether two values are the same wherever they were written.

    Numbers are compared by value, because a service may write 1.0 as 1; true is no number. A text with a placeholder
    that has no value may stand for any text.
    """
    if isinstance(first, dict) or isinstance(second, dict):
        return (
            isinstance(first, dict)
            and isinstance(second, dict)
            and first.keys() == second.keys()
            and all(alike(value, second[key]) for key, value in first.items())
        )
    if isinstance(first, list) or isinstance(second, list):
        return (
            isinstance(first, list)
            and isinstance(second, list)
            and len(first) == len(second)
            and all(map(alike, first, second))
        )
    if isinstance(first, Unset) or isinstance(second, Unset):
        return isinstance(first, str) and isinstance(second, str)
    if isinstance(first, bool) or isinstance(second, bool):
        return first is second
    if isinstance(first, (int, float)) and isinstance(second, (int, float)):
        return first == second or (first != first and second != second)  # noqa: PLR0124  # NaN
    return bool(first == second)
