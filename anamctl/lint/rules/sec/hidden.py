"""
Characters that nobody sees, wherever they stand in a file: in values, keys and comments, as they are or as an escape.

Looking for them in two thousand files must cost next to nothing, so it is done on the bytes first: all of them begin
with one of a few bytes in UTF-8, and looking for a byte is the fastest search there is.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from anamctl.lint.rules.sec.where import Finder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import SourceFile
    from anamctl.definitions.nodes import Path


class Hidden(NamedTuple):
    """One hidden character, or several of one kind in a row."""

    start: int
    end: int
    characters: str
    is_escaped: bool
    """Written as an escape, which people do see."""
    path: Path
    """Of the key or value that holds it; empty in a comment."""


_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{2}))")
_ESCAPE_BEFORE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{2}))\Z")
_LONGEST_ESCAPE = len("\\U0010ffff")
# Those that could stand for a hidden character: a glance at the bytes rules out most files.
_HINT = re.compile(rb"\\(?:(?:u|U0000)(?:2|00[aA][dD]|[fF][eEfF]|061|180|034|11|31)|u[dD][bB]4|U000[eE]|x[aA][dD])")


@cache
def _pattern(characters: str) -> re.Pattern[str]:
    return re.compile(characters)


# Most hidden characters begin with E2, and so do many quotes and dashes.
_E2 = re.compile(rb"\xe2(?:\x80[\x8b-\x8f\xaa-\xae]|\x81[\xa0-\xaf])")


def has_general(file: SourceFile) -> bool:
    """Tell whether a file has hidden characters of the block General Punctuation; worked out once."""
    known: bool | None = file.facts.get("hidden")
    if known is None:
        known = file.facts["hidden"] = b"\xe2" in file.data and _E2.search(file.data) is not None
    return known


def find(file: SourceFile, characters: str, *, written: bool) -> Iterator[Hidden]:
    """
    Find hidden characters in the order of the text.

    Args:
        file: where to look.
        characters: pattern of one character.
        written: whether the glance at the bytes saw any that are not escaped.
    """
    pattern = _pattern(characters)
    finder = Finder(file)
    found = []
    if written:
        for match in pattern.finditer(file.source.text):
            scalar = finder.at(match.start())
            path = scalar.path if scalar else ()
            found.append(Hidden(*match.span(), match.group(), False, path))  # noqa: FBT003
    if may_escape(file):
        found += _escaped(file, pattern, finder)
        found.sort()
    return iter(found)


def may_escape(file: SourceFile) -> bool:
    """Tell at a glance whether a file may have an escape that stands for a hidden character."""
    return b"\\" in file.data and _HINT.search(file.data) is not None


def _escaped(file: SourceFile, pattern: re.Pattern[str], finder: Finder) -> Iterator[Hidden]:
    text = file.source.text
    for match in _ESCAPE.finditer(text):
        start, end = match.span()
        character = _value(match)
        if "\ud800" <= character <= "\udbff":
            low = _ESCAPE.match(text, end)
            if low is None or not "\udc00" <= (second := _value(low)) <= "\udfff":
                continue
            character = chr(0x10000 + ((ord(character) - 0xD800) << 10) + ord(second) - 0xDC00)
            end = low.end()
        if pattern.fullmatch(character) is None or not _begins_escape(text, start):
            continue
        scalar = finder.at(start)
        if scalar is not None and scalar.node.style == '"':
            yield Hidden(start, end, character, True, scalar.path)  # noqa: FBT003


def _value(match: re.Match[str]) -> str:
    code = int(match[1] or match[2] or match[3], 16)
    return chr(code) if code <= 0x10FFFF else ""


def _begins_escape(text: str, index: int) -> bool:
    """Tell whether a backslash is not itself escaped."""
    start = index
    while start and text[start - 1] == "\\":
        start -= 1
    return (index - start) % 2 == 0


def before(file: SourceFile, hidden: Hidden) -> str:
    """Give the character before a hidden one; empty at the start of a line."""
    return _before(file.source.text, hidden.start, is_escaped=hidden.is_escaped)[0]


def visible_before(file: SourceFile, hidden: Hidden, skipped: str) -> str:
    """Give the nearest character before a hidden one that is none of some."""
    index = hidden.start
    while True:
        character, index = _before(file.source.text, index, is_escaped=hidden.is_escaped)
        if not character or character not in skipped:
            return character


def after(file: SourceFile, hidden: Hidden) -> str:
    """Give the character after a hidden one; empty at the end of a line."""
    text = file.source.text
    match = _ESCAPE.match(text, hidden.end) if hidden.is_escaped else None
    if match is None:
        return text[hidden.end : hidden.end + 1].strip("\r\n")
    character = _value(match)
    low = _ESCAPE.match(text, match.end()) if "\ud800" <= character <= "\udbff" else None
    return _pair(character, _value(low)) if low is not None else character


def _before(text: str, index: int, *, is_escaped: bool) -> tuple[str, int]:
    match = _ESCAPE_BEFORE.search(text, max(0, index - _LONGEST_ESCAPE), index) if is_escaped else None
    if match is None or not _begins_escape(text, match.start()):
        return (text[index - 1 : index].strip("\r\n") if index else ""), index - 1
    character = _value(match)
    if "\udc00" <= character <= "\udfff":
        high = _ESCAPE_BEFORE.search(text, max(0, match.start() - _LONGEST_ESCAPE), match.start())
        if high is not None:
            return _pair(_value(high), character), high.start()
    return character, match.start()


def _pair(high: str, low: str) -> str:
    if not ("\ud800" <= high <= "\udbff" and "\udc00" <= low <= "\udfff"):
        return low or high
    return chr(0x10000 + ((ord(high) - 0xD800) << 10) + ord(low) - 0xDC00)


def name_of(character: str) -> str:
    """Name a character as Unicode does: ``zero width space (U+200B)``."""
    from unicodedata import name

    number = f"U+{ord(character):04X}"
    known = name(character, "").lower()
    return f"{known} ({number})" if known else number
