"""Who said something, as people read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.characters import plain

if TYPE_CHECKING:
    from anamctl.stt.heard import Final

_UNKNOWN = "UNKNOWN"
"""What AssemblyAI calls who speaks for less than a second."""
_LONGEST = 24


def who(final: Final) -> str:
    """Give the speaker of a turn for people; ``?`` where the service does not know, empty where it does not tell."""
    found = plain(final.speaker)
    if found == _UNKNOWN:
        return "?"
    if found.isdecimal():
        found = f"speaker {found}"  # a number alone would be taken for part of what was said
    return found if len(found) <= _LONGEST else found[: _LONGEST - 1] + "…"
