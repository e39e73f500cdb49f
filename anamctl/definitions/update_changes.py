"""Stretches of a text, and the other text that comes in their place."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class CannotEditError(Exception):
    """Edits would not do; the document has to be written anew."""


class Change(NamedTuple):
    """Other text in the place of a stretch."""

    start: int
    end: int
    text: str


def apply(text: str, changes: Sequence[Change]) -> str:
    """
    Make changes; those at the same place in the order in which they were asked for.

    Raises:
        CannotEditError: they overlap.
    """
    ordered = sorted(changes, key=lambda change: (change.start, change.end))
    if any(one.end > other.start for one, other in pairwise(ordered)):
        raise CannotEditError
    parts: list[str] = []
    end = 0
    for change in ordered:
        parts += (text[end : change.start], change.text)
        end = change.end
    return "".join([*parts, text[end:]])
