"""
From the pydantic models to one plain description of the shape, from which everything else is generated.

pydantic's own JSON Schema is read, because it knows every field, docstring and constraint; unions are folded into one
`Field` whose types are listed side by side, because no two branches of ours share a type.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from pydantic.json_schema import models_json_schema

from anamctl.definitions.models.agent import AgentFile
from anamctl.definitions.models.persona import PersonaFile
from anamctl.definitions.models.providers import PROVIDER_CONFIGS

if TYPE_CHECKING:
    from pydantic import BaseModel

Raw: TypeAlias = dict[str, Any]
Bounds: TypeAlias = tuple[float | None, float | None]

ROOTS: dict[str, type[BaseModel]] = {"persona": PersonaFile, "agent": AgentFile}
"""The models of the two kinds of file."""

_CONSTRAINTS = ("type", "range", "enum", "pattern", "length", "count", "missing")
_REF = "#/$defs/"


@dataclass
class FieldShape:
    """What is known of one value."""

    types: tuple[str, ...] = ()
    """JSON types; empty when anything goes."""
    soft: frozenset[str] = frozenset()
    """Kinds of constraint that are only inferred."""
    description: str = ""
    deprecated: bool = False
    examples: tuple[Any, ...] = ()
    format: str = ""
    key_format: str = ""
    pattern: str = ""
    choices: tuple[str, ...] = ()
    bounds: Bounds | None = None
    by_model: tuple[tuple[tuple[str, ...], float, float], ...] = ()
    length: Bounds | None = None
    count: Bounds | None = None
    model: str = ""
    """Name of the model of an object."""
    each: FieldShape | None = None
    """Shape of the values of an object that is a mapping."""
    items: FieldShape | None = None
    """Shape of the items of a list."""


@dataclass
class Required:
    """A key that should be there."""

    key: str
    confidence: str
    beside: str = ""
    """... only when this key is there."""


@dataclass
class Choice:
    """A key whose model follows from another key."""

    on: str
    key: str
    models: dict[str, str]


@dataclass
class ModelShape:
    """What is known of one object."""

    name: str
    description: str
    keys: str
    fields: dict[str, FieldShape]
    required: list[Required] = field(default_factory=list)
    extra: FieldShape | None = None
    """Shape of the values under all other keys."""
    choice: Choice | None = None
    when: str = ""
    """Key that must be true, else everything here is only inferred."""


def describe() -> dict[str, ModelShape]:
    """Describe all models, by name."""
    models: list[type[BaseModel]] = [*ROOTS.values(), *PROVIDER_CONFIGS.values()]
    _, raw = models_json_schema([(model, "validation") for model in models], by_alias=True)
    return {name: _model(name, definition) for name, definition in sorted(raw["$defs"].items())}


def _model(name: str, raw: Raw) -> ModelShape:
    shape = ModelShape(name, raw.get("description", ""), raw["x-keys"], {}, when=raw.get("x-when", ""))
    required = raw.get("required", ())
    for key, value in raw.get("properties", {}).items():
        confidence = _confidence(raw, value)
        shape.fields[key] = _field(value, confidence)
        if key in required or "x-expected" in value or "x-expected-with" in value:
            shape.required.append(Required(key, confidence["missing"], value.get("x-expected-with", "")))
        if "x-choice" in value:
            shape.choice = Choice(value["x-choice"]["on"], key, value["x-choice"]["models"])
    extra = raw.get("additionalProperties")
    if isinstance(extra, dict):
        shape.extra = _field(extra, _confidence(raw, extra))
    return shape


def _confidence(model: Raw, raw: Raw) -> dict[str, str]:
    """Work out how sure each kind of constraint on a field is: its own word, else the model's."""
    known = dict.fromkeys(_CONSTRAINTS, "documented")
    for said in (model.get("x-confidence", {}), raw.get("x-confidence", {})):
        known.update(dict.fromkeys(_CONSTRAINTS, said) if isinstance(said, str) else said)
    return known


def _field(raw: Raw, confidence: dict[str, str]) -> FieldShape:
    soft = frozenset(kind for kind, word in confidence.items() if word != "documented")
    shape = FieldShape(
        soft=soft,
        description=raw.get("description", ""),
        deprecated=raw.get("deprecated", False),
        examples=tuple(raw.get("examples", ())),
        key_format=raw.get("x-key-format", ""),
        format=raw.get("x-format", ""),
    )
    types: list[str] = []
    for branch in raw.get("anyOf", [raw]):
        _fold(shape, types, branch, confidence)
    shape.types = tuple(types)
    for rule in raw.get("x-by-model", ()):
        shape.by_model += ((tuple(rule["models"]), rule["minimum"], rule["maximum"]),)
    return shape


def _fold(shape: FieldShape, types: list[str], raw: Raw, confidence: dict[str, str]) -> None:
    if "$ref" in raw:
        types.append("object")
        shape.model = raw["$ref"].removeprefix(_REF)
        return
    if "type" not in raw:
        return
    kind = raw["type"]
    types.append(kind)
    if kind in {"number", "integer"}:
        shape.bounds = _bounds(raw, "minimum", "maximum")
    elif kind == "string":
        shape.format = raw.get("x-format", shape.format)
        shape.pattern = raw.get("pattern", "")
        shape.choices = tuple(raw.get("enum", [raw["const"]] if "const" in raw else []))
        shape.length = _bounds(raw, "minLength", "maxLength")
    elif kind == "array":
        shape.count = _bounds(raw, "minItems", "maxItems")
        shape.items = _field(raw["items"], confidence) if raw.get("items") else None
    elif kind == "object":
        shape.count = _bounds(raw, "minProperties", "maxProperties")
        each = raw.get("additionalProperties")
        shape.each = _field(each, confidence) if isinstance(each, dict) else None


def _bounds(raw: Raw, low: str, high: str) -> Bounds | None:
    bounds = (_plain(raw.get(low)), _plain(raw.get(high)))
    return None if bounds == (None, None) else bounds


def _plain(bound: float | None) -> float | None:
    """Write whole numbers as such; which ones pydantic writes as floats differs between its releases."""
    return int(bound) if isinstance(bound, float) and bound.is_integer() else bound
