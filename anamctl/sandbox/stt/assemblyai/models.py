"""Models of AssemblyAI, and by which rules each tells what it hears (AssemblyAI docs, Streaming; measurements)."""

from __future__ import annotations

from typing import Literal, NamedTuple

Family = Literal["streaming", "u3", "whisper"]


class Model(NamedTuple):
    """A model: its rules, its languages (None: all that there are), and silences in ms that end a turn."""

    family: Family
    languages: frozenset[str] | None
    min_silence: int
    max_silence: int


_SIX = frozenset({"en", "es", "fr", "de", "it", "pt"})
_EIGHTEEN = _SIX | {"tr", "nl", "sv", "no", "da", "fi", "hi", "vi", "ar", "he", "ja", "zh"}
HINTS = _EIGHTEEN | {"ur", "ru", "ko", "ca", "gl", "ro", "et", "fa", "yue", "af", "mr", "zu", "xh", "nn", "multi"}
"""What `language_codes` takes."""
MODELS = {
    "universal-streaming-english": Model("streaming", frozenset({"en"}), 400, 1280),
    "universal-streaming-multilingual": Model("streaming", _SIX, 400, 1280),
    "whisper-rt": Model("whisper", None, 400, 1280),
    "u3-rt-pro": Model("u3", _SIX, 100, 1000),
    "u3-rt-pro-beta-1": Model("u3", _SIX, 100, 1000),
    "universal-3-5-pro": Model("u3", _EIGHTEEN, 240, 1536),
    "universal-3-6": Model("u3", HINTS - {"multi"}, 240, 1536),
    "universal-3-6-pro": Model("u3", HINTS - {"multi"}, 240, 1536),
}
DEFAULT = "universal-3-5-pro"
"""Of a client that names none; it has changed before."""
MODES = {"min_latency": 100, "balanced": 240, "max_accuracy": 480}
"""Silence in ms that ends a turn by `mode`; the real values are not public."""
