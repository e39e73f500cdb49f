"""
Settings as people type them: ``min_turn_silence=800ms prompt="two words" keyterms_prompt=["Ana","Zoë"]``.

A value ends at a space, unless quotes or brackets are around it.
"""

from __future__ import annotations

import re

from anamctl.errors import UsageError

_NAME = re.compile(r"[^\s=]*")
_BARE = re.compile(r"\S*")
_CLOSERS = {'"': '"', "'": "'", "[": "]"}
_ENCLOSED = {
    '"': re.compile(r'"[^"]*"(?=\s|\Z)'),
    "'": re.compile(r"'[^']*'(?=\s|\Z)"),
    "[": re.compile(r"""\[(?:"(?:[^"\\]|\\.)*"|[^"\]])*\](?=\s|\Z)"""),
}


def parse(text: str) -> dict[str, str]:
    """
    Take settings apart.

    Raises:
        UsageError: there is none, one has no value, or comes twice, or a quote is not closed.
    """
    found: dict[str, str] = {}
    text = text.strip()
    at = 0
    while at < len(text):
        name = _matched(_NAME, text, at)
        at += len(name)
        if not name:
            raise UsageError("there is no name before =.", hint="write NAME=VALUE.")
        if text[at : at + 1] != "=":
            raise UsageError(f"{name} has no value.", hint=f"write {name}=VALUE.")
        if name in found:
            raise UsageError(f"{name} is there twice.", hint="a list is one value: NAME=one,two")
        value = _value(name, text, at + 1)
        found[name] = value[1:-1] if value[:1] in ('"', "'") else value
        at += 1 + len(value)
        at = len(text) - len(text[at:].lstrip())
    if not found:
        raise UsageError("there is nothing to set.", hint="write NAME=VALUE.")
    return found


def begins(text: str) -> int:
    """Say where the setting begins that is being typed at the end of a text."""
    start, closer = 0, ""
    for place, character in enumerate(text):
        if closer:
            closer = "" if character == closer else closer
        elif character.isspace():
            start = place + 1
        elif text[start:place].endswith("=") and text.find("=", start) == place - 1:
            closer = _CLOSERS.get(character, "")
    return start


def _value(name: str, text: str, at: int) -> str:
    """Give a value as it is written."""
    opener = text[at : at + 1]
    if opener not in _ENCLOSED:
        return _matched(_BARE, text, at)
    value = _matched(_ENCLOSED[opener], text, at)
    if not value:
        raise UsageError(f"{name}: what {opener} opens is not closed.", hint=f"write {opener}…{_CLOSERS[opener]}.")
    return value


def _matched(pattern: re.Pattern[str], text: str, at: int) -> str:
    found = pattern.match(text, at)
    return found.group() if found is not None else ""
