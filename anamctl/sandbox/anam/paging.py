"""Pages of lists."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NamedTuple

from anamctl.sandbox.anam.refusals import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DEFAULT, MOST = 10, 100
"""Entries on a page, when nobody said how many, and at most."""


class Wanted(NamedTuple):
    """Which page is asked for; pages begin with 1."""

    page: int = 1
    per_page: int = DEFAULT


def wanted(query: Mapping[str, str]) -> tuple[Wanted, list[Problem]]:
    """Read which page is asked for, and what is wrong with the question."""
    problems: list[Problem] = []
    page = _number(query, "page", 1, None, problems)
    per_page = _number(query, "perPage", DEFAULT, MOST, problems)
    return Wanted(page, per_page), problems


def page_of(entries: Sequence[Any], asked: Wanted) -> dict[str, Any]:
    """Give a page as lists are answered; one behind the last is empty."""
    total, (page, per_page) = len(entries), asked
    last = math.ceil(total / per_page)
    start = (page - 1) * per_page
    meta = {
        "total": total,
        "lastPage": last,
        "currentPage": page,
        "perPage": per_page,
        "prev": page - 1 if page > 1 else None,
        "next": page + 1 if page < last else None,
    }
    return {"data": list(entries[start : start + per_page]), "meta": meta}


def _number(query: Mapping[str, str], name: str, default: int, most: int | None, problems: list[Problem]) -> int:
    text = query.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        problems.append(Problem((name,), "Expected a whole number", "invalid_type"))
        return default
    value = int(text)
    if value < 1:
        problems.append(Problem((name,), "Number must be greater than or equal to 1", "too_small"))
    elif most is not None and value > most:
        problems.append(Problem((name,), f"Number must be less than or equal to {most}", "too_big"))
    return value
