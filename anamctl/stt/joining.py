"""Putting words and pieces of text together, also in scripts that write no spaces between words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3000-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff00-\uffef\U00020000-\U0003134f]"
)
"""Thai, Lao, Tibetan, Burmese, Khmer, kana and Han, with their punctuation; Korean does write spaces."""
_CLOSING = re.compile(r"[,.!?;:…)\]}»”’%]")


def joined(pieces: Iterable[str]) -> str:
    """Join pieces with single spaces, but without one where none is written."""
    result = ""
    for piece in pieces:
        found = piece.strip()
        if not found:
            continue
        if result and not _touches(result[-1], found[0]):
            result += " "
        result += found
    return result


def _touches(before: str, after: str) -> bool:
    return bool(_CLOSING.match(after)) or bool(_UNSPACED.match(before) and _UNSPACED.match(after))
