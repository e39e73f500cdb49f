"""Saved and ephemeral personas: which keys make a `personaConfig` the one or the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from anamctl.definitions.persona import PersonaView

BESIDE_SAVED = frozenset({"enableAudioPassthrough", "languageCode", "personaId", "type"})
"""
Keys that do not describe a persona inline.

The official Python SDK sends `enableAudioPassthrough` with every saved persona; `languageCode` there is a warning of
its own (ANM211).
"""

INLINE = frozenset(
    {
        "avatarId",
        "avatarModel",
        "brainType",
        "directorNotes",
        "disableBrains",
        "initialMessage",
        "llmId",
        "maxSessionLengthSeconds",
        "metadata",
        "name",
        "personaPreset",
        "personality",
        "skipGreeting",
        "systemPrompt",
        "toolIds",
        "tools",
        "uninterruptibleGreeting",
        "voiceDetectionOptions",
        "voiceGenerationOptions",
        "voiceId",
        "voiceSpeed",
        "zeroDataRetention",
    }
)
"""Keys that describe a persona inline: all that are known but those above. A misspelt key says nothing either way."""


def has_inline(config: Mapping[str, object]) -> bool:
    """Tell whether a configuration describes a persona inline."""
    return not INLINE.isdisjoint(config)


def is_filled_in_by_entries(persona: PersonaView, key: str) -> bool:
    """Tell whether the base alone is never used, and every language brings a key by itself."""
    return persona.base.code is None and bool(persona.entries) and all(key in entry.data for entry in persona.entries)
