"""Texts in a few columns: short ones as they are, long ones by how much there is of them."""

from __future__ import annotations

import re

_LONGEST = 24
_PLAIN = re.compile(
    "[\x20-\u036f\u0370-\u052f\u1e00-\u1fff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2100-\u22ff"
    "\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60]*\\Z"
)
_NO_SPACES = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")


def has_known_width(text: str) -> bool:
    """
    Tell whether every terminal gives a text the same width, and leaves it in its place.

    Terminals disagree on the vowel signs and joined letters of Indic scripts, and some turn right-to-left text around
    together with what stands beside it. Such text has a line of its own instead of a column.
    """
    return _PLAIN.match(text) is not None


def is_short(text: str) -> bool:
    """Tell whether a text is a name rather than a sentence."""
    return "\n" not in text and len(text) <= _LONGEST


def amount(text: str) -> str:
    """Say how long a text is: in words, or in characters where words are written without spaces."""
    if len(_NO_SPACES.findall(text)) * 2 > len(text.replace(" ", "")):
        return _plural(len("".join(text.split())), "char")
    return _plural(len(text.split()), "word")


def _plural(number: int, word: str) -> str:
    return f"{number:,} {word}" + "s" * (number != 1)
