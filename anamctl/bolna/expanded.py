"""
From what people write to what a running call reads.

Bolna makes the second from the first when an agent is saved; that step is not public. The shape made here is the one
that its published runtime reads. What has no place in it (fields of ``multilingual_config`` that nobody described)
stays where it was written: the runtime does not look there, and nothing is lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anamctl.bolna import agents, layering

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT_ACTIVE = "en"
"""The language a call opens in when ``active_language`` is left out."""

TEXTS = {"handoff_message": "switch_handoff_messages", "agent_name": "agent_names"}
"""Field of an entry to the map of ``tools_config`` that holds it for all languages."""

LAYERED = ("transcriber", "synthesizer")
"""The parts of ``tools_config`` that become a pool of legs."""

PLACED = frozenset({"enabled", "active_language", "languages", "switch_tool_description"})
"""Fields of ``multilingual_config`` that have a place in the expanded form."""
PLACED_IN_ENTRY = frozenset({*LAYERED, *TEXTS, "system_prompt"})
"""Fields of an entry that have a place in the expanded form."""


def expand(document: Mapping[str, Any]) -> dict[str, Any]:
    """
    Give an agent as a running call reads it.

    Languages that are not enabled are dropped, as Bolna does. The argument is not changed and shares nothing with the
    result; parts of a wrong type never raise.
    """
    result = agents.editable(document)
    for site in list(agents.sites(result)):
        multilingual = site.tools.pop("multilingual_config", None)
        if isinstance(multilingual, dict) and multilingual.get("enabled") is True:
            _expand(result, site, multilingual)
    return result


def active_language(multilingual: Mapping[str, Any]) -> Any:  # noqa: ANN401  a wrong type travels
    """The language a call opens in; the default where the field is left out or null, which the runtime cannot read."""
    found = multilingual.get("active_language")
    return DEFAULT_ACTIVE if found is None else found


def _expand(document: dict[str, Any], site: agents.Site, multilingual: dict[str, Any]) -> None:
    legs = layering.legs(site.tools, multilingual)
    if not legs:
        return
    active = active_language(multilingual)
    for part in LAYERED:
        base = layering.base_part(site.tools, part)
        pool = {code: getattr(leg, part) for code, leg in legs.items()}
        site.tools[part] = {**base, "active": active, "multilingual": pool}
    description = multilingual.get("switch_tool_description")
    if description is not None:
        site.tools["switch_tool_description"] = description
    entries = layering.entries(multilingual)
    for field, place in TEXTS.items():
        texts = _texts(entries, field)
        if texts:
            site.tools[place] = texts
    prompts = _texts(entries, "system_prompt")
    if prompts:
        _add_prompts(document, site.prompts_key, prompts)
    left = _left_over(multilingual, entries)
    if left:
        site.tools["multilingual_config"] = left


def _texts(entries: dict[str, Any], field: str) -> dict[str, Any]:
    """One text of each language; null is the same as none, and the runtime could not read it."""
    found = {code: entry.get(field) for code, entry in entries.items() if isinstance(entry, dict)}
    return {code: text for code, text in found.items() if text is not None}


def _add_prompts(document: dict[str, Any], key: str, prompts: dict[str, Any]) -> None:
    _object(_object(document, "agent_prompts"), key)["multilingual_prompts"] = prompts


def _object(owner: dict[str, Any], name: str) -> dict[str, Any]:
    """An object inside another one, made where there is none."""
    if not isinstance(owner.get(name), dict):
        owner[name] = {}
    found: dict[str, Any] = owner[name]
    return found


def _left_over(multilingual: dict[str, Any], entries: dict[str, Any]) -> dict[str, Any]:
    """What nobody has described, at the place where it was written."""
    left = {key: value for key, value in multilingual.items() if key not in PLACED}
    inside = {
        code: rest
        for code, entry in entries.items()
        if isinstance(entry, dict) and (rest := {k: v for k, v in entry.items() if k not in PLACED_IN_ENTRY})
    }
    if inside:
        left["languages"] = inside
    return left
