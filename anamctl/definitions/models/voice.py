"""How a persona sounds and listens: `voiceGenerationOptions`, `voiceDetectionOptions`, `directorNotes`."""

from __future__ import annotations

from typing import Any, Literal

from anamctl.definitions.models.base import AnamClosedShape, AnamShape, known
from anamctl.definitions.models.voice_ranges import widest


def _over_all_voices(field: str) -> dict[str, Any]:
    low, high = widest(field)
    return {"ge": low, "le": high}


class VoiceGenerationOptions(AnamClosedShape):
    """
    How the voice speaks. Which fields are legal depends on the voice's provider; unknown fields are refused.

    A changed `voiceId` resets these options.
    """

    speed: float = known(**_over_all_voices("speed"))
    """Speaking rate; 1 is the voice's own. Cartesia 0.6-1.5, ElevenLabs 0.7-1.2, Fish Audio 0.5-2.0."""
    volume: float = known(**_over_all_voices("volume"))
    """Loudness; 1 is the voice's own. Cartesia and Fish Audio only."""
    emotion: Literal["neutral", "calm", "angry", "content", "sad", "scared"] = known()
    """Colour of the voice. Cartesia only."""
    stability: float = known(**_over_all_voices("stability"))
    """How even the delivery is: low is lively, high is monotone. ElevenLabs only."""
    similarity_boost: float = known(**_over_all_voices("similarityBoost"))
    """How closely the original voice is followed. ElevenLabs only."""
    style: float = known(**_over_all_voices("style"))
    """How much the speaker's style is exaggerated; above 0 it adds latency. ElevenLabs v2 only."""
    use_speaker_boost: bool = known()
    """Raise the likeness to the speaker, at the price of latency. ElevenLabs v2 only."""
    model: str = known()
    """The provider's voice model. ElevenLabs v2 only; in the OpenAPI document, but not in the guide."""


class VoiceDetectionOptions(AnamClosedShape):
    """When the persona thinks that the user is done, silent or gone. Unknown fields are refused."""

    end_of_speech_sensitivity: float = known(ge=0, le=1)
    """0 waits until it is sure that the user is done, 1 answers early."""
    silence_before_skip_turn_seconds: float = known(ge=0, le=900)
    """Silence of the user before the persona speaks up by itself; 0 turns it off."""
    silence_before_session_end_seconds: float = known(ge=0, le=7200)
    """Silence of the user before the session ends; 0 turns it off."""
    silence_before_auto_end_turn_seconds: float = known(ge=0.5, le=10)
    """Pause after which a turn that the user began is closed."""
    speech_enhancement_level: float = known(ge=0, le=1)
    """How much noise is taken out of what the user says."""


class DirectorNotes(AnamShape):
    """How the persona acts. Works with cara-4; cara-3 drops it silently. Give a preset or a prompt, never both."""

    preset_style: Literal["happy", "warm", "playful", "supportive", "sad", "angry", "distressed"] = known()
    """A style that Anam prepared. Not together with `customStylePrompt`."""
    custom_style_prompt: str = known(max_length=2000)
    """A style in your own words, up to 2,000 characters. Not together with `presetStyle`."""
    expressivity: float = known(ge=0, le=1)
    """How strongly the style shows."""
