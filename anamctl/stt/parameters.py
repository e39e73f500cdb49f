"""
Settings of a service as a table: names, types, documented limits, and which models take them.

What is documented is enforced here, with an error that says what to write; what is only inferred is a notice, and what
nobody has heard of travels untouched.
"""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from anamctl.durations import seconds
from anamctl.errors import UsageError
from anamctl.settings import nearest_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

Kind = Literal["flag", "integer", "number", "milliseconds", "seconds", "text", "list"]
Value = bool | int | float | str | tuple[str, ...]

_INTEGER = re.compile(r"[+-]?[0-9]+\Z")
_NAME = re.compile(r"[a-z0-9_]+")
_EXAMPLES = {"flag": "true or false", "text": "a text", "list": '["one","two"]', "milliseconds": "800 or 800ms"}


class Parameter(NamedTuple):
    """One setting."""

    name: str
    kind: Kind
    help: str
    """For people, without the full stop."""
    models: frozenset[str] | None = None
    """Families of models that take it; None for all."""
    low: float | None = None
    high: float | None = None
    """Limits of a number, both included; of a text or list: how long it may be."""
    longest_item: int | None = None
    """Characters of an item of a list, beyond which the service ignores it."""
    choices: tuple[str, ...] = ()
    is_open: bool = False
    """Whether other choices than those known may be right."""
    is_live: bool = False
    """Whether it can be changed while a session runs."""
    advice: str = ""
    """Why not to use it; empty for most."""


def read(parameter: Parameter, given: object) -> Value:
    """
    Give the value of a setting, from text as people write it or from a value.

    Raises:
        UsageError: it is none, or beyond its limits.
    """
    value = _READERS[parameter.kind](parameter, given)
    if isinstance(value, (str, tuple)):
        _check_sendable(parameter.name, value)
        _check_length(parameter, value)
    elif not isinstance(value, bool):
        _check_range(parameter, value)
    return value


def remarks(parameter: Parameter, value: Value) -> Iterable[str]:
    """Say what may be wrong with a value although it is sent."""
    if parameter.advice:
        yield f"{parameter.name}: {parameter.advice}."
    if parameter.choices and parameter.is_open and isinstance(value, str) and value not in parameter.choices:
        known = ", ".join(parameter.choices)
        yield f'{parameter.name}: "{value}" is not among the values we know ({known}); it is sent as it is.'
    if parameter.longest_item is not None and isinstance(value, tuple):
        for item in value:
            if len(item) > parameter.longest_item:
                yield (
                    f'{parameter.name}: "{item[:20]}…" has {len(item)} characters; '
                    f"the service ignores an item of more than {parameter.longest_item}."
                )


