"""The text of one file, and where an index of it lies in lines and columns."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

_BREAK = re.compile(r"\r\n|\n|\r")
# YAML 1.1 parsers count more characters as line breaks. Editors and YAML 1.2 do not, so neither do we.

BOM = b"\xef\xbb\xbf"


class Position(NamedTuple):
    """A place for people: both numbers count from 1, columns in code points."""

    line: int
    column: int


Excerpt: TypeAlias = tuple[tuple[int, str], ...]
"""Lines of a text with their numbers."""


class SourceText:
    """
    Decoded text of a file without its byte order mark.

    Indexes are code points from the start of the text; they are what the YAML and JSON readers report.
    """

    def __init__(self, text: str, *, has_bom: bool = False) -> None:
        self.text = text
        self.shown = text
        """The text as people may see it: what is secret is masked, character by character."""
        self.has_bom = has_bom
        self._questions = 0

    @cached_property
    def line_starts(self) -> list[int]:
        """Index of the first character of each line."""
        return [0, *(match.end() for match in _BREAK.finditer(self.text))]

    def _line_of(self, index: int) -> tuple[int, int]:
        """
        Give the number and the start of the line that holds an index.

        Nearly every file has one finding or none: counting up to it is ten times cheaper than splitting the file.
        """
        self._questions += 1
        if self._questions <= _FEW and "\r" not in self.text:
            return self.text.count("\n", 0, index) + 1, self.text.rfind("\n", 0, index) + 1
        starts = self.line_starts
        line = bisect_right(starts, index)
        return line, starts[line - 1]

    @property
    def line_count(self) -> int:
        """How many lines there are; an empty text has one."""
        return len(self.line_starts)

    def position(self, index: int) -> Position:
        """Line and column of an index; an index beyond the end is the end."""
        index = min(index, len(self.text))
        line, start = self._line_of(index)
        return Position(line, index - start + 1)

    def line(self, number: int) -> str:
        """Text of a line (from 1) without its line break; empty when there is no such line."""
        starts = self.line_starts
        if not 1 <= number <= len(starts):
            return ""
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")

    def line_end(self, index: int) -> int:
        """Index of the end of the line that holds an index, its line break left out."""
        end = self.text.find("\n", index)
        if end < 0:
            end = len(self.text)
        old = self.text.find("\r", index, end)
        return old if old >= 0 else end

    def locate(self, start: int, end: int, before: int) -> tuple[Position, Position, Excerpt]:
        """Give both ends of a stretch, and its excerpt: position and excerpt in one, at half the cost."""
        start = min(start, len(self.text))
        line, line_start = self._line_of(start)
        line_end = self.line_end(line_start)
        first = Position(line, start - line_start + 1)
        if end <= start:
            last = first
        elif end <= line_end:
            last = Position(line, end - line_start + 1)
        else:
            last = self.position(end)
        lines = [(line, self.shown[line_start:line_end])]
        has_old_breaks = "\r" in self.text
        while len(lines) <= before and line_start > 0:
            line, upper_end = line - 1, line_start - 1
            line_start = self._line_of(upper_end)[1] if has_old_breaks else self.text.rfind("\n", 0, upper_end) + 1
            lines.append((line, self.shown[line_start:upper_end].rstrip("\r\n")))
        lines.reverse()
        return first, last, tuple(lines)

    def mask(self, spans: Iterable[tuple[int, int]]) -> None:
        """Hide stretches of the text from excerpts; lines and columns stay what they are."""
        for start, end in spans:
            masked = "".join(char if char in "\r\n" else "•" for char in self.shown[start:end])
            self.shown = self.shown[:start] + masked + self.shown[end:]

    def excerpt(self, index: int, before: int) -> Excerpt:
        """Give number and text of the line that holds an index, after as many lines before it as asked for."""
        return self.locate(index, index, before)[2]


_FEW = 20
