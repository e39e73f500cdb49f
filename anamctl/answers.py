"""What can be read out of the answers of HTTP services, whoever wrote them: JSON, pages, lines of text."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

LONGEST = 500
"""Characters of a service's words that are shown."""
_TITLE = re.compile(r"<title[^>]*>([^<]{1,200})", re.IGNORECASE)


def read_json(body: bytes) -> Any:  # noqa: ANN401  # JSON
    r"""
    Read JSON.

    Half a surrogate pair (``\ud83d`` alone), which no file and no terminal can hold, becomes a question mark.

    Raises:
        ValueError: it is none, or nested too deeply.
    """
    text = body.decode()
    try:
        data = json.loads(text)
        if "\\u" in text and "\\ud" in text.lower():
            return json.loads(json.dumps(data, ensure_ascii=False).encode(errors="replace"))
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    return data


def clipped(text: str, longest: int = LONGEST) -> str:
    """Give a text as one line of a limited length."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def page(content_type: str, text: str) -> str:
    """Name a page by its title; empty when the text is no page."""
    if "html" not in content_type and text[:1] != "<":
        return ""
    title = _TITLE.search(text)
    return f'a page, "{clipped(unescape(title[1]))}"' if title else "a page"
