"""
The shortest entry that gives the same leg: what equals the base is left out, required keys are put in.

A complete leg is an entry that repeats everything, so the same functions shorten what people wrote and what a service
has expanded. They never change what `layering.legs` makes of an entry.
"""

from __future__ import annotations

from typing import Any

from anamctl.bolna import layering
from anamctl.bolna.plain import plain_synthesizer, plain_transcriber
from anamctl.definitions.equality import is_same


def collapse_entry(
    base_transcriber: layering.Part, base_synthesizer: layering.Part, entry: object, code: str
) -> layering.Part:
    """Shorten an entry; its other keys stay as they are, without nulls where null means nothing."""
    result: dict[str, Any] = {}
    for key, value in entry.items() if isinstance(entry, dict) else ():
        if key == "transcriber":
            own = collapse_transcriber(base_transcriber, layering.part_of(entry, key), code)
            if own is not None:
                result[key] = own
        elif key == "synthesizer":
            result[key] = collapse_synthesizer(base_synthesizer, layering.part_of(entry, key), code)
        elif value is not None or key not in _TEXTS:
            result[key] = layering.detached(value)
    if "synthesizer" not in result:
        result["synthesizer"] = collapse_synthesizer(base_synthesizer, None, code)
    if not result["synthesizer"]:
        del result["synthesizer"]
    return result


_TEXTS = frozenset({"system_prompt", "handoff_message", "agent_name"})


def collapse_transcriber(base: layering.Part, own: layering.Part | None, code: str) -> layering.Part | None:
    """Shorten a transcriber; None when the base's in the language of the key is the same (T2)."""
    if own is None:
        return None
    merged = {**base, **own}
    merged["language"] = language = plain_transcriber({**merged, "language": own.get("language", code)}, code)
    result = {
        key: language if key == "language" else layering.detached(value)
        for key, value in own.items()
        if key == "language" or key not in base or not is_same(base[key], value)
    }
    result.setdefault("language", language)
    return None if list(result) == ["language"] and language == code else result


def collapse_synthesizer(base: layering.Part, own: layering.Part | None, code: str) -> layering.Part:
    """Shorten a synthesizer; provider and provider_config are required and stay."""
    own = own or {}
    inherits = layering.is_same_provider(base, own)
    result: layering.Part = {}
    if "provider" not in own and "provider" in base:
        result["provider"] = base["provider"]
    inherited = base if inherits else {}
    for key, value in own.items():
        if key == "provider":
            result[key] = value
        elif key == "provider_config":
            if isinstance(value, dict):
                result[key] = _collapse_config(inherited, own, value, code)
        elif not layering.is_not_given(key, value) and not (key in inherited and is_same(inherited[key], value)):
            result[key] = layering.detached(value)
    if "provider_config" not in result and (
        layering.part_of(inherited, "provider_config") is not None or layering.is_auto_filled(result)
    ):
        result["provider_config"] = {}
    return result


def _collapse_config(inherited: layering.Part, own: layering.Part, config: layering.Part, code: str) -> layering.Part:
    base_config = layering.part_of(inherited, "provider_config") or {}
    merged = {**inherited, **own, "provider_config": {**base_config, **config}}
    is_filled = layering.is_auto_filled(merged)
    result = {}
    for key, value in config.items():
        if key == "language" and is_filled:
            language = plain_synthesizer(merged, code)
            if language != code:
                result[key] = language
        elif key not in base_config or not is_same(base_config[key], value):
            result[key] = layering.detached(value)
    return result
