"""Who speaks: the speakers of a session, in the order in which they are first heard."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from anamctl.sandbox.speech import clips

if TYPE_CHECKING:
    from anamctl.sandbox.speech.events import Heard


class Voices:
    """
    Tells the speakers of a session apart. The clips have two: who calls, and the persona.

    Args:
        most: how many speakers there are at most; whoever is one too many is taken for the last one. None for any.
    """

    def __init__(self, most: int | None = None) -> None:
        self._most = most
        self._known: list[str] = []
        self._last = 0

    def told(self, heard: Heard) -> Heard:
        """Give what was heard with the number of who spoke, from 0; what nobody is known by is said by the last one."""
        voice = heard.speaker or _of_clip(heard)
        if voice:
            if voice not in self._known:
                self._known.append(voice)
            self._last = self._known.index(voice)
            if self._most is not None:
                self._last = min(self._last, self._most - 1)
        return replace(heard, speaker=str(self._last))


def _of_clip(heard: Heard) -> str:
    clip = clips.find(heard.text, heard.language) if heard.known and heard.is_final else None
    return "" if clip is None else "caller" if clip.role == "caller" else "persona"
