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

import glob
import os
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from anamctl.definitions.choose import open_file
from anamctl.errors import UsageError
from anamctl.listening.target import Target, parse_target
from anamctl.listening.verdict import MIN_SHARE, Wish, check
from anamctl.listening.wer import require_wer
from anamctl.settings import nearest_key
from anamctl.stt import typed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pydantic_core import ErrorDetails

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
    providers: list[Annotated[_Provider, BeforeValidator(_named)]] = Field(default_factory=list)
    min_confidence: Share | None = None
    min_share: Share = MIN_SHARE
    max_error_rate: float | None = Field(default=None, ge=0)


class Clip(NamedTuple):
    """A clip."""

    path: str
    """As the file names it, or as its pattern found it; for people."""
    file: str
    """Where it is."""
    language: str
    """The code of what is spoken."""
    text: str = ""
    """What is said; empty when nobody wrote it down."""


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
    Read a suite, and find its clips.

    Args:
        path: of the file.
        environ: values for ``${NAME}``.

    Raises:
        UsageError: it cannot be read, says something that no suite can say, or a clip is not there.
    """
    file = open_file(path, environ)
    document = _document(file)
    try:
        found = _Suite.model_validate(document.data)
    except ValidationError as error:
        raise _invalid(file, document, error) from None
    folder = os.path.dirname(path)
    clips: dict[str, Clip] = {}
    for at, one in enumerate(found.clips):
        where = _where(file, document, ("clips", at))
        _check_language(where, one.language)
        for clip in _clips(where, folder, one):
            if clip.path in clips:
                raise UsageError(f"{where}: {clip.path} is in the suite twice.", hint="each clip counts once.")
            clips[clip.path] = clip
    if any(clip.text for clip in clips.values()):
        require_wer()
    targets = _targets(file, document, found.providers)
    return Suite(path, tuple(clips.values()), targets, found.min_confidence, found.min_share, found.max_error_rate)


def _document(file: SourceFile) -> Document:
    broken = next((issue for issue in file.issues if issue.kind not in _HARMLESS), None)
    if broken is not None and broken.kind == "unset":
        raise UsageError(
            f"{_line(file, broken.start)}: ${{{broken.detail['name']}}} has no value.", hint="set the variable."
        )
    if broken is not None:
        what = broken.detail.get("problem") or broken.detail.get("reason") or broken.kind
        raise UsageError(
            f"{_line(file, broken.start)}: the suite cannot be read: {what}.",
            hint="a suite is YAML with `clips`; docs/reference/listen.md shows one.",
        )
    if len(file.documents) != 1:
        raise UsageError(f"{file.path} holds {len(file.documents)} documents.", hint="a suite is one.")
    return file.documents[0]


def _line(file: SourceFile, index: int) -> str:
    return f"{file.path}:{file.source.position(index).line}" if file.source.line_count else file.path


def _where(file: SourceFile, document: Document, path: tuple[str | int, ...]) -> str:
    return _line(file, document.place(path).start)


def _check_language(where: str, code: str) -> None:
    try:
        check(Wish(code))
    except UsageError as error:
        raise UsageError(f"{where}: {error.message}", hint=error.hint) from None


def _clips(where: str, folder: str, one: _Clip) -> list[Clip]:
    if glob.has_magic(one.path) and not os.path.exists(os.path.join(folder, one.path)):
        names = sorted(glob.glob(one.path, root_dir=folder or None, recursive=True))
        names = [name for name in names if os.path.isfile(os.path.join(folder, name))]
        if not names:
            raise UsageError(
                f"{where}: no file is like {one.path}.", hint="patterns count from the folder of the suite."
            )
    else:
        names = [one.path]
        if not os.path.isfile(os.path.join(folder, one.path)):
            raise UsageError(f"{where}: there is no file {one.path}.", hint="paths count from the folder of the suite.")
    return [Clip(name, os.path.join(folder, name), one.language, one.text) for name in names]


def _targets(file: SourceFile, document: Document, providers: Sequence[_Provider]) -> tuple[Target, ...]:
    found: list[Target] = []
    for at, one in enumerate(providers):
        where = _where(file, document, ("providers", at))
        try:
            named = parse_target(one.provider)
            params = tuple(f"{name}={_value(value)}" for name, value in one.params.items())
            options = typed.read(one.options)
            typed.settings(options, named.provider)
            target = Target(named.provider, one.model or named.model, params, one.name, tuple(options.items()))
        except UsageError as error:
            raise UsageError(f"{where}: {error.message}", hint=error.hint) from None
        if target.label in [other.label for other in found]:
            raise UsageError(
                f"{where}: {target.label} is in the suite twice.", hint="give one of them a `name` of its own."
            )
        found.append(target)
    return tuple(found)


def _value(value: object) -> str:
    import json

    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _invalid(file: SourceFile, document: Document, error: ValidationError) -> UsageError:
    """Say what is wrong first, and where."""
    first = error.errors(include_url=False, include_context=False)[0]
    path = first["loc"]
    where = _where(file, document, path)
    place = ".".join(map(str, path))
    if first["type"] != "extra_forbidden":
        said = "should be a mapping" if first["type"] == "model_type" else first["msg"][:1].lower() + first["msg"][1:]
        return UsageError(
            f"{where}: {place or 'the suite'}: {said}.", hint="docs/reference/listen.md lists what a suite can say."
        )
    known = _known(first)
    near = nearest_key(str(path[-1]), known)
    return UsageError(f'{where}: no such key "{place}".', hint=near or f"there are {', '.join(known)}.")


def _known(problem: ErrorDetails) -> list[str]:
    """List the keys at the place of a key that is not known."""
    owner = problem["loc"][0] if len(problem["loc"]) > 1 else ""
    models: dict[int | str, type[BaseModel]] = {"clips": _Clip, "providers": _Provider}
    return list(models.get(owner, _Suite).model_fields)
