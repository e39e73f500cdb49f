"""Indentation: tabs, odd spaces, and lines that stand in the wrong column."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from anamctl.lint.finding import Edit, Fix
from anamctl.lint.problems import between, quote

if TYPE_CHECKING:
    from anamctl.lint.finding import Problem
    from anamctl.lint.rules.yml.faults.place import Line, Place

_TABS = re.compile("\t+")
_BLOCK = re.compile(r"(?:.*[\s:-])?([|>])[-+0-9]*(?:[ \t]+#.*)?$")


def tab(place: Place) -> Problem | None:
    """Recognise a tab where a line is indented."""
    match = _TABS.match(place.text, place.index)
    if match is None or place.before.strip() or place.says("end of stream"):
        return None
    return between(*match.span(), "tab in the indentation", "YAML indents with spaces only")


def odd_space(place: Place) -> Problem | None:
    """Recognise a no-break space, or one of its kind, that indents a line at fault."""
    for line in (place.previous, place.line):
        if line is None:
            continue
        indent = line.text[: len(line.text) - len(line.text.lstrip())]
        odd = [column for column, char in enumerate(indent) if char not in " \t"]
        if odd:
            edits = tuple(Edit(line.start + column, line.start + column + 1, " ") for column in odd)
            return between(
                line.start + odd[0],
                line.start + odd[-1] + 1,
                f"character U+{ord(indent[odd[0]]):04X} in the indentation",
                "YAML indents with ordinary spaces only",
                fix=Fix("indent with ordinary spaces", edits, safe=False),
            )
    return None


def block_text(place: Place) -> Problem | None:
    """Recognise the text of a block (``|`` or ``>``) that is not indented."""
    if not place.says("could not find expected ':'", "mapping values", "expected key", "<block end>"):
        return None
    line = place.line_of(place.opening) if place.opening is not None else place.line
    if place.says("expected key", "<block end>", "mapping values"):
        line = place.line
    header = place.above(line.number)
    match = _BLOCK.match(header.text) if header is not None else None
    if header is None or match is None or line.indent > header.indent:
        return None
    start = line.start + line.indent
    name = f"{quote(header.key)} (line {header.number})" if header.key else f"line {header.number}"
    return between(
        start, start + 1, f"text of the block {quote(match[1])} is not indented", f"indent it deeper than {name}"
    )


def too_deep(place: Place) -> Problem | None:
    """Recognise a key that is indented deeper than the line above, whose value it then continues."""
    if not place.says("mapping values"):
        return None
    line, above = place.line, place.previous
    if above is None or not line.key or not above.key or line.indent <= above.indent:
        return None
    label = f"align it with {quote(above.key)} if it is a key; if it is text, put the whole text in quotes"
    return _at_key(line, f"{quote(line.key)} continues the value of line {above.number}", label)


def out_of_line(place: Place) -> Problem | None:
    """Recognise a line whose indentation fits none of those above."""
    if place.before.strip() or not place.says("expected key", "<block end>", "'-' indicator"):
        return None
    line = place.line
    if place.char == "-" and place.text[place.index + 1 : place.index + 2] in {" ", "\n", ""}:
        return None
    neighbour = _neighbour(place, line)
    above = place.previous
    if neighbour is None and above is not None and above.key and above.indent < line.indent:
        found = quote(line.key) if line.key else "line"
        label = f"align it with {quote(above.key)} (line {above.number})"
        return _at_key(line, f"{found} is indented deeper than the line above it", label)
    if neighbour is None or neighbour.indent == line.indent:
        return _key_in_list(place, line)
    name = quote(neighbour.key) if neighbour.key else f"line {neighbour.number}"
    found = quote(line.key) if line.key else "line"
    return _at_key(
        line,
        f"{found} is indented by {_spaces(line.indent)}, the lines before it by {neighbour.indent}",
        f"align it with {name} (line {neighbour.number})" if neighbour.key else f"align it with {name}",
    )


def _key_in_list(place: Place, line: Line) -> Problem | None:
    if "block collection" not in place.context and not place.says("'-' indicator"):
        return None
    found = f"{quote(line.key)} stands among list items" if line.key else "line without a dash among list items"
    return _at_key(line, found, 'begin a list item with "- "; indent a key like the key that the list belongs to')


def _neighbour(place: Place, line: Line) -> Line | None:
    """Find the first line below the one that a line belongs to: its indentation is what was meant."""
    first = None
    above = place.above(line.number)
    while above is not None:
        if _columns(above) < _columns(line):
            break
        first = above
        above = place.above(above.number)
    return first


def _columns(line: Line) -> int:
    return len(line.text) - len(line.text.lstrip())


def _spaces(count: int) -> str:
    return "1 space" if count == 1 else f"{count} spaces"


def _at_key(line: Line, message: str, label: str) -> Problem:
    start = line.start + line.indent
    end = start + max(1, len(line.key) or len(line.text.strip()))
    return between(start, end, message, label)
