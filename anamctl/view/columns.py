"""How many columns of a wide table stand beside each other, and how wide they are."""

from __future__ import annotations

from typing import NamedTuple

GAP = 2
_LEAST, _MOST = 11, 28
"""Columns of a terminal that a cell may have, at least and at most; what is longer is cut. Ids differ within eleven."""
_LABEL = 8


class Layout(NamedTuple):
    """One part of a table: as many of its columns as fit."""

    label: int
    """Width of the first column, which holds the names of the rows."""
    places: tuple[int, ...]
    """Which columns of the whole table are in this part."""
    widths: tuple[int, ...]

    @property
    def width(self) -> int:
        """Columns of the terminal that it takes."""
        return self.label + sum(width + GAP for width in self.widths)


def layouts(label: int, wanted: list[int], room: int) -> list[Layout]:
    """
    Split a table into as few parts as possible; cells are cut before a part is added.

    Every part begins with the first column, with which all others are compared.

    Args:
        label: width that the names of the rows want.
        wanted: width that each column wants.
        room: columns of the terminal.
    """
    label = max(_LABEL, min(label, room // 3))
    if len(wanted) == 1:
        return [Layout(label, (0,), (max(3, min(wanted[0], room - label - GAP)),))]
    least = max(3, min(_LEAST, (room - label) // 2 - GAP))
    fewest = len(_parts(label, wanted, room, least))
    most = max(_MOST, room // 2) if len(wanted) <= 2 + 1 else _MOST
    while most > least:
        parts = _parts(label, wanted, room, most)
        if len(parts) <= fewest and all(part.width <= room for part in parts):
            return parts
        most -= 1
    return _parts(label, wanted, room, least)


def _parts(label: int, wanted: list[int], room: int, most: int) -> list[Layout]:
    widths = [max(3, min(width, most)) for width in wanted]
    parts: list[list[int]] = []
    left = 0
    for place in range(1, len(widths)):
        if not parts or left < widths[place] + GAP:
            parts.append([0])
            left = room - label - GAP - widths[0]
        parts[-1].append(place)
        left -= widths[place] + GAP
    return [Layout(label, tuple(places), tuple(widths[place] for place in places)) for places in parts]
