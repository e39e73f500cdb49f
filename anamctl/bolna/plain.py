"""
Plain codes: what to write for a language so that the service makes the provider's form of it.

Bolna's guides ask for the plain code (``hi``) in what is sent; the locale (``hi-IN``) is the service's work. A code is
only made plain where it is known what the service makes of it: in place of a guess the author's own form stays.
"""

from __future__ import annotations

from typing import Any

from anamctl.bolna import layering, tables


def plain_transcriber(merged: layering.Part, code: str) -> Any:  # noqa: ANN401  a wrong type travels
    """What to write as language of a transcriber (with everything it inherits) that stands under a key."""
    return _plain("stt", layering.text_in(merged, "provider"), layering.text_in(merged, "model"), merged, code)


def plain_synthesizer(merged: layering.Part, code: str) -> Any:  # noqa: ANN401
    """What to write as language in a provider_config; for providers that Bolna leaves alone, what is there."""
    config = layering.part_of(merged, "provider_config") or {}
    if not layering.is_auto_filled(merged):
        return config.get("language")
    return _plain("tts", layering.text_in(merged, "provider"), layering.text_in(config, "model"), config, code)


def is_sure(resolved: tables.Resolved) -> bool:
    """Tell whether somebody says, or the only sensible reading is, that the service does it so."""
    return resolved.confidence not in ("guess", "unknown")


def _plain(kind: tables.Kind, provider: str, model: str, part: layering.Part, code: str) -> Any:  # noqa: ANN401
    written = part.get("language")
    if not isinstance(written, str) or written == code:
        return written
    resolve = tables.resolve_stt if kind == "stt" else tables.resolve_tts
    wanted = resolve(provider, model, written).value
    for candidate in (code, tables.primary_subtag(written)):
        made = resolve(provider, model, candidate)
        if made.value == wanted and is_sure(made):
            return candidate
    return written
