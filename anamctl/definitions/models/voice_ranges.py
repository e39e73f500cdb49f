"""
Which `voiceGenerationOptions` each kind of voice takes, and in which range (plain data, no pydantic).

Source: Anam's OpenAPI document and its page "Voice Configuration" (2026-05). Bounds are inclusive. Fish Audio stands in
the OpenAPI document only; for OpenAI's advanced voice nothing is documented.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

Range: TypeAlias = tuple[float, float]


class VoiceColumn(NamedTuple):
    """What one kind of voice takes."""

    title: str
    ranges: dict[str, Range]
    others: tuple[str, ...] = ()
    """Fields that are no numbers."""
    is_documented: bool = True
    """False: what it takes is our guess, so a field beyond it may still work."""

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of all fields it takes."""
        return (*self.ranges, *self.others)


VOICE_COLUMNS: dict[str, VoiceColumn] = {
    "cartesia": VoiceColumn("Cartesia sonic-3", {"speed": (0.6, 1.5), "volume": (0.5, 2.0)}, ("emotion",)),
    "elevenlabs-v1": VoiceColumn(
        "ElevenLabs v1",
        {"speed": (0.7, 1.2), "stability": (0, 1), "similarityBoost": (0, 1)},
    ),
    "elevenlabs-v2": VoiceColumn(
        "ElevenLabs v2",
        {"speed": (0.7, 1.2), "stability": (0, 1), "similarityBoost": (0, 1), "style": (0, 1)},
        ("useSpeakerBoost", "model"),
    ),
    "fish-audio": VoiceColumn("Fish Audio", {"speed": (0.5, 2.0), "volume": (0.5, 2.0)}),
    "openai-advanced-voice": VoiceColumn("OpenAI advanced voice", {}, is_documented=False),
}


def voice_column(provider: str, provider_model_id: str | None) -> VoiceColumn | None:
    """
    Tell what a voice of Anam's catalogue takes; None when we cannot know, then do not judge.

    How a `providerModelId` maps to a column is not documented. Our rule: the provider decides, and for ElevenLabs a
    ``v1`` or ``v2`` token in the id (``eleven_flash_v2_5`` is v2).
    """
    key = provider.lower().replace("_", "-")
    if key == "elevenlabs":
        tokens = (provider_model_id or "").lower().replace("-", "_").split("_")
        key = next((f"elevenlabs-{token}" for token in tokens if token in {"v1", "v2"}), "")
    return VOICE_COLUMNS.get(key)


def widest(field: str) -> Range:
    """Give the union of a field's ranges over all voices: what can be said while the voice is unknown."""
    ranges = [column.ranges[field] for column in VOICE_COLUMNS.values() if field in column.ranges]
    return min(low for low, _ in ranges), max(high for _, high in ranges)
