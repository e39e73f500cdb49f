"""A terminal that understands what views write, no more: what it shows, and what has scrolled away."""

from __future__ import annotations

import re

from anamctl.report.width import columns

_TOKEN = re.compile(r"\x1b\[(\??)([0-9;]*)([A-Za-z])|(\r)|(\n)|([^\x1b\r\n])", re.DOTALL)


class Terminal:
    """
    Keeps rows of text. A wide character is one place here, which is enough for rows that are never cut by it.

    Args:
        width: columns.
        height: rows.
    """

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.rows: list[str] = [""]
        self.row = self.column = 0
        self.wraps = True
        self.has_cursor = True
        self.written = 0
        self.was_wiped = False
        """Whether everything below some row was cleared together with the row itself."""

    def write(self, text: str) -> None:
        """Take what a program writes."""
        self.written += len(text)
        at = 0
        for match in _TOKEN.finditer(text):
            assert match.start() == at, f"not understood: {text[at : at + 12]!r}"
            at = match.end()
            private, number, letter, back, down, character = match.groups()
            if letter:
                self._control(private, number, letter)
            elif back:
                self.column = 0
            elif down:
                self._down()
            else:
                self._put(character)
        assert at == len(text)

    def size(self) -> tuple[int, int]:
        return self.width, self.height

    def resize(self, width: int) -> None:
        """Break rows that are too wide, as terminals do; the cursor stays with its row."""
        rows: list[str] = []
        stands = self.row
        for number, row in enumerate(self.rows):
            if number == stands:
                self.row = len(rows) + self.column // width
            rows += [row[at : at + width] for at in range(0, len(row), width)] or [""]
        self.column %= width
        self.rows, self.width = rows, width

    @property
    def shown(self) -> list[str]:
        """Everything from the first row of the scrollback to the last one with text."""
        rows = [row.rstrip() for row in self.rows]
        while rows and not rows[-1]:
            rows.pop()
        return rows

    @property
    def text(self) -> str:
        return "\n".join(self.shown)

    def _control(self, private: str, number: str, letter: str) -> None:
        if private:
            assert letter in "hl"
            if number == "7":
                self.wraps = letter == "h"
            elif number == "25":
                self.has_cursor = letter == "h"
            return
        count = int(number or 1) if letter in "ABCD" else 0
        if letter == "A":
            self.row = max(0, len(self.rows) - self.height, self.row - count)
        elif letter == "B":
            assert self.row + count < len(self.rows)
            self.row += count
        elif letter == "C":
            self.column = min(self.column + count, self.width - 1)
        elif letter == "K":
            self.rows[self.row] = self.rows[self.row][: self.column]
        elif letter == "J":
            self.was_wiped = self.was_wiped or (self.column == 0 and bool(self.rows[self.row]))
            self.rows[self.row] = self.rows[self.row][: self.column]
            del self.rows[self.row + 1 :]
        else:
            assert letter == "m", letter

    def _down(self) -> None:
        self.row += 1
        if self.row == len(self.rows):
            self.rows.append("")

    def _put(self, character: str) -> None:
        row = self.rows[self.row]
        if columns(row[: self.column]) + columns(character) > self.width:
            if not self.wraps:
                return
            self._down()
            self.column = 0
            row = self.rows[self.row]
        row = row.ljust(self.column)
        self.rows[self.row] = row[: self.column] + character + row[self.column + 1 :]
        self.column += 1
