"""
The evaluator behind `anamctl.definitions.shape`: walks plain data along the generated table.

The road of a clean file is short: `walk` asks first for the class of a value, then for its key in a small table made
for that class, and is done with it. Everything else (a null, a placeholder, a value that is wrong) goes to `explain`,
which judges one value completely. The walk follows the models, never the data, so it ends however deep or circular the
data is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

from anamctl.definitions.shape_data import MODELS
from anamctl.definitions.shape_issue import (
    HEX_TO_ZERO,
    LARGEST,
    ZEROS,
    Issue,
    is_number,
    is_uuid,
    is_within,
    json_type,
    path_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from anamctl.definitions.shape_issue import Link


Facts: TypeAlias = dict[str, Any]
Issues: TypeAlias = list[Issue]
Run: TypeAlias = "Callable[[Any, Any, Link, Issues], None]"


# Plain classes and tuples: a NamedTuple costs as much start-up time as the whole table.
class Place:
    """A field of a model."""

    __slots__ = ("facts", "field", "model")

    def __init__(self, model: str, field: str, facts: Facts) -> None:
        self.model = model
        self.field = field
        self.facts = facts


class Late:
    """What is asked of a mapping when all its keys were seen."""

    __slots__ = ("by_model", "choice", "required")

    def __init__(self, model: Facts, by_model: list[Place]) -> None:
        self.required: tuple[tuple[str, str, str], ...] = model.get("required", ())
        self.choice: tuple[str, str, dict[str, str]] | None = model.get("choice")
        self.by_model = by_model


Table: TypeAlias = tuple[
    dict[str, Any],  # strings: key to None (any text), `_UUID` or a set of choices
    dict[str, tuple[float, float]],  # floats: key to bounds
    dict[str, tuple[float, float]],  # ints
    set[str],  # bools
    "dict[str, tuple[Run, Any]]",  # dicts: key to who judges it, with what
    "dict[str, tuple[Run, Any]]",  # lists
    Late | None,
    str,  # name of the model
]
"""A model, made ready for `walk`: for each class of value, the keys under which such a value may be right."""

_UUID = object()
_UUID_FORMATS = ("uuid", "llm")
"""Formats that a UUID has; `llm` has names besides."""
_NO_CHOICE: frozenset[str] = frozenset()
_TABLES: dict[str, Table] = {}


# One function, because a call for each value would cost more than its check.
def walk(  # noqa: C901, PLR0912
    table: Table, data: dict[Any, Any], link: Link, out: Issues
) -> None:
    """Judge a mapping by its model."""
    strings, floats, ints, bools, dicts, lists, late, name = table
    for key, value in data.items():
        kind = value.__class__
        if kind is str:
            test = strings.get(key, _NO_CHOICE)
            if test is None:
                continue
            if test is _UUID:
                if value.isascii() and value.encode().translate(HEX_TO_ZERO) == ZEROS:
                    continue
            elif value in test:
                continue
        elif kind is dict:
            if key in dicts:
                run, argument = dicts[key]
                run(argument, value, (link, key), out)
                continue
        elif kind is float:
            if key in floats:
                low, high = floats[key]
                if low <= value <= high:
                    continue
        elif kind is bool:
            if key in bools:
                continue
        elif kind is int:
            if key in ints:
                low, high = ints[key]
                if low <= value <= high:
                    continue
        elif kind is list and key in lists:
            run, argument = lists[key]
            run(argument, value, (link, key), out)
            continue
        _explain_key(name, key, value, link, out)
    if late is not None:
        _look_back(name, late, data, link, out)


def _explain_key(model: str, key: Any, value: Any, link: Link, out: Issues) -> None:  # noqa: ANN401
    if not isinstance(key, str):
        return  # reading the file has reported it
    facts = MODELS[model]
    fields = facts["fields"]
    if key in fields:
        explain(Place(model, key, fields[key]), value, (link, key), out)
    elif "extra" in facts:
        explain(Place(model, key, facts["extra"]), value, (link, key), out)
    elif facts["keys"] != "free":
        is_closed = facts["keys"] == "closed"
        confidence = "documented" if is_closed else "inferred"
        detail = {"model": model, "field": key, "confidence": confidence, "known": tuple(fields), "closed": is_closed}
        out.append(Issue("unknown", path_of((link, key)), key, detail))


def _look_back(name: str, late: Late, data: dict[Any, Any], link: Link, out: Issues) -> None:
    for key, confidence, beside in late.required:
        if key not in data and (not beside or beside in data):
            detail = {"model": name, "field": key, "confidence": confidence, "key": key}
            out.append(Issue("missing", path_of(link), key, detail))
    if late.choice is not None:
        on, key, models = late.choice
        chosen, value = data.get(on), data.get(key)
        if isinstance(chosen, str) and chosen in models and isinstance(value, dict):
            walk(table_of(models[chosen]), value, (link, key), out)
    for place in late.by_model:
        model, value = data.get("model"), data.get(place.field)
        for names, low, high in place.facts["by_model"]:
            if isinstance(model, str) and model in names and is_number(value):
                widest = place.facts["bounds"]
                # Outside the wider range it has been reported already.
                if is_within(value, *widest) and not low <= value <= high:
                    out.append(_issue(place, "range", (link, place.field), value, min=low, max=high, of=model))


def walk_enabled(table: Table, data: dict[Any, Any], link: Link, out: Issues) -> None:
    """Judge a mapping that the service drops unless a key is true: then nothing in it is worse than suspicious."""
    before = len(out)
    walk(table, data, link, out)
    name = table[-1]
    switch = MODELS[name]["when"]
    if len(out) == before or data.get(switch) is True:
        return
    for index in range(before, len(out)):
        detail = out[index].detail
        if (detail["model"], detail["field"]) != (name, switch):
            detail["confidence"] = "inferred"
            detail["dropped"] = True


def walk_each(argument: tuple[Place, Table | None], data: dict[Any, Any], link: Link, out: Issues) -> None:
    """Judge the values of a mapping that have all one shape."""
    place, table = argument
    _count(place, data, link, out)
    each = Place(place.model, place.field, place.facts["each"])
    for key, value in data.items():
        if table is not None and value.__class__ is dict:
            walk(table, value, (link, key), out)
        elif isinstance(key, str):
            explain(each, value, (link, key), out)


def walk_items(argument: tuple[Place, Table | None], data: list[Any], link: Link, out: Issues) -> None:
    """Judge the items of a list."""
    place, table = argument
    _count(place, data, link, out)
    items = Place(place.model, place.field, place.facts["items"])
    for index, value in enumerate(data):
        if table is not None and value.__class__ is dict:
            walk(table, value, (link, index), out)
        else:
            explain(items, value, (link, index), out)


def accept(_argument: object, _data: object, _link: Link, _out: Issues) -> None:
    """Judge nothing: any content will do."""


def explain(place: Place, value: Any, link: Link, out: Issues) -> None:  # noqa: ANN401
    """Judge one value completely."""
    facts = place.facts
    types = facts["types"]
    if not types:
        return
    kind = json_type(value)
    if kind not in types and not (kind == "integer" and "number" in types):
        choices = {"choices": facts["choices"]} if "choices" in facts else {}
        out.append(_issue(place, "type", link, value, expected=types, **choices))
    elif kind == "string":
        _explain_string(place, value, link, out)
    elif kind in {"number", "integer"}:
        low, high = facts.get("bounds") or (None, None)
        if not is_within(value, low, high):
            out.append(_issue(place, "range", link, value, min=low, max=high))
    elif kind == "object":
        run, argument = _object_run(place)
        run(argument, value, link, out)
    elif kind == "array":
        run, argument = _list_run(place)
        run(argument, value, link, out)


def _explain_string(place: Place, value: str, link: Link, out: Issues) -> None:
    if value.__class__ is not str:
        from anamctl.definitions.placeholders import Unset

        if isinstance(value, Unset):
            return
    facts = place.facts
    choices = facts.get("choices")
    if choices is not None and value not in choices:
        out.append(_issue(place, "enum", link, value, choices=choices, format=facts.get("format")))
    pattern = facts.get("pattern")
    form = facts.get("format")
    if (form == "uuid" and not is_uuid(value)) or (pattern is not None and re.fullmatch(pattern, value) is None):
        out.append(_issue(place, "pattern", link, value, format=form, pattern=pattern))
    if "length" in facts:
        low, high = facts["length"]
        if not is_within(len(value), low, high):
            out.append(_issue(place, "length", link, value, min=low, max=high, length=len(value)))


def _count(place: Place, data: dict[Any, Any] | list[Any], link: Link, out: Issues) -> None:
    if "count" in place.facts:
        low, high = place.facts["count"]
        if not is_within(len(data), low, high):
            out.append(_issue(place, "count", link, data, min=low, max=high, count=len(data)))


def _issue(place: Place, kind: str, link: Link, found: Any, **detail: Any) -> Issue:  # noqa: ANN401
    confidence = "inferred" if kind in place.facts.get("soft", ()) else "documented"
    known = {"model": place.model, "field": place.field, "confidence": confidence}
    return Issue(kind, path_of(link), found, known | detail)


def table_of(name: str) -> Table:
    """Give the table of a model; made when it is first needed."""
    table = _TABLES.get(name)
    if table is None:
        table = _TABLES[name] = _make(name)
    return table


def _make(name: str) -> Table:
    model = MODELS[name]
    strings: dict[str, Any] = {}
    floats: dict[str, tuple[float, float]] = {}
    ints: dict[str, tuple[float, float]] = {}
    bools: set[str] = set()
    dicts: dict[str, tuple[Run, Any]] = {}
    lists: dict[str, tuple[Run, Any]] = {}
    by_model: list[Place] = []
    for key, facts in model["fields"].items():
        place = Place(name, key, facts)
        low, high = facts.get("bounds") or (None, None)
        bounds = (-LARGEST if low is None else low, LARGEST if high is None else high)
        for kind in facts["types"]:
            if kind == "string":
                _add_string(strings, key, facts)
            elif kind == "number":
                floats[key] = ints[key] = bounds
            elif kind == "integer":
                ints[key] = bounds
            elif kind == "boolean":
                bools.add(key)
            elif kind == "object":
                dicts[key] = _object_run(place)
            elif kind == "array":
                lists[key] = _list_run(place)
        if "by_model" in facts:
            by_model.append(place)
    is_simple = not (by_model or "required" in model or "choice" in model)
    return strings, floats, ints, bools, dicts, lists, None if is_simple else Late(model, by_model), name


def _add_string(strings: dict[str, Any], key: str, facts: Facts) -> None:
    """Say which texts `walk` may pass without `explain`."""
    if facts.get("format") in _UUID_FORMATS:
        strings[key] = _UUID
    elif not ("pattern" in facts or "length" in facts):
        strings[key] = frozenset(facts["choices"]) if "choices" in facts else None


def _object_run(place: Place) -> tuple[Run, Any]:
    facts = place.facts
    if "model" in facts:
        name = facts["model"]
        return (walk_enabled if "when" in MODELS[name] else walk), table_of(name)
    if "each" in facts:
        return walk_each, (place, _inner(facts["each"]))
    return accept, None


def _list_run(place: Place) -> tuple[Run, Any]:
    if "items" in place.facts:
        return walk_items, (place, _inner(place.facts["items"]))
    return accept, None


def _inner(facts: Facts) -> Table | None:
    """Give the table of what a mapping or list holds, when that is a mapping of its own."""
    return table_of(facts["model"]) if "model" in facts and "when" not in MODELS[facts["model"]] else None
