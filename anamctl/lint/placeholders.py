"""Texts that stand where somebody meant to put something else: ``<voice-id>``, ``TODO``, ``...``, ``your-voice-id``."""

from __future__ import annotations

import re
from functools import lru_cache

_MARKS = re.compile(
    r"""
      <[^<>]*> | \[[^\[\]]*\] | %[^%]+% | \$\w+      # marks around a name
    | \{\{[^{}]*\}\} | \{[^{}]*[g-z_][^{}]*\}       # ... unless it is a UUID in braces
    | [.…?*_-]+                                     # nothing but marks
    | x{2,} | x{8}(?:-x{4}){3}-x{12}                # a pattern to fill in
    | (?:todo|tbd|tba|fixme|changeme|placeholder|none|null|undefined|n/a)\b.*
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_FIRST_WORDS = frozenset(
    [
        "add",
        "change",
        "dummy",
        "enter",
        "example",
        "fake",
        "insert",
        "my",
        "paste",
        "put",
        "replace",
        "sample",
        "some",
        "test",
        "the",
        "your",
    ]
)
_THINGS = frozenset(
    ["avatar", "here", "id", "ids", "llm", "me", "model", "persona", "this", "tool", "uuid", "value", "voice"]
)
_LONGEST = 80
_VARIABLE = re.compile(r"\$([A-Za-z_]\w*)", re.ASCII)


@lru_cache(maxsize=4096)
def is_placeholder(value: str) -> bool:
    """Tell whether a text stands for an id, a name or a model that was never filled in; a blank one too."""
    bare = value.strip()
    if not bare or len(bare) > _LONGEST:
        return not bare
    return _MARKS.fullmatch(bare) is not None or _is_description(bare)


def variable_in(value: str) -> str | None:
    """Give the name in ``$NAME``, which only a shell would replace."""
    match = _VARIABLE.fullmatch(value)
    return match[1] if match else None


def _is_description(text: str) -> bool:
    """Tell whether a text says what belongs here: ``your-voice-id``, ``french_voice_id``, ``voiceId``."""
    words = [word.lower() for word in _WORD.findall(text)]
    if not words or any(not (c.isalpha() or c in "-_ ") for c in text):
        return False
    return words[-1] in {"id", "ids", "uuid"} or (words[0] in _FIRST_WORDS and words[-1] in _THINGS)
