"""What an account holds: a line for each thing where there is room, a few lines under each other where there is not."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.text import Text

from anamctl.view.console import make_console

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

_GAP = 2
_MARGIN = 2
"""Columns by which lines under a name are set in."""


class Column(NamedTuple):
    """A column."""

    title: str
    least: int
    """How narrow it may become before the things stand under each other."""
    style: str = ""


def show_items(columns: Sequence[Column], rows: Sequence[Sequence[str]], *, color: bool, width: int | None) -> None:
    """
    Print things; no id is ever cut, because it is there to be copied.

    Args:
        columns: the first one is the name, the second one the id.
        rows: the cells of each, without anything that could control a terminal; empty ones are not known.
        color: use colours.
        width: columns of the terminal; None where nobody has to see the end of a line.
    """
    widths = [
        max(cell_len(column.title), *(cell_len(row[place]) for row in rows)) for place, column in enumerate(columns)
    ]
    room = sum(widths) + _GAP * (len(columns) - 1) if width is None else width
    fitting = _fitted(widths, columns, room)
    console = make_console(color=color, width=max(room, 1))
    if fitting is None:
        _print_stacked(console, columns, rows, room)
        return
    head = [Text(column.title, "bold") for column in columns]
    body = ([Text(cell or "–", column.style) for cell, column in zip(row, columns, strict=True)] for row in rows)
    for row in chain([head], body):
        for line in _lines(console, row, fitting):
            console.print(line, soft_wrap=True)


def _lines(console: Console, row: Sequence[Text], widths: Sequence[int]) -> Iterator[Text]:
    """Put cells beside each other; a long one goes on below, broken between words where it has any."""
    cells = [
        cell.wrap(console, width) if cell.cell_len > width else [cell] for cell, width in zip(row, widths, strict=True)
    ]
    for place in range(max(map(len, cells))):
        line = Text()
        owed = 0
        for cell, width in zip(cells, widths, strict=True):
            part = cell[place] if place < len(cell) else Text()
            part.rstrip()
            line.append(" " * owed)
            line.append_text(part)
            owed = width + _GAP - part.cell_len
        line.rstrip()
        yield line


def _fitted(widths: list[int], columns: Sequence[Column], room: int) -> list[int] | None:
    """Take from the widest columns what there is no room for; None when they cannot give so much."""
    fitted = list(widths)
    least = [min(own, max(column.least, cell_len(column.title))) for own, column in zip(widths, columns, strict=True)]
    if sum(least) + _GAP * (len(columns) - 1) > room:
        return None
    while sum(fitted) + _GAP * (len(columns) - 1) > room:
        spare = [own - smallest for own, smallest in zip(fitted, least, strict=True)]
        fitted[spare.index(max(spare))] -= 1
    return fitted


def _print_stacked(console: Console, columns: Sequence[Column], rows: Sequence[Sequence[str]], room: int) -> None:
    for row in rows:
        console.print(Text(row[0] or "–", "bold"), overflow="fold")
        for line in _stacked(console, columns[1:], row[1:], room):
            console.print(line, soft_wrap=True)


def _stacked(console: Console, columns: Sequence[Column], row: Sequence[str], room: int) -> Iterator[Text]:
    """The id alone on its line, then what else is known, each with its title."""
    yield Text(" " * min(_MARGIN, max(0, room - cell_len(row[0]))) + row[0])
    for column, cell in zip(columns[1:], row[1:], strict=True):
        if not cell:
            continue
        text = Text(f"{column.title}: ", "dim")
        text.append(cell, column.style)
        for part in text.wrap(console, max(1, room - _MARGIN)):
            line = Text(" " * _MARGIN)
            line.append_text(part)
            line.rstrip()
            yield line
