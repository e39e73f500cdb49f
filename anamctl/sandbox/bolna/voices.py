"""What Bolna asks of a voice: the ranges of its numbers, by provider, and what ElevenLabs must not lack."""

from __future__ import annotations

from typing import Any

from anamctl.sandbox.bolna.refusal import RefusalError

RANGES: dict[str, dict[str, tuple[float, float]]] = {
    "elevenlabs": {"temperature": (0, 1), "similarity_boost": (0, 1), "speed": (0.7, 1.2), "style": (0, 1)},
    "openai": {"speed": (0.25, 4)},
    "custom": {"speed": (0.25, 4)},
    "deepgram": {"speed": (0.7, 1.5)},
    "azuretts": {"speed": (0.5, 2)},
    "cartesia": {"speed": (0.6, 1.5), "volume": (0.5, 2)},
    "smallest": {"speed": (0.5, 2)},
    "sarvam": {"speed": (0.3, 3), "loudness": (0.3, 3)},
    "rime": {"time_scale_factor": (0.4, 2.5)},
    "soniox": {"speed": (0.7, 1.3)},
}
_NARROW_SARVAM = ("bulbul:v3", "v4-flash")
# These models take a speed of 0.5 to 2 only.
_SHOWN = {"elevenlabs": "ElevenLabs", "openai": "OpenAI", "azuretts": "Azure", "custom": "Custom"}


def check_voice(provider: str, config: dict[str, Any]) -> None:
    """
    Check a complete configuration of a voice.

    Raises:
        RefusalError: ElevenLabs lacks a field that it needs.
    """
    if provider == "elevenlabs" and not (config.get("voice") and config.get("voice_id")):
        raise RefusalError("ElevenLabs config requires both 'voice' and 'voice_id'.")
    check_ranges(provider, config)


def check_ranges(provider: str, config: dict[str, Any]) -> None:
    """
    Check the numbers of a configuration, which may be a part of one.

    Raises:
        RefusalError: a number is outside of its range.
    """
    model = config.get("model")
    for field, (low, high) in RANGES.get(provider, {}).items():
        value = config.get(field)
        shown = _SHOWN.get(provider, provider.capitalize())
        if value is None:
            continue
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise RefusalError(f"{shown} {field} must be a number")
        lowest, highest = low, high
        if provider == "sarvam" and field == "speed" and isinstance(model, str) and _is_narrow(model):
            lowest, highest, shown = 0.5, 2, f"{shown} {model}"
        if not lowest <= value <= highest:
            raise RefusalError(f"{shown} {field} must be between {float(lowest)} and {float(highest)}")


def _is_narrow(model: str) -> bool:
    return model.startswith(_NARROW_SARVAM[0]) or model.endswith(_NARROW_SARVAM[1])
