"""What is different between two requests: what can change while a session runs, and what needs a new one (pure)."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, NamedTuple

from anamctl.definitions.equality import alike
from anamctl.live.fields import CONFIG, LIVE_OPTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Difference(NamedTuple):
    """How to get from one request to another."""

    live: dict[str, Any]
    """The data of an update; empty when nothing can change live."""
    others: tuple[str, ...]
    """What cannot, in words: ``voiceId and systemPrompt need a new session``."""

    def __bool__(self) -> bool:
        return bool(self.live or self.others)


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> Difference:
    """
    Compare the requests of two sessions.

    Options of the voice that belong to another voice than the one that speaks are not live: that voice would refuse
    them, or do something else with them.

    Args:
        before: what a session was started with, and what has been changed since: `personaConfig` and keys beside it.
        after: what it should be.
    """
    one, other = _config(before), _config(after)
    live: dict[str, Any] = {}
    words: list[str] = []
    fixed: list[str] = []
    has_same_voice = alike(one.get("voiceId"), other.get("voiceId"))
    for key in _keys(one, other):
        if alike(one.get(key), other.get(key)) and (key in one) == (key in other):
            continue
        if key == "languageCode" and key in other:
            live[key] = other[key]
        elif key == "voiceGenerationOptions" and not has_same_voice:
            words.append(f"{key} go with the other voice, and need a new session with it")
        elif key in LIVE_OPTIONS and _is_options(one.get(key, {})) and _is_options(other.get(key, {})):
            fields, gone = _options(one.get(key, {}), other.get(key, {}))
            if fields:
                live[key] = fields
            words += (f"{key}.{field} was taken out; it keeps its value until a new session" for field in gone)
        else:
            fixed.append(key)
    fixed += _beside(before, after)
    return Difference(live, (*_need_a_new_session(fixed), *words))


def merged(body: Mapping[str, Any], update: Mapping[str, Any]) -> dict[str, Any]:
    """Give a request as it is after an update: options merge field by field. Neither argument is changed."""
    result: dict[str, Any] = deepcopy(dict(body))
    config = result.setdefault(CONFIG, {})
    for key, value in update.items():
        inherited = config.get(key)
        if key in LIVE_OPTIONS and isinstance(inherited, dict) and isinstance(value, dict):
            inherited.update(deepcopy(value))
        else:
            config[key] = deepcopy(value)
    return result


def _config(body: Mapping[str, Any]) -> dict[str, Any]:
    found = body.get(CONFIG)
    return found if isinstance(found, dict) else {}


def _keys(one: Mapping[str, Any], other: Mapping[str, Any]) -> Iterator[str]:
    yield from other
    yield from (key for key in one if key not in other)


def _is_options(value: object) -> bool:
    return isinstance(value, dict)


def _options(one: Mapping[str, Any], other: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Give the fields that change, and the names of those that are gone: an update has no way to take one out."""
    changed = {
        field: deepcopy(value) for field, value in other.items() if field not in one or not alike(one[field], value)
    }
    return changed, [field for field in one if field not in other]


def _need_a_new_session(names: list[str]) -> Iterator[str]:
    if len(names) == 1:
        yield f"{names[0]} needs a new session"
    elif names:
        yield f"{', '.join(names[:-1])} and {names[-1]} need a new session"


def _beside(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    """Give the paths that differ beside the persona itself."""
    for key in _keys(before, after):
        if key == CONFIG:
            continue
        one, other = before.get(key), after.get(key)
        if isinstance(one, dict) and isinstance(other, dict):
            for field in _keys(one, other):
                if not alike(one.get(field), other.get(field)):
                    yield f"{key}.{field}"
        elif not alike(one, other):
            yield key
