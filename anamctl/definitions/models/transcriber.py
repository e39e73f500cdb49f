"""Bolna's transcriber: which service listens, and how."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from anamctl.definitions.models.base import DOCUMENTED, EXPECTED, BolnaShape, Locale, documented, known, needed

TranscriberProvider: TypeAlias = Annotated[
    Literal[
        "deepgram",
        "azure",
        "sarvam",
        "assembly",
        "google",
        "pixa",
        "gladia",
        "elevenlabs",
        "smallest",
        "openai",
        "soniox",
        "gemini",
        "bolna",
    ],
    Field(json_schema_extra={"x-format": "transcriber-provider"}),
]


class AssemblyAIConfig(BolnaShape):
    """Streaming settings of AssemblyAI."""

    mode: Literal["min_latency", "balanced", "max_accuracy"] | None = known()
    """What matters more, an early text or a right one."""
    min_turn_silence: int | None = known(ge=0)
    """Milliseconds of silence after which a turn may end."""
    max_turn_silence: int | None = known(ge=0)
    """Milliseconds of silence after which a turn ends."""
    interruption_delay: int | None = known(ge=0, le=1000)
    """Milliseconds before a speech of the caller counts as an interruption."""
    vad_threshold: float | None = known(ge=0, le=1)
    """How sure the service must be that somebody speaks."""
    voice_focus: Literal["near-field", "far-field"] | None = known()
    """Which voices are kept when there are several."""
    voice_focus_threshold: float | None = known(ge=0, le=1)
    """How strictly other voices are left out. Needs `voice_focus`."""


class TranscriberLeg(BolnaShape):
    """A complete transcriber, as one language of a call runs with it."""

    provider: TranscriberProvider = known(documented("type", "enum") | EXPECTED)
    """Which service listens."""
    model: str | None = known(EXPECTED)
    """Its model, for example `nova-3`."""
    language: Locale = needed()
    """The language that is heard, in the service's own spelling or as the plain code."""
    stream: bool = known()
    """Send the sound while it is spoken. The call decides in the end."""
    sampling_rate: int | None = known()
    """Samples a second. The call decides in the end."""
    encoding: str | None = known()
    """Encoding of the sound. The call decides in the end."""
    endpointing: int | None = known()
    """Milliseconds of silence after which an utterance ends."""
    keywords: str | None = known()
    """Words to listen for."""
    context: str | None = known()
    """Free text that helps the service to hear right."""
    task: str | None = known()
    """What the service does, normally `transcribe`."""
    language_hints: list[str] | None = known()
    """Languages to expect. For some services they win over `language`, and every language inherits them."""
    mip_opt_out: bool | None = known()
    """True: Deepgram keeps nothing to improve its models."""
    eot_threshold: float | None = known()
    """Deepgram Flux: how sure it must be that the turn ended."""
    eager_eot_threshold: float | None = known()
    """Deepgram Flux: the same for an early guess."""
    eot_timeout_ms: int | None = known()
    """Deepgram Flux: milliseconds after which a turn ends in any case."""
    delay: str | None = known()
    """How long the service may wait before it answers."""
    noise_reduction: bool | None = known()
    """Take noise out first."""
    vad_threshold: float | None = known()
    """How sure the service must be that somebody speaks."""
    vad_prefix_padding_ms: int | None = known()
    """Milliseconds kept before the speech begins."""
    deepgram_host: str | None = known()
    """A Deepgram server of your own."""
    deepgram_flux_host: str | None = known()
    """A Deepgram Flux server of your own."""
    deepgram_host_protocol: str | None = known()
    """How to reach it."""
    assemblyai_config: AssemblyAIConfig | None = known()
    """Settings for the provider `assembly`."""


class Transcriber(TranscriberLeg):
    """The transcriber of an agent; every language of `multilingual_config` starts from it."""

    language: Locale = needed(documented("missing"))
    """The language that is heard when the agent has only one. A call reads it in any case."""
    active: str = known(documented("type"))
    """Only in the expanded form: the language that the call opens in. Null breaks the call."""
    multilingual: dict[str, TranscriberLeg] | None = known()
    """Only in the expanded form: the complete transcriber of each language."""


class LanguageTranscriber(TranscriberLeg):
    """What one language changes of the agent's transcriber. Its keys replace those of the base."""

    provider: TranscriberProvider = known(DOCUMENTED)
    """Which service listens; the base's when left out. Then give the `model` too: the base's is inherited."""
    model: str | None = known()
    """Its model, for example `nova-3`."""
    language: Locale = needed(DOCUMENTED)
    """The language that is heard, in the service's own spelling or as the plain code."""
