"""The values of linting: what a rule says (`Problem`) and what a reader is told (`Finding`)."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Severity(Enum):
    """How bad a finding is."""

    ERROR = "error"
    """The service refuses it, or the persona cannot work."""
    WARNING = "warning"
    """It works, but not as meant, or we cannot know."""
    INFO = "info"
    """Advice."""


class Edit(NamedTuple):
    """Replace a stretch of the text; indexes are code points of the text without its byte order mark."""

    start: int
    end: int
    text: str


class Fix(NamedTuple):
    """A change that takes a finding away."""

    title: str
    """What it does, in the imperative: ``rename the key to ja``."""
    edits: tuple[Edit, ...]
    """Replacements that do not overlap, in the order of the text."""
    safe: bool = True
    """False when the change could alter what the file means."""


class Problem(NamedTuple):
    """What a rule found; the engine adds who said it and where that is for people."""

    start: int
    """Index of the first code point to point at."""
    end: int
    """Index after the last one."""
    pointer: str
    """JSON pointer (RFC 6901) of the value, empty for the document itself."""
    message: str
    """What was found, quoted: ``unknown language code "jp"``. One line, no full stop."""
    label: str = ""
    """What was expected or what to do, shown under the caret: ``did you mean "ja"?``."""
    notes: tuple[str, ...] = ()
    """More lines, each shown as ``= note``; for consequences that are not plain from the message."""
    fix: Fix | None = None
    severity: Severity | None = None
    """When it differs from the rule's own."""


class Finding(NamedTuple):
    """
    A problem with its rule and its place, as it is reported.

    Findings of a file are ordered by place, then code. Lines and columns count from 1, columns in code points;
    the end is the column after the last character.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    code: str
    name: str
    severity: Severity
    message: str
    label: str
    notes: tuple[str, ...]
    pointer: str
    fix: Fix | None
    excerpt: tuple[tuple[int, str], ...]
    """Lines of the file to show with it: number and text, the line of the finding is the last one."""

    @property
    def full_message(self) -> str:
        """Message and label in one line, for formats without a picture of the source."""
        return f"{self.message}: {self.label}" if self.label else self.message
