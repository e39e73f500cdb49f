"""Paths of the request that starts a session (``voiceGenerationOptions.speed``), and setting one by hand."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, NamedTuple

from anamctl.definitions.scalars import resolve
from anamctl.definitions.shape_data import MODELS
from anamctl.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

LIVE_OPTIONS = ("voiceGenerationOptions", "voiceDetectionOptions")
"""Objects whose fields can change while a session runs (Anam docs, Mid-Session Updates) ..."""
LIVE = ("languageCode", *LIVE_OPTIONS)
"""... and with the language everything that can."""
CONFIG = "personaConfig"
_TOP = (CONFIG, "sessionOptions", "clientLabel")
_MODELS = {CONFIG: "PersonaConfig", "sessionOptions": "SessionOptions"}
_QUOTES = ('"', "'")


class Setting(NamedTuple):
    """A value that is set by hand."""

    path: tuple[str, ...]
    """From the top of the request: ``("personaConfig", "voiceGenerationOptions", "speed")``."""
    value: Any

    @property
    def shown(self) -> str:
        """The path as people write it: without ``personaConfig``."""
        return shown_path(self.path)


def parse_setting(text: str) -> Setting:
    """
    Read ``path=value``. The value is a scalar of YAML: ``1.1``, ``true``, ``calm``, ``"1"``.

    Raises:
        UsageError: it is none, or there is no such field; the hint names the nearest.
    """
    path, equals, value = text.partition("=")
    if not equals or not path.strip():
        raise UsageError(f'"{text}" is not path=value.', hint="write it like voiceGenerationOptions.speed=1.1")
    return Setting(parse_path(path.strip()), scalar(value))


def scalar(text: str) -> Any:  # noqa: ANN401  # a scalar
    """Give the value of a scalar: quoted texts are texts, everything else is read as YAML reads it."""
    text = text.strip()
    if len(text) >= 2 and text[0] in _QUOTES and text[-1] == text[0]:
        return text[1:-1]
    return resolve(text)


def parse_path(text: str) -> tuple[str, ...]:
    """
    Read a path; one that begins with no key of the request begins in `personaConfig`.

    Raises:
        UsageError: there is no such field.
    """
    steps = tuple(step.strip() for step in text.split("."))
    if steps[0] not in _TOP:
        steps = (CONFIG, *steps)
    problem = _problem(steps)
    if problem is not None:
        raise UsageError(f'no field "{text}" can be set.', hint=problem)
    return steps


def _problem(steps: tuple[str, ...]) -> str | None:
    """Say what is wrong with a path; None when nothing is."""
    if len(steps) == 1 and steps[0] in _MODELS:
        return f"name a field in it, like {steps[0]}.{next(iter(MODELS[_MODELS[steps[0]]]['fields']))}"
    model: str | None = _MODELS.get(steps[0])
    for index, step in enumerate(steps[1:], 1):
        if model is None:
            return f"{shown_path(steps[:index])} is one value; it has no fields"
        fields: Mapping[str, Any] = MODELS[model]["fields"]
        if step not in fields:
            return _nearest(steps, index, fields)
        facts = fields[step]
        model = facts.get("model")
        if model is None and not facts["types"]:
            return None  # anything may be in there
    if model is not None:
        return f"it has fields: {', '.join(MODELS[model]['fields'])}"
    return None


def _nearest(steps: tuple[str, ...], index: int, fields: Iterable[str]) -> str:
    from anamctl.lint.nearest import nearest

    here = shown_path(steps[:index])
    inner = {field: option for option in LIVE_OPTIONS for field in option_fields(option)} if here == "" else {}
    if steps[index] in inner:  # the field of an option, written without the option
        return f'did you mean "{inner[steps[index]]}.{steps[index]}"?'
    close = nearest(steps[index], fields) or nearest(steps[index], inner)
    if close in inner:
        return f'did you mean "{inner[close]}.{close}"?'
    if close is not None:
        return f'did you mean "{here + "." if here else ""}{close}"?'
    return f"{here or CONFIG} has fields like {', '.join(list(fields)[:_LISTED])}"


_LISTED = 8


def shown_path(path: Iterable[str]) -> str:
    """Write a path as people do: what is in `personaConfig` without saying so."""
    steps = list(path)
    return ".".join(steps[1:] if steps[:1] == [CONFIG] else steps)


def with_settings(body: Mapping[str, Any], settings: Iterable[Setting]) -> dict[str, Any]:
    """Give a request with values set; neither argument is changed."""
    result: dict[str, Any] = deepcopy(dict(body))
    for setting in settings:
        place = result
        for step in setting.path[:-1]:
            inner = place.get(step)
            if not isinstance(inner, dict):
                inner = place[step] = {}
            place = inner
        place[setting.path[-1]] = setting.value
    return result


def option_fields(option: str) -> tuple[str, ...]:
    """List the fields of one of `LIVE_OPTIONS`."""
    return tuple(MODELS[option[0].upper() + option[1:]]["fields"])


def live_paths() -> Iterator[str]:
    """Give all paths that can change while a session runs."""
    yield "languageCode"
    for option in LIVE_OPTIONS:
        yield from (f"{option}.{field}" for field in option_fields(option))


def leaves(data: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Give the fields of an update with their values: ``("voiceGenerationOptions.speed", 1.1)``."""
    for key, value in data.items():
        if key in LIVE_OPTIONS and isinstance(value, dict):
            yield from ((f"{key}.{field}", inner) for field, inner in value.items())
        else:
            yield key, value
