"""The known utterances of the sandbox, as a persona uses them: by what they say."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from anamctl.sandbox.speech.clips import Clip, Role, by_language, find, pcm

_RATE = 48_000
"""Samples a second: those of the track that they are played on."""


class Sound(NamedTuple):
    """Mono s16le."""

    pcm: bytes
    rate: int


class Clips:
    """What can be spoken."""

    def line(self, language: str, role: Role) -> str:
        """Give the text of the first clip of a role; empty when there is none."""
        return next((clip.text for clip in by_language(language, role)), "")

    def sound(self, language: str, text: str) -> Sound | None:
        """Give the sound of a text; None when there is no clip of it in that language."""
        clip = find(text, language)
        return None if clip is None else _sound(clip)


@cache
def _sound(clip: Clip) -> Sound:
    return Sound(pcm(clip, _RATE), _RATE)
