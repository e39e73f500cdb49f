"""
Whether a file has the shape that its service expects.

The shape itself is written as pydantic models in `anamctl.definitions.models`; here it is evaluated over plain data
without importing them, from a table that is generated from them (``scripts/generate_schemas.py``). Language codes are
judged by rules of their own, and so is everything that depends on more than one place of a file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias, TypedDict

from anamctl.definitions.document import Kind
from anamctl.definitions.shape_data import MODELS, REQUIRED
from anamctl.definitions.shape_issue import Issue, json_type
from anamctl.definitions.shape_walk import table_of, walk

if TYPE_CHECKING:
    from anamctl.definitions.document import Document

__all__ = [
    "FieldFacts",
    "Issue",
    "ProviderFields",
    "check_agent",
    "check_leg",
    "check_persona",
    "issues_of",
    "json_type",
    "known_keys",
    "provider_fields",
    "providers",
]

Part: TypeAlias = Literal["synthesizer", "transcriber"]
_LEGS = {"synthesizer": "SynthesizerLeg", "transcriber": "TranscriberLeg"}
_AGENT_KEYS = ("agent_config", "tools_config", "multilingual_config")


class FieldFacts(TypedDict):
    """What is known of a field."""

    types: tuple[str, ...]
    """JSON types; empty when anything goes."""
    minimum: float | None
    maximum: float | None
    choices: tuple[str, ...]
    by_model: tuple[tuple[tuple[str, ...], float, float], ...]
    """Other bounds that hold for some values of the key ``model``: models, minimum, maximum."""


class ProviderFields(TypedDict):
    """What the configuration of a provider holds."""

    required: tuple[str, ...]
    """Keys that must be there after layering."""
    fields: dict[str, FieldFacts]


def check_persona(data: dict[str, Any]) -> list[Issue]:
    """List what is wrong with the shape of a persona file's data; empty when nothing is."""
    issues: list[Issue] = []
    walk(table_of("PersonaFile"), data, None, issues)
    return issues


def check_agent(data: dict[str, Any]) -> list[Issue]:
    """List what is wrong with the shape of an agent file's data; empty when nothing is."""
    issues: list[Issue] = []
    walk(table_of("AgentFile"), data, None, issues)
    if not any(key in data for key in _AGENT_KEYS):
        key = _AGENT_KEYS[0]
        detail = {"model": "AgentFile", "field": key, "confidence": "documented", "key": key, "any_of": _AGENT_KEYS}
        issues.append(Issue("missing", (), key, detail))
    return issues


def issues_of(document: Document) -> list[Issue]:
    """List what is wrong with the shape of a document's data; worked out once."""
    known: list[Issue] | None = document.facts.get("shape")
    if known is None:
        if document.kind is Kind.UNKNOWN:
            known = []
        else:
            check = check_persona if document.kind is Kind.PERSONA else check_agent
            known = check(document.data)
        document.facts["shape"] = known
    return known


def check_leg(part: Part, leg: dict[str, Any]) -> list[Issue]:
    """List what is wrong with one complete transcriber or synthesizer, as layering gives it. Paths begin at the leg."""
    issues: list[Issue] = []
    walk(table_of(_LEGS[part]), leg, None, issues)
    return issues


def providers(part: Part) -> tuple[str, ...]:
    """List the providers that we know."""
    choices: tuple[str, ...] = MODELS[_LEGS[part]]["fields"]["provider"]["choices"]
    return choices


def provider_fields(part: Part, provider: str) -> ProviderFields | None:
    """
    Tell what the `provider_config` of a synthesizer, or a transcriber itself, takes; None for an unknown provider.

    All transcribers share their fields.
    """
    if provider not in providers(part):
        return None
    if part == "transcriber":
        return {"required": ("provider", "language"), "fields": _facts("TranscriberLeg")}
    _, _, models = MODELS["SynthesizerLeg"]["choice"]
    return {"required": REQUIRED[provider], "fields": _facts(models[provider])}


def known_keys(model: str) -> tuple[str, ...]:
    """List the keys of a model in the order of its documentation. `Issue.detail` names models."""
    return tuple(MODELS[model]["fields"])


def _facts(model: str) -> dict[str, FieldFacts]:
    fields: dict[str, dict[str, Any]] = MODELS[model]["fields"]
    return {key: _fact(facts) for key, facts in fields.items()}


def _fact(facts: dict[str, Any]) -> FieldFacts:
    low, high = facts.get("bounds") or (None, None)
    return {
        "types": facts["types"],
        "minimum": low,
        "maximum": high,
        "choices": facts.get("choices", ()),
        "by_model": facts.get("by_model", ()),
    }
