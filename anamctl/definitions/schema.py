"""
The JSON Schemas of persona and agent files (draft 2020-12), made from the models.

They are for editors and for other validators, and accept exactly what the linter has no error for: what is only
inferred stands in the descriptions, as `examples`, or in ``x-`` keywords. They see a file as it is written, so wherever
a string is restricted, a placeholder ``${NAME}`` is allowed too.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from anamctl.definitions.models.base import LANGUAGE_PATTERN
from anamctl.definitions.models.describe import ROOTS, describe
from anamctl.definitions.placeholders import PLACEHOLDER_PATTERN

if TYPE_CHECKING:
    from anamctl.definitions.models.describe import Choice, FieldShape, ModelShape

Kind: TypeAlias = Literal["persona", "agent"]
Schema: TypeAlias = dict[str, Any]

KINDS: tuple[Kind, ...] = ("persona", "agent")

_TITLES = {"persona": "Anam persona for anamctl", "agent": "Bolna agent for anamctl"}
_PLACEHOLDER: Schema = {"pattern": PLACEHOLDER_PATTERN}
_ANY_OF: dict[str, list[str]] = {"persona": [], "agent": ["agent_config", "tools_config", "multilingual_config"]}
"""Top-level keys of which one must be there."""


def build_schema(kind: Kind) -> Schema:
    """Build the schema of one kind of file."""
    models = describe()
    root = ROOTS[kind].__name__
    schema: Schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:anamctl:schema:{kind}",
        "title": _TITLES[kind],
        "type": "object",
        **_model(models[root], models),
    }
    if _ANY_OF[kind]:
        schema["anyOf"] = [{"required": [key]} for key in _ANY_OF[kind]]
    schema["$defs"] = {name: _model(models[name], models) for name in _reachable(root, models)}
    return schema


def schema_text(kind: Kind) -> str:
    """Give the schema of one kind of file as it is shipped."""
    return json.dumps(build_schema(kind), indent=2, ensure_ascii=False) + "\n"


def _reachable(root: str, models: dict[str, ModelShape]) -> list[str]:
    found: set[str] = set()
    waiting = [root]
    while waiting:
        model = models[waiting.pop()]
        names = {name for shape in [*model.fields.values(), model.extra] for name in _names(shape)}
        names.update(model.choice.models.values() if model.choice else ())
        waiting += names - found
        found |= names
    return sorted(found)


def _names(shape: FieldShape | None) -> list[str]:
    if shape is None:
        return []
    return [*([shape.model] if shape.model else []), *_names(shape.each), *_names(shape.items)]


def _model(model: ModelShape, models: dict[str, ModelShape]) -> Schema:
    """Describe an object. That it is one is said where it is used, so that a doubtful use can leave it out."""
    described = {"description": model.description} if model.description else {}
    if model.when:
        return described | _switched(model, models)
    return described | _content(model, models)


def _content(model: ModelShape, models: dict[str, ModelShape]) -> Schema:
    schema: Schema = {"properties": {key: _field(shape) for key, shape in model.fields.items()}}
    required = [need.key for need in model.required if need.confidence == "documented" and not need.beside]
    expected = [need.key for need in model.required if need.confidence != "documented"]
    if required:
        schema["required"] = required
    if expected:
        schema["x-expected"] = expected
    if model.keys == "closed":
        schema["additionalProperties"] = False
    elif model.extra is not None:
        schema["additionalProperties"] = _field(model.extra)
    conditions = [*_by_provider(model.choice, models), *_by_model(model)]
    if conditions:
        schema["allOf"] = conditions
    return schema


def _switched(model: ModelShape, models: dict[str, ModelShape]) -> Schema:
    """Describe an object that the service drops unless a key is true: its content only counts when it is."""
    switch = _field(model.fields[model.when])
    hints = {key: {"description": shape.description} for key, shape in model.fields.items() if key != model.when}
    return {
        "properties": {model.when: switch},
        "if": {"properties": {model.when: {"const": True}}, "required": [model.when]},
        "then": _content(model, models),
        "else": {"properties": hints},
    }


def _by_provider(choice: Choice | None, models: dict[str, ModelShape]) -> list[Schema]:
    if choice is None:
        return []
    return [
        {
            "if": {"properties": {choice.on: {"const": value}}, "required": [choice.on]},
            "then": {"properties": {choice.key: {"$ref": f"#/$defs/{models[name].name}"}}},
        }
        for value, name in choice.models.items()
    ]


def _by_model(model: ModelShape) -> list[Schema]:
    return [
        {
            "if": {"properties": {"model": {"enum": list(names)}}, "required": ["model"]},
            "then": {"properties": {key: {"minimum": low, "maximum": high}}},
        }
        for key, shape in model.fields.items()
        for names, low, high in shape.by_model
    ]


def _field(shape: FieldShape) -> Schema:
    schema: Schema = {"description": shape.description} if shape.description else {}
    if shape.deprecated:
        schema["deprecated"] = True
    if shape.types and "type" not in shape.soft:
        schema["type"] = shape.types[0] if len(shape.types) == 1 else list(shape.types)
    if shape.model:
        schema["$ref"] = f"#/$defs/{shape.model}"
    examples = [*shape.examples, *(shape.choices if "enum" in shape.soft else ())]
    if examples:
        schema["examples"] = examples
    _numbers_and_counts(schema, shape)
    _strings(schema, shape)
    if shape.key_format == "language":
        schema["propertyNames"] = {"pattern": LANGUAGE_PATTERN}
    if shape.each is not None:
        schema["additionalProperties"] = _field(shape.each)
    if shape.items is not None:
        schema["items"] = _field(shape.items)
    if shape.format:
        schema["x-format"] = shape.format
    if "type" in shape.soft and shape.types:
        schema["x-type"] = list(shape.types)
    return schema


def _numbers_and_counts(schema: Schema, shape: FieldShape) -> None:
    if shape.bounds and "range" not in shape.soft:
        _put_bounds(schema, shape.bounds, "minimum", "maximum")
    if shape.count and "count" not in shape.soft:
        names = ("minItems", "maxItems") if "array" in shape.types else ("minProperties", "maxProperties")
        _put_bounds(schema, shape.count, *names)


def _put_bounds(schema: Schema, bounds: tuple[float | None, float | None], low: str, high: str) -> None:
    for name, bound in zip((low, high), bounds, strict=True):
        if bound is not None:
            schema[name] = bound


def _strings(schema: Schema, shape: FieldShape) -> None:
    if shape.pattern and "pattern" not in shape.soft:
        schema["pattern"] = f"{shape.pattern}|{PLACEHOLDER_PATTERN}"
    if shape.choices and "enum" not in shape.soft:
        others: list[Schema] = [_PLACEHOLDER]
        if "type" in shape.soft or shape.types != ("string",):
            others.append({"not": {"type": "string"}})
        schema["anyOf"] = [{"enum": list(shape.choices)}, *others]
    if shape.length and "length" not in shape.soft:
        limits: Schema = {}
        _put_bounds(limits, shape.length, "minLength", "maxLength")
        schema["anyOf"] = [limits, _PLACEHOLDER]
