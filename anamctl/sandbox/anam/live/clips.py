"""The clips of the sandbox, as a persona uses them: by what they say."""

from __future__ import annotations

import json
import wave
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


class Clip(NamedTuple):
    """Something that can be spoken."""

    text: str
    language: str
    role: str
    file: str


class Sound(NamedTuple):
    """Mono s16le."""

    pcm: bytes
    rate: int


@cache
def _clips() -> tuple[Clip, ...]:
    index = json.loads(_folder().joinpath("index.json").read_text(encoding="utf-8"))
    return tuple(Clip(one["text"], one["language"], one["role"], one["file"]) for one in index["clips"])


def _folder() -> Traversable:
    return files("anamctl.sandbox.speech") / "clips"


class Clips:
    """What can be spoken."""

    def line(self, language: str, role: str) -> str:
        """Give the text of the clip of a role; empty when there is none."""
        return next((one.text for one in _clips() if (one.language, one.role) == (language, role)), "")

    def sound(self, language: str, text: str) -> Sound | None:
        """Give the sound of a text; None when there is no clip of it."""
        found = next((one.file for one in _clips() if (one.language, one.text) == (language, text)), None)
        return None if found is None else _read(found)


@cache
def _read(file: str) -> Sound:
    with _folder().joinpath(file).open("rb") as stream, wave.open(stream) as clip:
        return Sound(clip.readframes(clip.getnframes()), clip.getframerate())
