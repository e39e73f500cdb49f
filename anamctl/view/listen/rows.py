"""
Rows of styled text for the view of `listen`: made, cut to a width, and written with the codes of a terminal.

Rich would do the same and costs a tenth of a second to load, which is what a stream needs to begin.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from anamctl.report.width import columns, head, visible, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_CODES = {
    "bold": "1",
    "dim": "2",
    "red": "31",
    "green": "32",
    "yellow": "33",
    "cyan": "36",
    "bold cyan": "1;36",
}


CURSOR = "cursor"
"""The style of an empty span: here stands the cursor of the terminal, when something is typed into a row."""


class Span(NamedTuple):
    """Text in one style."""

    text: str
    style: str = ""
    """One of `_CODES`, `CURSOR`, or nothing."""


Row = tuple[Span, ...]
"""A line of the terminal."""


def plain(text: str) -> str:
    """Give foreign text as one line that does nothing to a terminal."""
    return visible(" ".join(text.split()))


def row(*spans: Span | str) -> Row:
    """Make a row."""
    return tuple(span if isinstance(span, Span) else Span(span) for span in spans)


def text_of(spans: Iterable[Span]) -> str:
    """Give a row without its styles."""
    return "".join(span.text for span in spans)


def wide(spans: Iterable[Span]) -> int:
    """Count the columns of a row."""
    return sum(columns(span.text) for span in spans)


def cut(spans: Iterable[Span], width: int) -> Row:
    """Cut a row to some columns; where something is missing stands a mark."""
    spans = tuple(spans)
    if wide(spans) <= width:
        return spans
    kept: list[Span] = []
    room = max(width - 1, 0)
    for span in spans:
        part = head(span.text, room)
        room -= columns(part)
        kept.append(Span(part, span.style))
        if part != span.text:
            break
    return (*kept, Span("…" if width > 0 else ""))


def fitted(parts: Sequence[Row], width: int, between: str = " · ") -> Row:
    """Join as many parts as fit, the first ones first; only the first is cut if need be."""
    found: list[Span] = []
    for part in parts:
        if not part:
            continue
        longer = [*found, Span(between, "dim"), *part] if found else [*part]
        if found and wide(longer) > width:
            continue
        found = longer
    return cut(found, width)


def hanging(label: Sequence[Span], text: str, style: str, width: int, *, ending: str = "") -> list[Row]:
    """
    Wrap a text beside its label. No word is lost and no row is wider than asked.

    Args:
        label: stands before the first row.
        text: without line ends.
        style: of the text.
        width: columns of a row.
        ending: a remark that follows the text, dim.
    """
    indent = wide(label)
    if width - indent < _LEAST:  # no room beside the label: the text stands under it
        before, indent = [cut(label, width)] if indent else [], 2 if width > _LEAST else 0
        label = (Span(" " * indent),)
    else:
        before = []
    parts = wrap(f"{text}  {ending}" if ending else text, width - indent)
    last = len(parts) - 1
    shown = [
        (*(label if not number else (Span(" " * indent),)), *_marked(part, style, ending if number == last else ""))
        for number, part in enumerate(parts)
    ]
    return before + shown


_LEAST = 16
"""Columns that a text needs beside its label."""


def _marked(part: str, style: str, ending: str) -> Row:
    if ending and part.endswith(ending):
        return (Span(part[: -len(ending)], style), Span(ending, "dim"))
    return (Span(part, style),)


def written(spans: Iterable[Span], *, color: bool) -> str:
    """Give a row with the codes of its styles."""
    if not color:
        return text_of(spans).rstrip()
    parts = [
        f"\x1b[{_CODES[span.style]}m{span.text}\x1b[0m" if span.style and span.text else span.text for span in spans
    ]
    return "".join(parts)
