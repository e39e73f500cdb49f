"""
What becomes of an update of a running session.

Anam docs, Mid-Session Updates: any of three keys; option objects merge field by field; an update without content is
ignored; one bad field rejects all of it. The wording of a rejection, and what is answered to an update that changes
nothing, are not documented: the words are ours, and such an update is acknowledged without fields.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from anamctl.sandbox.anam.live import options

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGE = "languageCode"
OPTIONS = ("voiceGenerationOptions", "voiceDetectionOptions")


@dataclass(frozen=True)
class Ignored:
    """There was nothing in it."""


@dataclass(frozen=True)
class Rejected:
    """Nothing of it was taken."""

    reason: str


@dataclass(frozen=True)
class Applied:
    """All of it was taken."""

    config: dict[str, Any]
    """What the persona runs with from now on."""
    changed: dict[str, dict[str, Any]] = field(default_factory=dict)
    """For each field whose value is another one now, by its path: ``{"before", "after"}``, None for unset."""


Verdict = Ignored | Rejected | Applied


def judge(data: object, config: Mapping[str, Any], *, provider: str = "", model: str = "") -> Verdict:
    """
    Judge an update.

    Args:
        data: `data` of the message, as it came.
        config: what the persona runs with.
        provider: that of its voice; empty when it is not known.
        model: `providerModelId` of its voice.
    """
    if data is None:
        return Ignored()
    if not isinstance(data, dict):
        return Rejected("Invalid persona config update: data must be an object")
    problem = _problem(data, options.GENERATION[options.column(provider, model)], provider)
    if problem:
        return Rejected(f"Invalid persona config update: {problem}")
    wanted = _flat(data)
    if not wanted:
        return Ignored()
    after = deepcopy(dict(config))
    changed: dict[str, dict[str, Any]] = {}
    for path, value in wanted.items():
        before = _put(after, path, value)
        # 1 and True, and 1 and 1.0, are equal to Python; the first two are not the same in a configuration.
        if before != value or isinstance(before, bool) != isinstance(value, bool):
            changed[path] = {"before": before, "after": value}
    return Applied(after, changed)


def _problem(data: dict[str, Any], generation: Mapping[str, options.Rule], provider: str) -> str:
    """Name the first thing that is wrong."""
    for key, value in data.items():
        if key == LANGUAGE:
            found = options.language_problem(value)
            if found:
                return f"{key} {found}"
        elif key in OPTIONS:
            if not isinstance(value, dict):
                return f"{key} must be an object"
            known = generation if key == OPTIONS[0] else options.DETECTION
            for name, one in value.items():
                if name not in known:
                    lacking = key == OPTIONS[0] and name in options.GENERATION[""]
                    why = f"is not supported by {provider} voices" if lacking else "is not a known field"
                    return f"{key}.{name} {why}"
                found = known[name].problem(one)
                if found:
                    return f"{key}.{name} {found}"
        else:
            return f"{key} cannot be changed during a session"
    return ""


def _flat(data: dict[str, Any]) -> dict[str, Any]:
    """Give the fields by their paths."""
    found: dict[str, Any] = {}
    for key, value in data.items():
        if isinstance(value, dict):
            found |= {f"{key}.{name}": one for name, one in value.items()}
        else:
            found[key] = value
    return found


def _put(config: dict[str, Any], path: str, value: object) -> object:
    """Set a field and give what it was."""
    owner = config
    first, _, last = path.partition(".")
    if last:
        if not isinstance(owner.get(first), dict):
            owner[first] = {}
        owner = owner[first]
    name = last or first
    before: object = owner.get(name)
    owner[name] = value
    return before
