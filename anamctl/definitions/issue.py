"""What the readers notice while they build the data of a file."""

from __future__ import annotations

from typing import Any, NamedTuple


class ReadIssue(NamedTuple):
    """
    Something that is wrong with the text itself, before anybody asks what it means.

    A rule of the YML family turns each kind into a finding.
    """

    kind: str
    """One of the names in `KINDS`."""
    start: int
    """Index of the first code point it is about."""
    end: int
    """Index after the last one."""
    detail: dict[str, Any]
    """What the rule needs to word the finding."""


MOST_ISSUES = 10_000
"""Issues of one file that are kept; a broken file of 5 MiB could have a million."""


class Issues(list[ReadIssue]):
    """The issues of a file, up to `MOST_ISSUES`; one more says that there are others."""

    def append(self, issue: ReadIssue) -> None:
        """Keep an issue while there is room."""
        if len(self) < MOST_ISSUES:
            super().append(issue)
        elif len(self) == MOST_ISSUES:
            detail = {"problem": "findings", "limit": MOST_ISSUES}
            super().append(ReadIssue("limit", issue.start, issue.end, detail))


KINDS = (
    "unreadable",  # reason: str                            the file could not be read at all
    "too-large",  # size, limit: int (bytes)
    "encoding",  # byte: int, guess: str
    "syntax",  # problem, context: str, language: "YAML" | "JSON", context_index: int | None (YAML only)
    "control",  # character: str                            a character that YAML does not allow
    "alias",  # problem: "undefined" | "recursive" | "redefined", name: str
    "limit",  # problem: "depth" | "aliases" | "findings", limit: int
    "tag",  # tag: str
    "duplicate",  # key: str, first: Span                    span is the later key
    "ambiguous",  # text: str, value: its YAML 1.2 value, reads_11: str in words
    "merge",  # found: str                                  << with something that is no mapping
    "key",  # text, found: str                              a key that is no string
    "surrogate",  # text: str                               half of a surrogate pair
    "placeholder",  # text, problem: str                    a broken ${...}
    "unset",  # name: str                                   ${NAME} without value and default
    "empty",  # (nothing)                                   a file or document without content
    "mixed",  # document: Document, keys: tuple[str, ...]    a persona that also has keys of an agent
    "toplevel",  # found: the value                         top level is no mapping
    "kind",  # document: Document                           a mapping, but no key tells what it is
)
