"""
A few rows at the bottom of a terminal that are drawn again and again, while what is printed above scrolls away.

Only rows that differ are written, so drawing costs the same however much was printed before. Nothing is written here:
texts with the codes of a terminal come out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.view.listen.rows import CURSOR, wide, written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anamctl.view.listen.rows import Row

_TOGETHER, _SHOWN = "\x1b[?2026h", "\x1b[?2026l"
"""Terminals that know these show what is between them at once; others ignore them."""
_NO_WRAP, _WRAP = "\x1b[?7l", "\x1b[?7h"
_CLEAR_REST = "\x1b[K"
_WIPE = f" \x1b[J\r{_CLEAR_REST}"
"""
Clears from this row on. Not from its first column: of a screen that is cleared as a whole tmux keeps a copy as history.
Nor row by row while it is written: tmux would still take two rows for one that it broke when it was narrower.
"""
HIDE_CURSOR, SHOW_CURSOR = "\x1b[?25l", "\x1b[?25h"
MARK_PASTES, LEAVE_PASTES = "\x1b[?2004h", "\x1b[?2004l"
"""What is pasted comes between marks, so that its letters are no keys; or as if it were typed."""


class Region:
    """
    Remembers what is drawn.

    The cursor rests at the beginning of the last row, hidden. Or it stands in a row that asks for it and is seen:
    methods of input for other scripts open their windows at the real cursor.

    Args:
        color: write styles.
    """

    def __init__(self, *, color: bool) -> None:
        self._color = color
        self._drawn: tuple[Row, ...] = ()
        self._size = (0, 0)
        self._cursor: tuple[int, int] | None = None
        """Row and column where it stands; None where it rests."""

    def draw(self, above: Sequence[Row], rows: Sequence[Row], size: tuple[int, int]) -> str:
        """
        Give what to write so that the rows are at the bottom.

        Args:
            above: goes to the scrollback, once.
            rows: no wider than the terminal.
            size: columns and rows of the terminal.

        Returns:
            Nothing when nothing has changed.
        """
        wanted = tuple(rows)
        if not above and size == self._size and len(wanted) == len(self._drawn):
            if wanted == self._drawn:
                return ""
            body = self._to_rest() + self._changed(wanted)
        else:
            body = self._up(size) + _WIPE + self._printed(above) + _NO_WRAP + self._whole(wanted)
        self._drawn, self._size = wanted, size
        self._cursor = _cursor_in(wanted)
        return f"{_TOGETHER}{body}{_WRAP}{self._to_cursor()}{_SHOWN}"

    def erase(self, size: tuple[int, int]) -> str:
        """Give what to write so that the rows are gone and the cursor stands where they began."""
        body = self._up(size) + _WIPE if self._drawn else ""
        self.forget()
        return body

    def forget(self) -> None:
        """Take it that nothing is drawn: something else was on the terminal meanwhile."""
        self._drawn, self._cursor = (), None

    def _to_rest(self) -> str:
        if self._cursor is None:
            return ""
        return f"{HIDE_CURSOR}\r{_move(len(self._drawn) - 1 - self._cursor[0])}"

    def _to_cursor(self) -> str:
        if self._cursor is None:
            return ""
        line, column = self._cursor
        aside = f"\x1b[{column}C" if column else ""
        return f"{_move(line - len(self._drawn) + 1)}{aside}{SHOW_CURSOR}"

    def _up(self, size: tuple[int, int]) -> str:
        """Go to where the first row begins. Rows that became wider than the terminal were broken by it."""
        columns, height = size
        line, column = self._cursor or (len(self._drawn) - 1, 0)
        if columns >= self._size[0]:
            above = line
        else:
            above = sum(max(1, -(-wide(one) // max(columns, 1))) for one in self._drawn[: max(line, 0)])
            above += column // max(columns, 1)
        above = min(above, max(height - 1, 0))
        hidden = HIDE_CURSOR if self._cursor is not None else ""
        return f"{hidden}\r\x1b[{above}A" if above > 0 else f"{hidden}\r"

    def _printed(self, above: Sequence[Row]) -> str:
        return "".join(f"{written(one, color=self._color)}\r\n" for one in above)

    def _whole(self, rows: Sequence[Row]) -> str:
        return "\r\n".join(written(one, color=self._color) for one in rows) + "\r"

    def _changed(self, rows: Sequence[Row]) -> str:
        """Write the rows that differ over those that are there."""
        last = len(rows) - 1
        parts = [_NO_WRAP]
        at = last
        for number, (new, old) in enumerate(zip(rows, self._drawn, strict=True)):
            if new == old:
                continue
            parts.append(_move(number - at))
            parts.append(f"{written(new, color=self._color)}{_CLEAR_REST}\r")
            at = number
        parts.append(_move(last - at))
        return "".join(parts)


def _cursor_in(rows: Sequence[Row]) -> tuple[int, int] | None:
    for line, spans in enumerate(rows):
        for number, span in enumerate(spans):
            if span.style == CURSOR:
                return line, wide(spans[:number])
    return None


def _move(rows: int) -> str:
    if not rows:
        return ""
    return f"\x1b[{rows}B" if rows > 0 else f"\x1b[{-rows}A"