def encoded(value: Value) -> str:
    """Give a value as it stands in a query: booleans in lower case, lists as JSON text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return json.dumps(list(value), ensure_ascii=False, separators=(",", ":"))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def plain(value: Value) -> bool | int | float | str | list[str]:
    """Give a value as it stands in a JSON message."""
    return list(value) if isinstance(value, tuple) else value


def select(
    given: Mapping[str, object],
    known: Mapping[str, Parameter],
    refused: Mapping[str, str],
    unfit: Callable[[Parameter], str] = lambda _: "",
) -> tuple[dict[str, Value], list[str]]:
    """
    Give the settings of a session by name, and what is to be said about them.

    Args:
        given: by name; a None is left out.
        known: the table.
        refused: names that are not set like this, each with what to do in its place.
        unfit: says why a setting means nothing here, as a sentence; empty when it does mean something.

    Raises:
        UsageError: one of them cannot be.
    """
    found: dict[str, Value] = {}
    notices: list[str] = []
    for name, value in given.items():
        if name in refused:
            raise UsageError(f"{name} cannot be set like this.", hint=refused[name])
        if value is None:
            continue
        parameter = known.get(name)
        if parameter is None:
            found[name] = value if isinstance(value, (bool, int, float, str)) else str(value)
            _check_sendable(name, str(value))
            notices.append(_unknown(name, known))
            continue
        found[name] = read(parameter, value)
        notices += filter(None, (unfit(parameter), *remarks(parameter, found[name])))
    return found, notices


def as_written(notices: Iterable[str], written: Mapping[str, str]) -> list[str]:
    """Call settings in remarks as they were asked for, too: ``--hint (language_codes) means nothing to u3-pro``."""
    found = []
    for notice in notices:
        name = _NAME.match(notice)
        asked = written.get(name[0]) if name else None
        found.append(f"{asked} ({name[0]}){notice[name.end() :]}" if name and asked else notice)
    return found


def split(params: Iterable[str]) -> dict[str, str]:
    """
    Take ``name=value`` apart.

    Raises:
        UsageError: one is written otherwise, or one name comes twice.
    """
    found: dict[str, str] = {}
    for text in params:
        name, equals, value = text.partition("=")
        name = name.strip()
        if not equals or not name:
            raise UsageError(f'--param "{text}" has no value.', hint="write --param name=value")
        if name in found:
            raise UsageError(f'--param "{name}" is given twice.', hint="a list is one value: name=one,two")
        found[name] = value
    return found


def to_write(parameter: Parameter) -> str:
    """Say what can be written for a value: ``true or false``, ``0 to 1``."""
    return " or ".join(parameter.choices) or _EXAMPLES.get(parameter.kind) or _range(parameter)


def table(parameters: Iterable[Parameter]) -> Mapping[str, Parameter]:
    """Give parameters by their names."""
    return {parameter.name: parameter for parameter in parameters}


def _unknown(name: str, known: Iterable[str]) -> str:
    """Say that nobody has heard of a setting, which is sent all the same."""
    nearest = nearest_key(name, known)
    told = f"{name} is no setting we know; the service may ignore it without a word."
    return f"{told} {nearest.capitalize()}" if nearest else told


def _wrong(parameter: Parameter, given: object, expected: str = "") -> UsageError:
    shown = given if isinstance(given, str) else json.dumps(given, ensure_ascii=False, default=str)
    return UsageError(f'{parameter.name} cannot be "{shown}".', hint=f"write {expected or to_write(parameter)}.")


def _flag(parameter: Parameter, given: object) -> Value:
    if isinstance(given, bool):
        return given
    text = given.strip().lower() if isinstance(given, str) else given
    if text in ("true", "false"):
        return text == "true"
    raise _wrong(parameter, given)


def _number(parameter: Parameter, given: object) -> Value:
    if isinstance(given, (int, float)) and not isinstance(given, bool):
        value = float(given)
    elif isinstance(given, str):
        try:
            value = float(given.strip())
        except ValueError:
            raise _wrong(parameter, given) from None
    else:
        raise _wrong(parameter, given)
    if not math.isfinite(value):
        raise _wrong(parameter, given)
    return value


def _integer(parameter: Parameter, given: object) -> Value:
    if isinstance(given, int) and not isinstance(given, bool):
        return given
    if isinstance(given, float) and given.is_integer():
        return int(given)
    if isinstance(given, str) and _INTEGER.match(given.strip()) and len(given) < 20:
        return int(given)
    raise _wrong(parameter, given, _EXAMPLES.get(parameter.kind) or f"a whole number, {_range(parameter)}")


def _duration(parameter: Parameter, given: object) -> Value:
    """Read a plain number in the unit of the service, or a duration with a unit."""
    if isinstance(given, str) and given.strip()[-1:] in ("s", "m", "h"):
        try:
            value = seconds(given) * (1000 if parameter.kind == "milliseconds" else 1)
        except ValueError:
            raise _wrong(parameter, given) from None
        return round(value)
    return _integer(parameter, given)


def _text(parameter: Parameter, given: object) -> Value:
    if not isinstance(given, str):
        raise _wrong(parameter, given)
    value = given.strip() if parameter.choices else given
    if parameter.choices and not parameter.is_open and value not in parameter.choices:
        raise _wrong(parameter, given)
    return value


def _list(parameter: Parameter, given: object) -> Value:
    """Read a list, its JSON text, or its items with commas between."""
    items: object = given
    if isinstance(given, str):
        if given.strip()[:1] == "[":
            try:
                items = json.loads(given)
            except (ValueError, RecursionError):
                raise _wrong(parameter, given) from None
        else:
            items = [item.strip() for item in given.split(",") if item.strip()]
    if not isinstance(items, (list, tuple)) or not all(isinstance(item, str) for item in items):
        raise _wrong(parameter, given)
    return tuple(items)


_READERS = {
    "flag": _flag,
    "integer": _integer,
    "number": _number,
    "milliseconds": _duration,
    "seconds": _duration,
    "text": _text,
    "list": _list,
}


def _check_range(parameter: Parameter, value: float) -> None:
    low, high = parameter.low, parameter.high
    if (low is not None and value < low) or (high is not None and value > high):
        raise UsageError(f"{parameter.name} cannot be {value:.12g}.", hint=f"write {_range(parameter)}.")


def _check_length(parameter: Parameter, value: str | tuple[str, ...]) -> None:
    if parameter.high is not None and len(value) > parameter.high:
        what = "characters" if isinstance(value, str) else "items"
        raise UsageError(
            f"{parameter.name} has {len(value)} {what}.", hint=f"the service takes {parameter.high:g} at most."
        )


def _check_sendable(name: str, value: str | tuple[str, ...]) -> None:
    for part in (name, *((value,) if isinstance(value, str) else value)):
        if any("\ud800" <= character <= "\udfff" for character in part):
            raise UsageError(f"{name!a} holds bytes that are no text.", hint="write it in UTF-8.")


def _range(parameter: Parameter) -> str:
    unit = {"milliseconds": " ms", "seconds": " s"}.get(parameter.kind, "")
    if parameter.low is None and parameter.high is None:
        return "a number"
    if parameter.high is None:
        return f"{parameter.low:g}{unit} or more"
    return f"{parameter.low:g} to {parameter.high:g}{unit}"
