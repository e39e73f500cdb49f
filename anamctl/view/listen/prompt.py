"""The row into which settings are typed: a line, what was sent before, what can be completed, and what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.report.width import clip, columns, wrap
from anamctl.stt.changing import NOTHING
from anamctl.view.listen import presses
from anamctl.view.listen.completion import Choices, choices, hint
from anamctl.view.listen.line import Line, typed
from anamctl.view.listen.rows import CURSOR, Row, Span, cut, fitted, plain, row

if TYPE_CHECKING:
    from anamctl.stt.changing import Changing

_LABEL = " set "
_LEAST = 8
"""Columns of a line; in fewer there is no label."""
_LEAVE = (presses.ESCAPE, "\x03")


class Prompt:
    """
    What is typed into; open or not.

    Args:
        changing: what can be set.
    """

    def __init__(self, changing: Changing = NOTHING) -> None:
        self._changing = changing
        self.is_open = False
        self.line = Line()
        self.problem = ""
        """What is wrong with what was sent last; until the line changes."""
        self._sent: list[str] = []
        self._recalled: int | None = None
        """Which of `_sent` is shown."""
        self._draft = Line()
        """What was typed before one of them was shown."""
        self._turning: tuple[Choices, int] | None = None
        """Between which choices Tab goes around, and which one stands there."""

    # ---- life ----------------------------------------------------------------------------------------------------

    def open(self) -> None:
        """Open it, empty."""
        self.close()
        self.is_open = True

    def close(self) -> None:
        """Close it, and forget what was typed."""
        self.is_open = False
        self.line, self.problem, self._recalled, self._turning = Line(), "", None, None

    def settle(self, problem: str) -> None:
        """Take in what became of the line: it was sent, or what is wrong with it, and then it stays."""
        if problem:
            self.problem = plain(problem)
            return
        text = self.line.text.strip()
        if text in self._sent:
            self._sent.remove(text)
        self._sent.append(text)
        self.close()

    def press(self, press: str) -> str:
        """Take a press; give the line when it is to be sent, which is never empty."""
        turning, self._turning = self._turning, None
        before = self.line
        if press in _LEAVE or (press == "\x04" and not before.text):
            self.close()
        elif press == presses.ENTER:
            if text := before.text.strip():
                return text
            self.close()
        elif press in (presses.TAB, presses.BACK_TAB):
            self._complete(turning, -1 if press == presses.BACK_TAB else 1)
        elif press in (presses.UP, presses.DOWN, "\x10", "\x0e"):
            self._recall(-1 if press in (presses.UP, "\x10") else 1)
        else:
            self.line = before.press(press)
        if self.line != before:
            self.problem = ""
            if press not in (presses.UP, presses.DOWN, "\x10", "\x0e") and self.line.text != before.text:
                self._recalled = None
        return ""

    def paste(self, text: str) -> None:
        """Take a text as if it were typed, as one line: an end of a line in it sends nothing."""
        self._turning, self._recalled, self.problem = None, None, ""
        self.line = self.line.insert(" ".join(text.split()))

    def _recall(self, step: int) -> None:
        """Show what was sent before, the newest first, and behind it what was being typed."""
        if self._recalled is None:
            self._draft = self.line
        at = (len(self._sent) if self._recalled is None else self._recalled) + step
        if 0 <= at < len(self._sent):
            self._recalled, self.line = at, typed(self._sent[at])
        elif at >= len(self._sent) and self._recalled is not None:
            self._recalled, self.line = None, self._draft

    def _complete(self, turning: tuple[Choices, int] | None, step: int) -> None:
        """Complete what is typed as far as it is clear; after that go around what it may be."""
        if turning is not None:
            found, at = turning
            at = (at + step) % len(found.names)
        else:
            found = choices(self.line.text[: self.line.at], self._changing)
            if not found.names:
                return
            if len(found.names) == 1:
                self.line = self.line.replace(found.start, found.names[0])
                if found.ending and self.line.text[self.line.at :][:1] != found.ending:
                    self.line = self.line.insert(found.ending)
                return
            if len(found.common) > len(found.typed):
                self.line = self.line.replace(found.start, found.common)
                return
            at = 0 if step > 0 else len(found.names) - 1
        self.line = self.line.replace(found.start, found.names[at])
        self._turning = found, at

    # ---- showing -------------------------------------------------------------------------------------------------

    def rows(self, width: int, hints: int) -> list[Row]:
        """Give the row that is typed into, and so many rows that say something about it."""
        label = _LABEL if width >= len(_LABEL) + _LEAST else ""
        before, after = self.line.window(width - len(label))
        line = row(Span(label, "bold"), before, Span("", CURSOR), after)
        if self.problem:
            return [line, *_spread(f" ! {self.problem}", "yellow", width, hints)]
        if not self.line.text.strip():
            return [line, *_usage(width, hints, recalls=bool(self._sent))]
        said = hint(self.line.text[: self.line.at], self._changing, self.line.text[self.line.at :])
        return [line, *_spread(f" {plain(said)}", "dim", width, hints)]


def _spread(text: str, style: str, width: int, count: int) -> list[Row]:
    """Give a text in so many rows; what does not fit is left out."""
    lines = wrap(text.strip(), max(width - 1, 2))
    if len(lines) > count:
        rest = " ".join(lines[count - 1 :])
        lines = [*lines[: count - 1], clip(rest, max(width - 1, 1), cut=columns(rest) >= width)]
    rows = [row(" ", Span(line, style)) for line in lines]
    return [*rows, *([()] * (count - len(rows)))]


def _usage(width: int, count: int, *, recalls: bool) -> list[Row]:
    keys = [("Tab", "names"), ("Enter", "sends"), ("Esc", "leaves"), *([("Up", "again")] if recalls else [])]
    found = [row("NAME=VALUE"), *(row(Span(key, "bold"), Span(f" {does}", "dim")) for key, does in keys)]
    if count == 1:
        return [row(" ", *fitted(found, width - 1, between="   "))]
    keys_row = row(" ", *fitted(found[1:], width - 1, between="  "))
    return [cut(row(" ", *found[0]), width), keys_row, *([()] * (count - 2))]
