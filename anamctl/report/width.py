"""How wide text is on a terminal, and how to show text of others without harm."""

from __future__ import annotations

import re

_CONTROL = "\x00-\x08\x0a-\x1f\x7f-\x9f"
_INVISIBLE = "\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
_UNSAFE = re.compile(f"[{_CONTROL}{_INVISIBLE}]")
# Control characters could drive the terminal; bidirectional ones could reorder the line and move the caret.
_UNSEEN = re.compile(f"[{_CONTROL}{_INVISIBLE}\u00ad\u200c\u200d]")
# ... and what many scripts need inside words, but is worth seeing when a finding points at it.

TAB = 4
"""Columns of a tab stop in pictures of the source."""


def visible(text: str, *, all_unseen: bool = False) -> str:
    """
    Show characters that control a terminal, or cannot be seen, by their number: ``<U+202E>``.

    Args:
        text: anything from outside.
        all_unseen: also joiners and soft hyphens, which ordinary words of some languages contain.
    """
    if text.isascii() and text.isprintable():
        return text
    return (_UNSEEN if all_unseen else _UNSAFE).sub(lambda match: f"<U+{ord(match.group()):04X}>", text)


def columns(text: str) -> int:
    """Count the columns a text takes on a terminal: wide characters two, combining marks none."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width

    width = 0
    for character in text:
        if category(character) in ("Mn", "Me", "Cf"):
            continue
        width += 2 if east_asian_width(character) in ("W", "F") else 1
    return width


def expand_tabs(text: str, start: int = 0) -> str:
    """Replace tabs by spaces up to the next tab stop, for a text that begins at a column."""
    if "\t" not in text:
        return text
    parts: list[str] = []
    column = start
    for index, part in enumerate(text.split("\t")):
        if index:
            gap = TAB - column % TAB
            parts.append(" " * gap)
            column += gap
        parts.append(part)
        column += columns(part)
    return "".join(parts)


def clip(text: str, limit: int) -> str:
    """Cut a text to a number of columns and mark the cut."""
    if columns(text) <= limit:
        return text
    kept: list[str] = []
    width = 0
    for character in text:
        width += columns(character)
        if width > limit - 1:
            break
        kept.append(character)
    return "".join(kept) + "…"
