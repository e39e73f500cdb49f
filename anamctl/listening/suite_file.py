"""
The file of a suite: which clips, what they are, and who is to hear them.

    clips:
      - path: calls/fr-*.wav       # a file or a pattern, from the folder of this file
        language: fr
      - path: calls/de-01.wav
        language: de
        text: Haben Sie morgen geöffnet?
    providers:
      - assemblyai
      - assemblyai/universal-3-5-pro
      - provider: deepgram
        model: nova-3
        options: {min-turn-silence: 300ms}
        params: {smart_format: true}
    min_share: 0.9
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from anamctl.definitions.choose import open_file
from anamctl.errors import UsageError
from anamctl.listening.suite_clips import Clip, Entry, find_clips
from anamctl.listening.suite_wrong import first_of, said, unreadable
from anamctl.listening.target import Target, parse_target
from anamctl.listening.verdict import MIN_SHARE, Wish, check
from anamctl.listening.wer import require_wer
from anamctl.secret import Secret
from anamctl.stt import typed
from anamctl.stt.options import Options
from anamctl.stt.providers import make

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from anamctl.definitions.document import Document, SourceFile

_HARMLESS = frozenset({"ambiguous", "kind"})
"""Issues of reading after which the data still is what the file says; it is neither a persona nor an agent."""
Share = Annotated[float, Field(ge=0, le=1)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _Clip(_Part):
    path: str = Field(min_length=1)
    language: str = Field(min_length=2)
    text: str = ""


class _Provider(_Part):
    provider: str = Field(min_length=1)
    model: str = ""
    options: dict[str, Any] = Field(default_factory=dict)
    params: dict[str, Any] = Field(default_factory=dict)
    name: str = ""


def _named(value: object) -> object:
    """Take the name of a service alone for all there is to say of it."""
    return {"provider": value} if isinstance(value, str) else value


class _Suite(_Part):
    clips: list[_Clip] = Field(min_length=1)
    providers: list[Annotated[_Provider, BeforeValidator(_named)]] = Field(default_factory=list, min_length=1)
    min_confidence: Share | None = None
    min_share: Share = MIN_SHARE
    max_error_rate: float | None = Field(default=None, ge=0)


class Suite(NamedTuple):
    """What is heard by whom."""

    path: str
    clips: tuple[Clip, ...]
    targets: tuple[Target, ...]
    """Empty when the file leaves it to the command line."""
    min_confidence: float | None = None
    min_share: float = MIN_SHARE
    max_error_rate: float | None = None
    """Part of the words of a clip that may be wrong; None for any."""


def load_suite(path: str, environ: Mapping[str, str]) -> Suite:
    """
    Read a suite, and find its clips; each is opened, so that what is no sound is known before anything is paid for.

    Args:
        path: of the file.
        environ: values for ``${NAME}``.

    Raises:
        UsageError: it cannot be read, says something that no suite can say, or a clip is not there or no sound.
    """
    file = open_file(path, environ)
    document = _document(file)
    try:
        found = _Suite.model_validate(document.data)
    except ValidationError as error:
        raise _invalid(file, document, error) from None
    entries = []
    for at, one in enumerate(found.clips):
        _check_language(_where(file, document, ("clips", at, "language")), one.language)
        entries.append(Entry(_where(file, document, ("clips", at)), one.path, one.language, one.text))
    targets = _targets(file, document, found.providers)
    clips = find_clips(entries, os.path.dirname(path))
    if any(clip.text for clip in clips):
        require_wer()
    return Suite(path, clips, targets, found.min_confidence, found.min_share, found.max_error_rate)


def _document(file: SourceFile) -> Document:
    broken = next((issue for issue in file.issues if issue.kind not in _HARMLESS), None)
    if broken is not None:
        wrong = unreadable(file.path, file.source.position(broken.start).line, broken)
        raise UsageError(f"{wrong.message}.", hint=wrong.hint)
    if len(file.documents) != 1:
        raise UsageError(f"{file.path} holds {len(file.documents)} documents.", hint="a suite is one.")
    return file.documents[0]


def _where(file: SourceFile, document: Document, path: tuple[str | int, ...]) -> str:
    return f"{file.path}:{file.source.position(document.place(path).start).line}"


def _check_language(where: str, code: str) -> None:
    try:
        check(Wish(code))
    except UsageError as error:
        raise UsageError(f"{where}: {error.message}", hint=error.hint) from None


def _targets(file: SourceFile, document: Document, providers: Sequence[_Provider]) -> tuple[Target, ...]:
    found: list[Target] = []
    for at, one in enumerate(providers):
        try:
            target = _target(one)
        except UsageError as error:
            where = _where(file, document, _blamed(("providers", at), one, error.message))
            raise UsageError(f"{where}: {error.message}", hint=error.hint) from None
        if target.label in [other.label for other in found]:
            raise UsageError(
                f"{_where(file, document, ('providers', at))}: {target.label} is in the suite twice.",
                hint="give one of them a `name` of its own.",
            )
        found.append(target)
    return tuple(found)


def _target(one: _Provider) -> Target:
    """
    Give the service of an entry, with settings that it takes.

    Raises:
        UsageError: there is none, or it does not take a setting, or not this value.
    """
    named = parse_target(one.provider)
    if one.model and named.model and one.model != named.model:
        raise UsageError(f"provider names {named.model}, and model {one.model}.", hint="leave one of them out.")
    params = tuple(f"{name}={_value(name, value)}" for name, value in one.params.items())
    options = typed.read(one.options)
    settings = typed.settings(options, named.provider)
    twice = next((name for name in one.params if name in settings), None)
    if twice is not None:
        raise UsageError(f"{twice} is given twice: in params, and in options.", hint="leave one of them out.")
    model = one.model or named.model
    # Made once without a key, so that whoever wrote it is told where it is wrong.
    make(named.provider, Options(model=model, key=Secret("unknown"), settings=settings, params=params))
    return Target(named.provider, model, params, one.name, tuple(options.items()))


def _blamed(place: tuple[str | int, ...], one: _Provider, message: str) -> tuple[str | int, ...]:
    """Give the place of the setting that a message names; else that of the provider."""
    for group, names in (("params", one.params), ("options", one.options)):
        for name in sorted(names, key=len, reverse=True):
            if name and name in message:
                return (*place, group, name)
    return place


def _value(name: str, value: object) -> str:
    import json

    if not name or value is None:
        raise UsageError(f'"{name}" has no value.' if name else "a setting of params has no name.", hint=_PARAMS)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


_PARAMS = "write `params: {smart_format: true}`."


def _invalid(file: SourceFile, document: Document, error: ValidationError) -> UsageError:
    """Say what is wrong first, and where."""
    problem = first_of(error.errors(include_url=False, include_context=False))
    keys = {group: tuple(model.model_fields) for group, model in _MODELS.items()}
    wrong = said(problem, keys)
    return UsageError(f"{_where(file, document, problem['loc'])}: {wrong.message}.", hint=wrong.hint)


_MODELS: Mapping[str, type[BaseModel]] = {"": _Suite, "clips": _Clip, "providers": _Provider}
