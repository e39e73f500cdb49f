"""
Rows of cells under each other.

Each line becomes one text. Rich's own table renders every cell by itself, which for an agent with eighteen languages
took a third of the time of the whole command.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.text import Text

from anamctl.view.columns import GAP

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LOUD_STYLE = "bold yellow"


class Cell(NamedTuple):
    """What stands in one place, and how."""

    value: str
    style: str = ""
    mark: str = ""
    """Follows the value in brackets; it is never cut, but left out where only one of both fits."""
    is_loud: bool = False
    """The mark should not be missed, so it stays and the value is cut."""

    @property
    def width(self) -> int:
        """Columns of the terminal that it wants."""
        return cell_len(self.value) + (cell_len(self.mark) + 3 if self.mark else 0)

    @property
    def text(self) -> str:
        """Value and mark."""
        return f"{self.value} ({self.mark})" if self.mark else self.value


def lines(rows: Sequence[Sequence[Cell]], widths: Sequence[int], *, full: bool = False) -> Iterator[Text]:
    """
    Give the lines of a table.

    Args:
        rows: cells from left to right.
        widths: columns of the terminal for each.
        full: break a cell that is too long over several lines instead of cutting it.
    """
    for row in rows:
        if full and any(cell.width > width for cell, width in zip(row, widths, strict=True)):
            yield from _folded(row, widths)
        else:
            yield _line(row, widths)


def _line(row: Sequence[Cell], widths: Sequence[int]) -> Text:
    line = Text()
    owed = 0
    for cell, width in zip(row, widths, strict=True):
        line.append(" " * owed)
        mark = f" ({cell.mark})" if cell.mark and (cell.is_loud or cell.width <= width) else ""
        value = clip(cell.value, width - cell_len(mark))
        line.append(value, cell.style)
        if mark:
            line.append(clip(mark, width), LOUD_STYLE if cell.is_loud else "dim")
        owed = width + GAP - cell_len(value) - cell_len(mark)
    line.rstrip()
    return line


def _folded(row: Sequence[Cell], widths: Sequence[int]) -> Iterator[Text]:
    """Break cells at any character: what stands in them are ids and names, not sentences."""
    parts = [fold(cell.text, width) for cell, width in zip(row, widths, strict=True)]
    for place in range(max(map(len, parts))):
        line = Text()
        owed = 0
        for cell, part, width in zip(row, parts, widths, strict=True):
            shown = part[place] if place < len(part) else ""
            line.append(" " * owed)
            line.append(shown, LOUD_STYLE if cell.is_loud else cell.style)
            owed = width + GAP - cell_len(shown)
        line.rstrip()
        yield line


def clip(text: str, width: int) -> str:
    """Cut a text to some columns and mark the cut."""
    if cell_len(text) <= width:
        return text
    while text and cell_len(text) > width - 1:
        text = text[:-1]
    return text + "…" if width > 0 else ""


def fold(text: str, width: int) -> list[str]:
    """Break a text into pieces of some columns."""
    pieces = [""]
    for character in text:
        if pieces[-1] and cell_len(pieces[-1] + character) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces
