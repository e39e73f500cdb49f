"""How wide text is on a terminal, and how to show text of others without harm."""

from __future__ import annotations

import re

from anamctl.characters import UNSAFE_BEYOND_ASCII

_UNSAFE = re.compile(f"[\x00-\x1f{UNSAFE_BEYOND_ASCII}]")
_UNSAFE_BUT_TAB = re.compile(f"[\x00-\x08\x0a-\x1f{UNSAFE_BEYOND_ASCII}]")
_NOTHING_SEEN = re.compile(
    f"[\x00-\x08\x0a-\x1f{UNSAFE_BEYOND_ASCII}\u00ad\u034f\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]+\\Z"
)
# Many scripts need the joiners inside words, but they are worth seeing when a finding points at nothing else.

TAB = 4
"""Columns of a tab stop in pictures of the source."""


def visible(text: str) -> str:
    """Show characters that control a terminal, or cannot be seen, by their number: ``<U+202E>``."""
    if text.isascii() and text.isprintable():
        return text
    return _UNSAFE.sub(_number, text)


def source(text: str, column: int = 0) -> str:
    """
    Show a piece of a line of a file, its tabs expanded.

    Args:
        text: the piece; when nothing in it can be seen, every character is shown by its number.
        column: where it begins, for the tabs.
    """
    if text.isascii() and text.isprintable():
        return text
    if _NOTHING_SEEN.match(text):
        return "".join(map(_named, text))
    return _expand_tabs(_UNSAFE_BUT_TAB.sub(_number, text), column)


def _number(match: re.Match[str]) -> str:
    return _named(match.group())


def _named(character: str) -> str:
    return f"<U+{ord(character):04X}>"


def _expand_tabs(text: str, column: int) -> str:
    if "\t" not in text:
        return text
    first, *others = text.split("\t")
    parts = [first]
    column += columns(first)
    for part in others:
        gap = TAB - column % TAB
        parts += (" " * gap, part)
        column += gap + columns(part)
    return "".join(parts)


# ---- width -----------------------------------------------------------------------------------------------------------


class _Widths(dict[str, int]):
    """Columns of single characters, worked out once for each."""

    def __missing__(self, character: str) -> int:
        from unicodedata import category, east_asian_width

        kind = category(character)
        if _JAMO_INSIDE.match(character) or (kind in ("Mn", "Me", "Cf") and not _FORMAT_WITH_SHAPE.match(character)):
            width = 0
        else:
            width = 2 if east_asian_width(character) in ("W", "F") else 1
        self[character] = width
        return width


_FORMAT_WITH_SHAPE = re.compile("[\u00ad\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd]")
# The soft hyphen and the signs that stand around the digits after them.
_JAMO_INSIDE = re.compile("[\u1160-\u11ff\ud7b0-\ud7ff]")
# Vowels and final consonants of Korean are drawn into the syllable that they follow.
_ONE_COLUMN_EACH = re.compile("[ -\u02ff]*\\Z")
# Latin letters; looking up every character would take ten times as long.

_WIDTHS = _Widths()


def columns(text: str) -> int:
    """Count the columns a text takes on a terminal: wide characters two, combining marks none."""
    if text.isascii() or _ONE_COLUMN_EACH.match(text):
        return len(text)
    return sum(map(_WIDTHS.__getitem__, text))


def head(text: str, limit: int) -> str:
    """Give as much of the beginning of a text as fits into a number of columns."""
    if columns(text) <= limit:
        return text
    width = 0
    for index, character in enumerate(text):
        width += _WIDTHS[character]
        if width > limit:
            return text[:index]
    return text


def tail(text: str, limit: int) -> str:
    """Give as much of the end of a text as fits into a number of columns, beginning with a base character."""
    width = 0
    start = len(text)
    for index in range(len(text) - 1, -1, -1):
        width += _WIDTHS[text[index]]
        if width > limit:
            break
        if _WIDTHS[text[index]]:
            start = index
    return text[start:]


def clip(text: str, limit: int, *, cut: bool = False) -> str:
    """
    Cut a text to a number of columns and mark the cut.

    Args:
        text: what to show.
        limit: columns there are.
        cut: the text was longer already.
    """
    if not cut and columns(text) <= limit:
        return text
    return head(text, limit - 1) + "…" if limit > 0 else ""


def wrap(text: str, room: int) -> list[str]:
    """Break a text at its spaces into lines of so many columns; what has no spaces is broken where the line ends."""
    room = max(room, 2)
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and columns(lines[-1]) + 1 + columns(word) <= room:
            lines[-1] = f"{lines[-1]} {word}"
            continue
        rest = word
        if lines[-1]:
            lines.append("")
        while columns(rest) > room:
            lines[-1] = head(rest, room)
            rest = rest[len(lines[-1]) :]
            lines.append("")
        lines[-1] = rest
    return [line.rstrip(" ") for line in lines]
