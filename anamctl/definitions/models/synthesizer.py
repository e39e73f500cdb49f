"""Bolna's synthesizer: which service speaks, and how."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self, TypeAlias

from pydantic import Field, model_validator

from anamctl.definitions.models.base import DOCUMENTED, EXPECTED, BolnaShape, documented, known, needed
from anamctl.definitions.models.providers import PROVIDER_CONFIGS, check_provider_config

SynthesizerProvider: TypeAlias = Annotated[
    Literal[
        "polly",
        "elevenlabs",
        "openai",
        "deepgram",
        "azuretts",
        "cartesia",
        "smallest",
        "sarvam",
        "rime",
        "pixa",
        "maya",
        "kalpa",
        "gemini",
        "soniox",
        "custom",
    ],
    Field(json_schema_extra={"x-format": "synthesizer-provider"}),
]

_BY_PROVIDER = {
    "x-choice": {"on": "provider", "models": {name: model.__name__ for name, model in PROVIDER_CONFIGS.items()}}
}


class PronunciationRule(BolnaShape):
    """How to say one word."""

    word: str = needed(None, min_length=1, max_length=50)
    """The word as it is written."""
    say_as: str = needed(None, min_length=1, max_length=100)
    """What to say instead."""


class SynthesizerLeg(BolnaShape):
    """A complete synthesizer, as one language of a call runs with it."""

    provider: SynthesizerProvider = known(documented("type", "enum") | EXPECTED)
    """Which service speaks."""
    provider_config: dict[str, Any] = known(_BY_PROVIDER | EXPECTED)
    """Settings of that service; the provider decides which."""
    buffer_size: int | None = known()
    """Characters that are collected before they are sent to the service. Only the first language's counts."""
    stream: bool = known()
    """Stream the sound while it is made. The call decides in the end."""
    audio_format: str | None = known()
    """Format of the sound. The call decides in the end."""
    caching: bool | None = known()
    """Keep sounds that were made before."""
    pronunciation_rules: list[PronunciationRule] | None = known(max_length=100)
    """Words to say in another way, each once."""

    @model_validator(mode="after")
    def _check_provider_config(self) -> Self:
        check_provider_config(self.provider, self.provider_config)
        return self


class Synthesizer(SynthesizerLeg):
    """The synthesizer of an agent; every language of `multilingual_config` starts from it."""

    active: str = known(documented("type"))
    """Only in the expanded form: the language that the call opens in. Null breaks the call."""
    multilingual: dict[str, SynthesizerLeg] = known(documented("type"))
    """Only in the expanded form: the complete synthesizer of each language. Null breaks the call."""


class LanguageSynthesizer(SynthesizerLeg):
    """
    What one language changes of the agent's synthesizer.

    With the same provider, keys replace and `provider_config` merges key by key; another provider inherits nothing.
    """

    provider: SynthesizerProvider = needed(DOCUMENTED)
    """Which service speaks; say it even when it is the base's."""
    provider_config: dict[str, Any] = needed(DOCUMENTED | _BY_PROVIDER)
    """Settings of that service; with the base's provider only what differs."""
    buffer_size: int | None = known(DOCUMENTED)
    """Characters that are collected before they are sent to the service. Only the first language's counts."""
