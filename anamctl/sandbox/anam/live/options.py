"""
What a running session lets be changed, and in which ranges.

Sources: Anam API reference (OpenAPI) and Anam docs, Voice Configuration, Voice Detection and Mid-Session Updates.
Which column of the voice options a model id belongs to is inferred: nobody has written it down.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from anamctl.languages.iso639 import is_iso639

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Number:
    """A number within bounds, which are part of it."""

    low: float
    high: float

    def problem(self, value: Any) -> str:  # noqa: ANN401  # JSON
        """Say what is wrong with a value; nothing when it is right."""
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return "must be a number"
        # Written so that NaN, which compares with nothing, is out of every range.
        return "" if self.low <= value <= self.high else f"must be between {self.low:g} and {self.high:g}"


@dataclass(frozen=True)
class Choice:
    """One of a few words."""

    words: tuple[str, ...]

    def problem(self, value: Any) -> str:  # noqa: ANN401  # JSON
        """Say what is wrong with a value; nothing when it is right."""
        return "" if isinstance(value, str) and value in self.words else f"must be one of {', '.join(self.words)}"


@dataclass(frozen=True)
class Flag:
    """True or false."""

    def problem(self, value: Any) -> str:  # noqa: ANN401  # JSON
        """Say what is wrong with a value; nothing when it is right."""
        return "" if isinstance(value, bool) else "must be true or false"


@dataclass(frozen=True)
class Text:
    """Any text but an empty one."""

    def problem(self, value: Any) -> str:  # noqa: ANN401  # JSON
        """Say what is wrong with a value; nothing when it is right."""
        return "" if isinstance(value, str) and value else "must be a text"


Rule = Number | Choice | Flag | Text

_UNIT = Number(0, 1)
_EMOTIONS = Choice(("neutral", "calm", "angry", "content", "sad", "scared"))
_ELEVENLABS_V1: dict[str, Rule] = {"speed": Number(0.7, 1.2), "stability": _UNIT, "similarityBoost": _UNIT}
_ELEVENLABS_V2: dict[str, Rule] = {**_ELEVENLABS_V1, "style": _UNIT, "useSpeakerBoost": Flag(), "model": Text()}
_CARTESIA: dict[str, Rule] = {"speed": Number(0.6, 1.5), "volume": Number(0.5, 2), "emotion": _EMOTIONS}
_FISH_AUDIO: dict[str, Rule] = {"speed": Number(0.5, 2), "volume": Number(0.5, 2)}
_ANY: dict[str, Rule] = {**_ELEVENLABS_V2, **_CARTESIA, **_FISH_AUDIO}
"""Of a voice that nobody knows: every field, each with its widest range."""

GENERATION: dict[str, Mapping[str, Rule]] = {
    "CARTESIA": _CARTESIA,
    "ELEVENLABS_V1": _ELEVENLABS_V1,
    "ELEVENLABS_V2": _ELEVENLABS_V2,
    "FISH_AUDIO": _FISH_AUDIO,
    "OPENAI_ADVANCED_VOICE": {},
    "": _ANY,
}
"""Fields of `voiceGenerationOptions` by the column of a voice, see `column`."""

DETECTION: Mapping[str, Rule] = {
    "endOfSpeechSensitivity": _UNIT,
    "silenceBeforeSkipTurnSeconds": Number(0, 900),
    "silenceBeforeSessionEndSeconds": Number(0, 7200),
    "silenceBeforeAutoEndTurnSeconds": Number(0.5, 10),
    "speechEnhancementLevel": _UNIT,
}
"""Fields of `voiceDetectionOptions`."""

_VERSION = re.compile(r"(?:^|[^a-z0-9])v([12])(?![0-9])", re.IGNORECASE)


def column(provider: str, model: str) -> str:
    """
    Give the key of `GENERATION` for a voice.

    A model of ElevenLabs that is neither of the first nor of the second kind is taken for the second, which has every
    field; the service's own answer for those is not known.

    Args:
        provider: as the list of voices has it; empty when the voice is not known.
        model: `providerModelId` of the voice.
    """
    if provider == "ELEVENLABS":
        found = _VERSION.search(model.replace("_", "-"))
        return "ELEVENLABS_V1" if found is not None and found[1] == "1" else "ELEVENLABS_V2"
    return provider if provider in GENERATION else ""


def language_problem(value: Any) -> str:  # noqa: ANN401  # JSON
    """Say what is wrong with a language code. More are taken than Anam lists, as its documentation has it."""
    if isinstance(value, str) and is_iso639(value):
        return ""
    return "must be an ISO 639-1 code of two lower-case letters"
