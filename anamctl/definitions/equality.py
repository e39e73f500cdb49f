"""Comparing what files and services hold: by type as well as by value."""

from __future__ import annotations


def is_same(first: object, second: object) -> bool:
    """Compare strictly: ``1``, ``1.0`` and ``true`` are three values."""
    if first.__class__ is not second.__class__:
        return False
    if isinstance(first, dict) and isinstance(second, dict):
        return first.keys() == second.keys() and all(is_same(value, second[key]) for key, value in first.items())
    if isinstance(first, list) and isinstance(second, list):
        return len(first) == len(second) and all(map(is_same, first, second))
    return first == second
