"""The list of agents of a service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from anamctl.view.console import make_console

if TYPE_CHECKING:
    from collections.abc import Iterable

_COLUMNS = {"name": 8, "id": 36, "languages": 9, "updated": 10, "file": 9}
"""Headings, and how narrow each column may become; an id is a UUID."""
_GAP = 2


def show_agents(rows: Iterable[tuple[str, ...]], *, color: bool, width: int | None) -> None:
    """
    Print the agents, each on one line where there is room.

    The id is always whole, because it is there to be copied, and no column goes missing: what is narrower than all of
    them has to wrap the lines.

    Args:
        rows: name, id, languages, date and file of each, without anything that could control a terminal.
        color: use colours.
        width: columns of the terminal; None where nobody has to see the end of a line.
    """
    cells = [[cell or "–" for cell in row] for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(_COLUMNS, *cells, strict=True)]
    if width is not None:
        _narrow(widths, width - _GAP * len(_COLUMNS))
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, _GAP, 0, 0))
    for name, own in zip(_COLUMNS, widths, strict=True):
        table.add_column(name, overflow="fold", width=own)
    for row in cells:
        table.add_row(*map(Text, row))
    make_console(color=color, width=sum(widths) + _GAP * len(_COLUMNS)).print(table)


def _narrow(widths: list[int], room: int) -> None:
    """Take from the widest columns what there is no room for, as far as they can give; in place."""
    least = list(_COLUMNS.values())
    while sum(widths) > room:
        spare = [own - smallest for own, smallest in zip(widths, least, strict=True)]
        if max(spare) <= 0:
            return
        widths[spare.index(max(spare))] -= 1
