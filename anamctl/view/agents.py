"""The list of agents of a service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from anamctl.view.console import make_console

if TYPE_CHECKING:
    from collections.abc import Iterable

_ID = 36
"""Columns of an id, which is a UUID."""


def show_agents(rows: Iterable[tuple[str, ...]], *, color: bool, width: int) -> None:
    """
    Print a line for each agent; the id is always whole, because it is there to be copied.

    Args:
        rows: name, id, languages, date and file of each, without anything that could control a terminal.
        color: use colours.
        width: columns of the terminal.
    """
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column("name", overflow="fold")
    table.add_column("id", overflow="fold", min_width=min(_ID, width))
    table.add_column("languages", overflow="fold")
    table.add_column("updated", overflow="fold")
    table.add_column("file", overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell or "–") for cell in row))
    make_console(color=color, width=width).print(table)
