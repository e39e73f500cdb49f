"""Colons, dashes and the other signs that mean something to YAML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from anamctl.lint.finding import Edit, Fix
from anamctl.lint.problems import between, quote
from anamctl.lint.rules.yml.faults.place import quote_value

if TYPE_CHECKING:
    from anamctl.lint.finding import Problem
    from anamctl.lint.rules.yml.faults.place import Line, Place

_CONFLICT = re.compile(r"^(?:<{7}|>{7})(?: [^\r\n]*)?$", re.MULTILINE)
_GLUED = re.compile(r"(\s*(?:- +)*)([\w.-]+)(:)(?=[^\s:/])|(\s*(?:- +)*)([\w.-]+)(\uff1a)")
_MEANINGS = {"*": "an alias", "&": "an anchor", "!": "a tag", "%": "a directive", "?": "a key"}
_HANDLE = re.compile(r"!\w*!?\S*")


def merge_conflict(place: Place) -> Problem | None:
    """Recognise the marks that git leaves in a file."""
    match = _CONFLICT.search(place.text)
    if match is None:
        return None
    return between(*match.span(), f"merge conflict {quote(match.group())}", "keep one of the two versions")


def reserved_start(place: Place) -> Problem | None:
    """Recognise unquoted text that begins with a sign of YAML."""
    start = place.index
    if place.context.endswith(("an alias", "an anchor", "a tag", "a node")) and place.opening is not None:
        start = place.opening
    elif not place.says("cannot start any token", "mapping keys are not allowed"):
        return None
    sign = place.text[start : start + 1]
    if sign == "!" and place.says("undefined tag handle"):
        match = _HANDLE.match(place.text, start)
        found = match.group() if match else sign
        return between(start, start + len(found), f"unknown tag {quote(found)}", "put the text in quotes")
    if sign not in "*&!%?@`":
        return None
    meaning = f"YAML takes it for {_MEANINGS[sign]}" if sign in _MEANINGS else "YAML reserves it"
    line = place.line_of(start)
    return between(
        start,
        start + 1,
        f"unquoted text that begins with {quote(sign)}",
        f"{meaning}; put the text in quotes",
        fix=quote_value(line, start - line.start),
    )


def block_header(place: Place) -> Problem | None:
    """Recognise text behind ``|`` or ``>``."""
    if "block scalar" not in place.context or place.opening is None:
        return None
    mark = place.text[place.opening]
    if place.says("equal to 0", "in the range 1-9"):
        return between(place.index, place.index + 1, f"block {quote(mark)} with an indentation of 0", "leave the 0 out")
    line = place.line
    below = place.line_at(line.number + 1) if line.number < place.source.line_count else None
    is_block = below is not None and below.indent > line.indent
    return between(
        place.index,
        place.source.line_end(place.index),
        f"text behind the {quote(mark)} of a block",
        f"begin the text on the next line, indented; or put it in quotes if it begins with {quote(mark)}",
        fix=None if is_block else quote_value(line, place.opening - line.start),
    )


def directive(place: Place) -> Problem | None:
    """Recognise lines that begin with a percent sign."""
    first = place.text[:1]
    is_version = place.says("incompatible", "version", "duplicate %YAML", "'.' character")
    if "directive" not in place.context and not is_version and not (first == "%" and place.says("document start")):
        return None
    number = 1 if place.says("document start") or is_version else place.line.number
    line = place.line_of(place.opening) if place.opening is not None else place.line_at(number)
    label = 'write a line "---" after it, or remove it'
    if is_version:
        label = 'write "%YAML 1.2", or remove the line'
    elif not line.text.startswith(("%YAML", "%TAG")):
        label = "YAML takes a line that begins with % for a directive; put text in quotes"
    return between(line.start, line.start + max(1, len(line.text)), f"directive {quote(line.text)}", label)


def no_space_after_colon(place: Place) -> Problem | None:
    """Recognise ``key:value``, and the wide colon of East Asian keyboards."""
    if not place.says("mapping values", "could not find expected ':'"):
        return None
    for line in _suspects(place):
        match = _GLUED.match(line.text)
        if match is None or line.key:
            continue
        name, colon = match[2] or match[5], match[3] or match[6]
        start = line.start + match.end() - 1
        rest = line.text[match.end() : line.value_end(match.end())].strip()
        wanted = f"{name}: {rest}".rstrip()
        found = f"{quote(colon)} (U+FF1A)" if colon == "\uff1a" else f"no space after the colon of {quote(name)}"
        gap = " " if line.text[match.end() : match.end() + 1].strip() else ""
        edit = Edit(start, start + 1, ":" + gap)
        fix = Fix("write the colon as YAML expects it", (edit,), safe=False)
        return between(start, start + 1, found, f"write {quote(wanted)}", fix=fix)
    return None


def colon_in_value(place: Place) -> Problem | None:
    """Recognise unquoted text with a colon and a space in it."""
    line = place.line
    column = place.index - line.start
    if not place.says("mapping values") or not line.key or column < line.value_start:
        return None
    label = "put the value in quotes"
    if line.text[line.value_start] in "\u201c\u201d\u201e\u00ab\u2018\u300c":
        label += "; YAML knows only the straight \" and '"
    return between(
        place.index, place.index + 1, 'unquoted ": " inside a value', label, fix=quote_value(line, line.value_start)
    )


def colon_without_key(place: Place) -> Problem | None:
    """Recognise a line that begins with a colon."""
    if place.char != ":" or place.before.strip():
        return None
    return between(place.index, place.index + 1, "colon without a key", "write the key before it")


def long_key(place: Place) -> Problem | None:
    """Recognise a key that is too long for YAML."""
    line = place.line
    if not place.says("mapping values") or len(line.key) <= 1024 or place.index - line.start > line.value_start:
        return None
    start = line.start + line.indent
    return between(start, place.index, f"key of {len(line.key):,} characters", "YAML allows 1,024")


def list_in_value(place: Place) -> Problem | None:
    """Recognise a list that begins on the line of its key."""
    if not place.says("sequence entries are not allowed"):
        return None
    return between(
        place.index,
        place.index + 1,
        'unquoted value that begins with "- "',
        "begin a list on the next line; put text in quotes",
    )


def no_space_after_dash(place: Place) -> Problem | None:
    """Recognise ``-item``."""
    if not place.says("could not find expected ':'") or place.opening is None:
        return None
    line = place.line_of(place.opening)
    text = line.text.strip()
    if text[:1] != "-" or text[1:2] in {"", " ", "-"}:
        return None
    start = line.start + line.text.index("-")
    wanted = f"- {text[1:]}"
    fix = Fix("write a space after the dash", (Edit(start + 1, start + 1, " "),), safe=False)
    return between(start, start + 1, 'no space after "-"', f"write {quote(wanted)}", fix=fix)


def comma_after_value(place: Place) -> Problem | None:
    """Recognise a comma that was left from JSON."""
    if place.char != "," or not place.says("expected key", "<block end>"):
        return None
    fix = Fix("remove the comma", (Edit(place.index, place.index + 1, ""),), safe=False)
    return between(place.index, place.index + 1, '"," after a value', "YAML has no commas between lines", fix=fix)


def no_colon(place: Place) -> Problem | None:
    """Recognise a line without a colon where a key should be."""
    if not place.says("mapping values", "could not find expected ':'"):
        return None
    for line in _suspects(place):
        if line.key or not line.text.strip():
            continue
        start = line.start + line.indent
        text = line.text.strip()
        words = text.split()
        label = "indent it deeper if it belongs to the text above"
        if len(words) <= 3:
            wanted = f"{words[0]}: {' '.join(words[1:])}".rstrip()
            label = f"write {quote(wanted)}; {label}"
        return between(start, start + len(text), f"no colon in {quote(text)}", label)
    return None


def list_among_keys(place: Place) -> Problem | None:
    """Recognise a list item where a key should be."""
    if place.char != "-" or place.before.strip() or not place.says("expected key", "<block end>"):
        return None
    return between(
        place.index, place.index + 1, "list item among keys", "write the key of the list above it, and indent the items"
    )


def second_top_level(place: Place) -> Problem | None:
    """Recognise text after the end of a document."""
    if not place.says("document start"):
        return None
    end = max(place.index + 1, place.source.line_end(place.index))
    return between(place.index, end, "text after the end of the document", 'a second document begins with a line "---"')


def _suspects(place: Place) -> list[Line]:
    """List the lines that may lack the colon: where the parser began, and above where it gave up."""
    if place.says("could not find expected ':'"):
        return [place.line_of(place.opening if place.opening is not None else place.index)]
    return [place.previous] if place.previous is not None else []
