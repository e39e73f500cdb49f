"""Characters that must not travel from foreign text to a terminal, or into files that people open."""

from __future__ import annotations

import re

UNSAFE_BEYOND_ASCII = (
    "\x7f-\x9f\ud800-\udfff"
    "\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e007f"
)
"""
What must not be printed, as a regular expression sees it, but for the control characters of ASCII.

Control characters could drive the terminal; bidirectional ones could reorder the line and move the caret; other
invisible ones hide; and half a surrogate pair (from a file name that is no UTF-8) could not be written at all.
"""

_UNSAFE = re.compile(f"[\x00-\x1f{UNSAFE_BEYOND_ASCII}]")


def plain(text: str) -> str:
    """Give a text in one line, with single spaces, and without characters that control anything or cannot be seen."""
    return " ".join(_UNSAFE.sub("", " ".join(text.split())).split())
