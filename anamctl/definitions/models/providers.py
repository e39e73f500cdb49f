"""
`provider_config` of every Bolna synthesizer.

Source: the models of the open-source `bolna` 0.11.9. Which fields a config must have applies to the config of a call,
after layering; what stands in a file may be partial, so here no field is needed and the list is kept in `REQUIRED`.
Ranges are checked when an agent is saved; null means "not given" everywhere. Unknown keys are ignored by the server.
"""

from __future__ import annotations

from typing import Any, Literal, Self

from pydantic import model_validator

from anamctl.definitions.models.base import BolnaShape, Locale, documented, known, needed

RANGE = documented("range")


class PollyConfig(BolnaShape):
    """Amazon Polly."""

    voice: str = known()
    """Name of the voice."""
    engine: str = known()
    """Polly's engine, for example `neural`."""
    language: Locale = known()
    """Filled in by Bolna in a multilingual agent; a locale such as `hi-IN`."""


class PronunciationDictionaryLocator(BolnaShape):
    """A version of a pronunciation dictionary at ElevenLabs."""

    pronunciation_dictionary_id: str = needed(documented("missing", "length"), min_length=1)
    """The dictionary."""
    version_id: str = needed(documented("missing", "length"), min_length=1)
    """Its version; every edit makes a new one."""


class ElevenLabsConfig(BolnaShape):
    """ElevenLabs. The voice decides the language; there is no language field."""

    voice: str = known()
    """Name of the voice. ElevenLabs needs both `voice` and `voice_id`."""
    voice_id: str = known()
    """Id of the voice."""
    model: str = known()
    """For example `eleven_turbo_v2_5`."""
    temperature: float | None = known(RANGE, ge=0, le=1)
    """How lively the delivery is."""
    similarity_boost: float | None = known(RANGE, ge=0, le=1)
    """How closely the original voice is followed."""
    speed: float | None = known(RANGE, ge=0.7, le=1.2)
    """Speaking rate; 1 is the voice's own."""
    style: float | None = known(RANGE, ge=0, le=1)
    """How much the speaker's style is exaggerated."""
    pronunciation_dictionary_locators: list[PronunciationDictionaryLocator] | None = known(
        documented("count"), max_length=3
    )
    """Up to three pronunciation dictionaries, applied in order."""


class OpenAIConfig(BolnaShape):
    """OpenAI's speech API."""

    voice: str = known()
    """Name of the voice."""
    model: str = known()
    """The speech model."""
    speed: float | None = known(RANGE, ge=0.25, le=4)
    """Speaking rate; 1 is the voice's own."""
    language: Locale | None = known()
    """Filled in by Bolna in a multilingual agent, but not sent to OpenAI."""


class CustomConfig(BolnaShape):
    """A speech server of your own that speaks OpenAI's API."""

    voice: str = known()
    """Name of the voice."""
    model: str = known()
    """The speech model."""
    speed: float | None = known(RANGE, ge=0.25, le=4)
    """Speaking rate; 1 is the voice's own."""


class DeepgramConfig(BolnaShape):
    """Deepgram Aura. The model's name carries the language."""

    voice_id: str = known()
    """Id of the voice."""
    voice: str = known()
    """Name of the voice."""
    model: str = known()
    """For example `aura-2-thalia-en`."""
    speed: float | None = known(RANGE, ge=0.7, le=1.5)
    """Speaking rate; 1 is the voice's own."""
    mip_opt_out: bool | None = known()
    """True: Deepgram keeps nothing to improve its models."""


class AzureConfig(BolnaShape):
    """Azure Speech."""

    voice: str = known()
    """Name of the voice."""
    model: str = known()
    """Suffix of the voice's name, for example `Neural`."""
    language: Locale = known()
    """A locale such as `hi-IN`. Bolna does not fill it in."""
    speed: float | None = known(RANGE, ge=0.5, le=2)
    """Speaking rate; 1 is the voice's own."""


class StandardVoiceConfig(BolnaShape):
    """The four fields that most providers want."""

    voice: str = known()
    """Name of the voice."""
    voice_id: str = known()
    """Id of the voice."""
    model: str = known()
    """The speech model."""
    language: Locale = known()
    """The language that is spoken. In a multilingual agent Bolna fills it in for some providers."""


class CartesiaConfig(StandardVoiceConfig):
    """Cartesia Sonic."""

    speed: float | None = known(RANGE, ge=0.6, le=1.5)
    """Speaking rate; 1 is the voice's own."""
    volume: float | None = known(RANGE, ge=0.5, le=2)
    """Loudness; 1 is the voice's own."""
    pronunciation_dict_id: str | None = known()
    """A pronunciation dictionary at Cartesia."""
    pronunciation_dict_fingerprint: str | None = known()
    """Set by Bolna from the dictionary's content."""


class SmallestConfig(StandardVoiceConfig):
    """Smallest.ai Lightning."""

    speed: float | None = known(RANGE, ge=0.5, le=2)
    """Speaking rate; 1 is the voice's own."""


