"""A line that is typed into, as a value: every change gives another one. Combining marks stay with their letter."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from anamctl.report.width import columns, head, tail, visible
from anamctl.view.listen import presses

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST = 4000
"""Characters of a line; no setting takes as many."""
CUT = "…"


class Line(NamedTuple):
    """What is typed, and where the cursor stands."""

    text: str = ""
    at: int = 0
    """Characters before the cursor."""

    # ---- changes -------------------------------------------------------------------------------------------------

    def press(self, press: str) -> Line:
        """Give the line after a press; whatever means nothing changes nothing."""
        change = _CHANGES.get(press)
        if change is not None:
            return change(self)
        return self.insert(press) if len(press) == 1 else self

    def insert(self, text: str) -> Line:
        """Put text at the cursor; characters that cannot be seen are left out."""
        if len(text) == 1 and visible(text) != text:
            return self
        kept = visible(text)[: max(0, LONGEST - len(self.text))]
        return Line(self.text[: self.at] + kept + self.text[self.at :], self.at + len(kept))

    def replace(self, start: int, text: str) -> Line:
        """Put text in the place of what stands between a place and the cursor."""
        return self.cut_from(start).insert(text)

    def backspace(self) -> Line:
        """Take away what stands before the cursor."""
        return self.cut_from(self._before())

    def delete(self) -> Line:
        """Take away what stands after it."""
        return Line(self.text[: self.at] + self.text[self._next() :], self.at)

    def cut_from(self, start: int) -> Line:
        """Take away what stands between a place and the cursor."""
        return Line(self.text[:start] + self.text[self.at :], start)

    def cut_word(self) -> Line:
        """Take away the word before the cursor, up to the space before it."""
        before = self.text[: self.at].rstrip(" ")
        return self.cut_from(before.rfind(" ") + 1)

    def left(self) -> Line:
        """Go back by a character."""
        return self._replace(at=self._before())

    def right(self) -> Line:
        """Go on by a character."""
        return self._replace(at=self._next())

    def _before(self) -> int:
        at = max(self.at - 1, 0)
        while at > 0 and not columns(self.text[at]):
            at -= 1
        return at

    def _next(self) -> int:
        at = min(self.at + 1, len(self.text))
        while at < len(self.text) and not columns(self.text[at]):
            at += 1
        return at

    # ---- showing -------------------------------------------------------------------------------------------------

    def window(self, width: int) -> tuple[str, str]:
        """
        Give what is seen before and after the cursor, in so many columns at most, that of the cursor among them.

        Where something is missing at an edge stands a mark.
        """
        before, after = self.text[: self.at], self.text[self.at :]
        if columns(self.text) + 1 <= width:
            return before, after
        ahead = min(columns(after), width // 4)
        """Columns that are kept for what follows the cursor."""
        room = max(width - 1 - ahead, 0)
        if columns(before) > room:
            before = CUT[:room] + tail(before, max(room - 1, 0))
        room = max(width - columns(before), 0)
        if columns(after) > room:  # the cursor stands on the first of these
            after = head(after, max(room - 1, 0)) + CUT[:room]
        return before, after


def typed(text: str) -> Line:
    """Give a line with the cursor at its end."""
    return Line(text, len(text))


_CHANGES: dict[str, Callable[[Line], Line]] = {
    presses.BACKSPACE: Line.backspace,
    presses.DELETE: Line.delete,
    "\x04": Line.delete,
    presses.LEFT: Line.left,
    "\x02": Line.left,
    presses.RIGHT: Line.right,
    "\x06": Line.right,
    presses.HOME: lambda line: line._replace(at=0),
    "\x01": lambda line: line._replace(at=0),
    presses.END: lambda line: typed(line.text),
    "\x05": lambda line: typed(line.text),
    "\x15": lambda line: line.cut_from(0),
    "\x0b": lambda line: typed(line.text[: line.at]),
    "\x17": Line.cut_word,
}
"""Keys, and the letters with Ctrl that shells have for them: D B F A E U K W."""
