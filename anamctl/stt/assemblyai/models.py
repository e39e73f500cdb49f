"""
Families of AssemblyAI's streaming models: what differs between them is how turns are written and which settings count.

A model is an open string: new ones come every few months, and the service itself says which it knows.
"""

from __future__ import annotations

from typing import Literal

Family = Literal["english", "multilingual", "whisper", "u3-rt", "universal-3", "unknown"]

DEFAULT = "universal-streaming-multilingual"
UNIVERSAL_STREAMING: frozenset[Family] = frozenset({"english", "multilingual"})
"""Append-only text: a final word never changes."""
UNIVERSAL_3: frozenset[Family] = frozenset({"u3-rt", "universal-3"})
"""Text is written anew with every message, and formatted by the model."""

_FAMILIES: dict[str, Family] = {
    "universal-streaming-english": "english",
    "universal-streaming-multilingual": "multilingual",
    "whisper-rt": "whisper",
    "u3-rt-pro": "u3-rt",
    "u3-pro": "u3-rt",
    "universal-3-5-pro": "universal-3",
    "universal-3-6-pro": "universal-3",
    "universal-3-6": "universal-3",
}
_BEGINNINGS: tuple[tuple[str, Family], ...] = (
    ("universal-streaming-multilingual", "multilingual"),
    ("universal-streaming-english", "english"),
    ("whisper", "whisper"),
    ("u3-", "u3-rt"),
    ("universal-3", "universal-3"),
)
_REFUSED = {"u3-pro": "u3-rt-pro"}
"""Names in the official SDK that the service itself refuses (seen live in September 2026), with what works."""
_SUPERSEDED = {"whisper-rt": "called legacy since mid-2026", "u3-rt-pro": "superseded by universal-3-5-pro"}


def family(model: str) -> Family:
    """Give the family of a model; one that is not known is guessed from its name."""
    known = _FAMILIES.get(model)
    if known is not None:
        return known
    return next((found for beginning, found in _BEGINNINGS if model.startswith(beginning)), "unknown")


def is_known(model: str) -> bool:
    """Tell whether we have heard of a model."""
    return model in _FAMILIES


def remark(model: str) -> str:
    """Say what is to be known of a model before it is used; empty when there is nothing."""
    if not is_known(model):
        known = ", ".join(name for name in _FAMILIES if name not in _REFUSED)
        return f'"{model}" is not among the models we know ({known}); the service decides.'
    if model in _REFUSED:
        return f"{model} was refused by the service in September 2026; {_REFUSED[model]} was taken."
    if model in _SUPERSEDED:
        return f"{model} is {_SUPERSEDED[model]}; the service may stop taking it."
    return ""
