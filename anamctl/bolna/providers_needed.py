"""Which speech providers an agent uses in each language, and whose keys it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from anamctl.bolna import layering

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.bolna.agent_languages import Languages
    from anamctl.definitions.agent import Tools


class Use(NamedTuple):
    """What one language hears and speaks with; empty where nothing is said."""

    code: str
    hears: str
    hears_model: str
    speaks: str
    speaks_model: str
    voice: str


class Need(NamedTuple):
    """One provider, and everything that an agent needs it for."""

    provider: str
    tasks: tuple[str, ...]
    """In words: ``hears en, hi``."""


def uses(languages: Languages) -> list[Use]:
    """List the languages of an agent with their providers; the base's alone when Bolna drops the languages."""
    if not languages.tools.is_enabled or not languages.legs:
        return [_use("base", languages.tools.transcriber, languages.tools.synthesizer)]
    return [_use(code, leg.transcriber, leg.synthesizer) for code, leg in languages.legs.items()]


def needs(tools: Tools, used: list[Use]) -> list[Need]:
    """List the providers whose key has to be at hand: those of speech, then those of everything else."""
    tasks: dict[str, dict[str, list[str]]] = {}
    for use in used:
        for verb, provider in (("hears", use.hears), ("speaks", use.speaks)):
            if provider:
                tasks.setdefault(provider, {}).setdefault(verb, []).append(use.code)
    for task, provider in _others(tools.data):
        tasks.setdefault(provider, {}).setdefault(task, [])
    return [
        Need(provider, tuple(f"{task} {', '.join(codes)}".rstrip() for task, codes in found.items()))
        for provider, found in tasks.items()
    ]


def _use(code: str, transcriber: layering.Part, synthesizer: layering.Part) -> Use:
    config = layering.part_of(synthesizer, "provider_config") or {}
    text = layering.text_in
    voice = text(config, "voice") or text(config, "voice_id")
    return Use(
        code,
        text(transcriber, "provider"),
        text(transcriber, "model"),
        text(synthesizer, "provider"),
        text(config, "model"),
        voice,
    )


def _others(tools: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The language models and the telephony of an agent."""
    seen: list[Any] = [tools.get("llm_agent")]
    while seen:
        part = seen.pop()
        if isinstance(part, dict):
            if isinstance(part.get("provider"), str) and "model" in part:
                yield "language model", part["provider"]
            seen += [inner for inner in part.values() if isinstance(inner, (dict, list))]
        elif isinstance(part, list):
            seen += part
    for name in ("input", "output"):
        provider = (layering.part_of(tools, name) or {}).get("provider")
        if isinstance(provider, str) and provider != "default":
            yield "telephony", provider
