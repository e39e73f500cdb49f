"""Scenario files, which describe all services of the sandbox."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, get_args, get_origin

import yaml
from pydantic import BaseModel, ValidationError

from anamctl.errors import UsageError
from anamctl.sandbox.scenario.anam import AnamScenario
from anamctl.sandbox.scenario.bolna import BolnaScenario
from anamctl.sandbox.scenario.parts import Part
from anamctl.sandbox.scenario.stt import AssemblyScenario, DeepgramScenario, WhisperScenario

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


class _Loader(yaml.SafeLoader):
    """Reads `no` as Norwegian and `on` as a key, as YAML 1.2 has it."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":bool", ":timestamp"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile("^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)


class Scenario(Part):
    """A scenario file."""

    anam: AnamScenario = AnamScenario()
    bolna: BolnaScenario = BolnaScenario()
    assemblyai: AssemblyScenario = AssemblyScenario()
    whisperlivekit: WhisperScenario = WhisperScenario()
    deepgram: DeepgramScenario = DeepgramScenario()


def load(path: str) -> Scenario:
    """
    Read a scenario file.

    Raises:
        UsageError: it cannot be read, or says something that no scenario can say.
    """
    try:
        with open(path, encoding="utf-8") as file:
            data = yaml.load(file, _Loader)  # noqa: S506  # a safe one
    except OSError as error:
        raise UsageError(
            f"{path} cannot be read: {(error.strerror or str(error)).lower()}.", hint="is the path right?"
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} is not YAML.", hint="`docs/reference/sandbox.md` shows a scenario.") from error
    try:
        return Scenario.model_validate(data if data is not None else {})
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the file"
        raise UsageError(
            f"{path}: {place}: {_said(first)}.", hint="`docs/reference/sandbox.md` lists what a scenario can say."
        ) from error


def _said(problem: ErrorDetails) -> str:
    if problem["type"] != "extra_forbidden":
        return problem["msg"][:1].lower() + problem["msg"][1:]
    *owner, key = problem["loc"]
    known = _keys(Scenario, owner)
    near = get_close_matches(str(key), known, 1)
    return f"no such key; did you mean `{near[0]}`" if near else f"no such key; there are {', '.join(known)}"


def _keys(model: type[BaseModel], path: list[int | str]) -> list[str]:
    """List the keys at a place of a scenario."""
    steps = iter(step for step in path if isinstance(step, str))
    for step in steps:
        annotation = model.model_fields[step].annotation
        if get_origin(annotation) is dict:
            next(steps, None)  # any key
            annotation = get_args(annotation)[1]
        model = _model_in(annotation)
    return list(model.model_fields)


def _model_in(annotation: Any) -> type[BaseModel]:  # noqa: ANN401  # a type, or a tuple of one
    arguments = get_args(annotation)
    return _model_in(arguments[0]) if arguments else annotation