class SarvamConfig(StandardVoiceConfig):
    """Sarvam Bulbul, for Indian languages."""

    speed: float | None = known(
        RANGE | {"x-by-model": [{"models": ["bulbul:v3", "bulbul:v4-flash"], "minimum": 0.5, "maximum": 2}]},
        ge=0.3,
        le=3,
    )
    """Speaking rate; 1 is the voice's own. 0.5-2 with `bulbul:v3` and `bulbul:v4-flash`, else 0.3-3."""
    loudness: float | None = known(RANGE, ge=0.3, le=3)
    """Loudness; 1 is the voice's own."""

    @model_validator(mode="after")
    def _respect_the_model(self) -> Self:
        narrow = self.model in {"bulbul:v3", "bulbul:v4-flash"}
        if narrow and self.speed is not None and not 0.5 <= self.speed <= 2:
            raise ValueError(f"speed must be between 0.5 and 2 with {self.model}")
        return self


class RimeConfig(StandardVoiceConfig):
    """Rime. Its language is not filled in by Bolna."""

    time_scale_factor: float | None = known(RANGE, ge=0.4, le=2.5)
    """Speaking rate; 1 is the voice's own."""


class PixaConfig(StandardVoiceConfig):
    """Pixa, for Hindi."""

    top_p: float | None = known()
    """Sampling: share of the likeliest sounds."""
    repetition_penalty: float | None = known()
    """Sampling: above 1 avoids repetition."""


class MayaConfig(BolnaShape):
    """Maya, for Indian languages. Two voices, both speak all of them."""

    voice_id: str = known()
    """Id of the voice."""
    voice: Literal["Ananya", "Arjun"] = known(documented("enum"))
    """Ananya or Arjun, spelt like this."""
    model: str = known()
    """The speech model."""
    language: Locale | None = known()
    """One of hi bn gu kn ml mr or pa ta te en, or `auto`."""


class GeminiConfig(StandardVoiceConfig):
    """Google Gemini. Its language is not filled in by Bolna."""

    style: str | None = known()
    """How to speak, in words."""


class SonioxConfig(StandardVoiceConfig):
    """Soniox. Its language is not filled in by Bolna."""

    speed: float | None = known(RANGE, ge=0.7, le=1.3)
    """Speaking rate; 1 is the voice's own."""
    reduce_silence: bool | None = known()
    """Cut long silences."""


class KalpaConfig(BolnaShape):
    """Kalpa. It knows no language."""

    voice: str = known()
    """Name of the voice."""
    voice_id: str | None = known()
    """Id of the voice."""
    model: str = known()
    """The speech model."""
    temperature: float | None = known()
    """Sampling of the text part."""
    acoustic_temperature: float | None = known()
    """Sampling of the sound part."""
    max_new_tokens: int | None = known()
    """Longest answer of the model."""
    audio_quality: str | None = known()
    """Quality of the sound."""
    chunk_length_schedule: list[int] | None = known()
    """Characters in the first chunks."""


PROVIDER_CONFIGS: dict[str, type[BolnaShape]] = {
    "polly": PollyConfig,
    "elevenlabs": ElevenLabsConfig,
    "openai": OpenAIConfig,
    "deepgram": DeepgramConfig,
    "azuretts": AzureConfig,
    "cartesia": CartesiaConfig,
    "smallest": SmallestConfig,
    "sarvam": SarvamConfig,
    "rime": RimeConfig,
    "pixa": PixaConfig,
    "maya": MayaConfig,
    "kalpa": KalpaConfig,
    "gemini": GeminiConfig,
    "soniox": SonioxConfig,
    "custom": CustomConfig,
}
"""The model of each synthesizer's `provider_config`."""

_STANDARD = ("voice", "voice_id", "model", "language")
REQUIRED: dict[str, tuple[str, ...]] = {
    "polly": ("voice", "engine", "language"),
    "elevenlabs": ("voice", "voice_id", "model"),
    "openai": ("voice", "model"),
    "deepgram": ("voice_id", "voice", "model"),
    "azuretts": ("voice", "model", "language"),
    "cartesia": _STANDARD,
    "smallest": _STANDARD,
    "sarvam": _STANDARD,
    "rime": _STANDARD,
    "pixa": _STANDARD,
    "maya": ("voice_id", "voice", "model"),
    "kalpa": (),
    "gemini": _STANDARD,
    "soniox": _STANDARD,
    "custom": ("voice", "model"),
}
"""What each `provider_config` must have after layering."""


def check_provider_config(provider: Any, config: Any) -> None:  # noqa: ANN401
    """Validate a `provider_config` with the model that its provider calls for; unknown providers pass."""
    model = PROVIDER_CONFIGS.get(provider) if isinstance(provider, str) else None
    if model is not None and isinstance(config, dict):
        model.model_validate(config)
