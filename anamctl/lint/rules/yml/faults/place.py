"""The surroundings of a syntax error."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from anamctl.lint.finding import Edit, Fix

if TYPE_CHECKING:
    from anamctl.definitions.issue import ReadIssue
    from anamctl.definitions.text import SourceText

_KEY = re.compile(
    r"""(?P<indent>\s*(?:-[ ]+)*)(?P<key>"[^"]*"|'[^']*'|[^\s#&*!|>%@`{}\[\],'"-][^:#]*?)[ ]*:(?:[ ]+|$)(?P<value>.*)"""
)
_COMMENT = re.compile(r"[ \t]+#.*|[ \t]+$")


class Line(NamedTuple):
    """One line of the text."""

    number: int
    start: int
    """Index of its first character."""
    text: str

    @property
    def indent(self) -> int:
        """Columns before its first character; the dash of a list item counts as indentation."""
        match = _KEY.match(self.text)
        return len(match["indent"]) if match else len(self.text) - len(self.text.lstrip())

    @property
    def key(self) -> str:
        """The key that the line begins with, without quotes; empty when it begins with none."""
        match = _KEY.match(self.text)
        return match["key"].strip("\"'") if match else ""

    @property
    def value_start(self) -> int:
        """Column (from 0) of the value after the key; the length of the line when there is none."""
        match = _KEY.match(self.text)
        return match.start("value") if match else len(self.text)

    def value_end(self, start: int) -> int:
        """Column (from 0) of the end of a value that begins at a column: a comment and spaces do not belong to it."""
        match = _COMMENT.search(self.text, start)
        return match.start() if match else len(self.text)


class Place:
    """Where the parser gave up, and what stands around it."""

    def __init__(self, source: SourceText, issue: ReadIssue) -> None:
        self.source = source
        self.text = source.text
        self.index = issue.start
        self.problem: str = issue.detail["problem"]
        self.context: str = issue.detail["context"]
        self.opening: int | None = issue.detail["context_index"]
        """Where the thing began that the parser was busy with."""

    @property
    def char(self) -> str:
        """The character at the index; empty at the end."""
        return self.text[self.index : self.index + 1]

    def says(self, *parts: str) -> bool:
        """Tell whether the parser's problem holds one of some texts."""
        return any(part in self.problem for part in parts)

    def line_of(self, index: int) -> Line:
        """Give the line that holds an index."""
        return self.line_at(self.source.position(index).line)

    def line_at(self, number: int) -> Line:
        """Give a line by its number."""
        return Line(number, self.source.line_starts[number - 1], self.source.line(number))

    @cached_property
    def line(self) -> Line:
        """The line of the index."""
        return self.line_of(self.index)

    @property
    def before(self) -> str:
        """What stands before the index on its line."""
        return self.text[self.line.start : self.index]

    @cached_property
    def previous(self) -> Line | None:
        """The nearest line above that says something."""
        return self.above(self.line.number)

    def above(self, number: int) -> Line | None:
        """Give the nearest line above another that is neither blank nor a comment."""
        while number > 1:
            number -= 1
            line = self.line_at(number)
            if line.text.strip() and not line.text.lstrip().startswith("#"):
                return line
        return None


def quoted(text: str) -> str:
    """Write a text as a quoted scalar, with as few escapes as can be."""
    if '"' in text and "'" not in text:
        return f"'{text}'"
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def quote_value(line: Line, column: int) -> Fix:
    """
    Offer to put the rest of a line, from a column on, in quotes.

    Not safe: only the writer knows whether the value was meant to end there.
    """
    end = line.value_end(column)
    edit = Edit(line.start + column, line.start + end, quoted(line.text[column:end]))
    return Fix("put the value in quotes", (edit,), safe=False)
