"""What is wrong with the file of a suite, in sentences: what it says, where, and what to write in its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from anamctl.settings import nearest_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pydantic_core import ErrorDetails

    from anamctl.definitions.issue import ReadIssue

PAGE = "docs/reference/listen.md shows a suite."

_OWNERS = {"clips": "clip", "providers": "provider"}
_EXAMPLES = {
    "clips": "clips: [{path: calls/fr-*.wav, language: fr}]",
    "providers": "providers: [assemblyai, deepgram]",
    "path": "path: calls/fr-01.wav",
    "language": "language: fr",
    "text": "text: Bonjour à tous.",
    "provider": "provider: assemblyai",
    "model": "model: nova-3",
    "name": "name: deepgram, patient",
    "options": "options: {min-turn-silence: 300ms}",
    "params": "params: {smart_format: true}",
    "min_confidence": "min_confidence: 0.7",
    "min_share": "min_share: 0.8",
    "max_error_rate": "max_error_rate: 0.2",
}
_PERCENT = re.compile(r"([0-9]{1,3}(?:\.[0-9]+)?) ?%")
_ITEMS = {
    "clips": "write `- path: calls/fr-01.wav`, and below it `language: fr`.",
    "providers": "write `- assemblyai`, or `- provider: assemblyai` and below it what else there is to say.",
}
_WANTED = {"list_type": "a list", "dict_type": "a mapping", "model_type": "a mapping", "string_type": "a text"}


class Wrong(NamedTuple):
    """What is wrong."""

    message: str
    """A clause."""
    hint: str


def first_of(problems: Sequence[ErrorDetails]) -> ErrorDetails:
    """Choose which one to tell: a misspelt key is why another one is missing."""
    return next((problem for problem in problems if problem["type"] == "extra_forbidden"), problems[0])


def said(problem: ErrorDetails, keys: Mapping[str, Sequence[str]]) -> Wrong:
    """
    Say what is wrong with the data of a suite.

    Args:
        problem: one of those that were found.
        keys: which keys there are, of the suite (``""``), of its ``clips`` and of its ``providers``.
    """
    place, kind, value = problem["loc"], problem["type"], problem["input"]
    group, key = str(place[0]) if place else "", str(place[-1]) if place else ""
    owner = f"{_OWNERS[group]} {int(place[1]) + 1}" if group in _OWNERS and len(place) > 1 else ""
    if kind == "extra_forbidden":
        known = keys[group if owner else ""]
        inside = f" in {owner}" if owner else ""
        return Wrong(f'no such key{inside}: "{key}"', nearest_key(key, known) or f"there are {', '.join(known)}.")
    if kind == "missing":
        return Wrong(f"{owner or 'the suite'} has no {key}", f"add `{_EXAMPLES[key]}`.")
    if owner and len(place) == 2:
        return Wrong(f"{owner} is {_kind_of(value)}", _ITEMS[group])
    if len(place) > 3:  # inside options or params
        return Wrong(f"{owner}: a key of {place[2]} is no text", f"write `{_EXAMPLES[str(place[2])]}`.")
    what = f"{owner}: {key}" if owner else key
    if value is None or value in ("", []):
        also = ", or leave it out for the default service" if key == "providers" else ""
        return Wrong(f"{what} is empty", f"write `{_EXAMPLES[key]}`{also}.")
    if kind in _WANTED:
        is_scalar = kind == "string_type" and isinstance(value, (bool, int, float))
        hint = f'put it in quotes: `{key}: "{_written(value)}"`.' if is_scalar else f"write `{_EXAMPLES[key]}`."
        return Wrong(f"{what} is {_kind_of(value)}, and should be {_WANTED[kind]}", hint)
    if kind == "string_too_short":
        return Wrong(f'{what} cannot be "{value}"', f"write `{_EXAMPLES[key]}`.")
    return _number(what, key, value)


def _number(what: str, key: str, value: object) -> Wrong:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        shown = f'"{value}"' if isinstance(value, str) else _kind_of(value)
        percent = _PERCENT.fullmatch(value) if isinstance(value, str) else None
        example = f"{key}: {float(percent[1]) / 100:g}" if percent else _EXAMPLES[key]
        return Wrong(f"{what} is {shown}, and should be a number", f"write `{example}`.")
    limits = "0 or more" if key == "max_error_rate" else "from 0 to 1"
    hint = f"write {value / 100:g} for {value:g} %." if 1 < value <= 100 else f"write `{_EXAMPLES[key]}`."
    return Wrong(f"{what} is {limits}, not {value:g}", hint)


def unreadable(path: str, line: int, issue: ReadIssue) -> Wrong:
    """
    Say why a file cannot be read as a suite at all; the sentence begins with its place.

    Args:
        path: of the file.
        line: of the issue.
        issue: what the reader has noticed.
    """
    where, detail = f"{path}:{line}", issue.detail
    sentences = {
        "unset": (f"{where}: ${{{detail.get('name')}}} has no value", "set the variable."),
        "unreadable": (f"{path} cannot be read: {detail.get('reason')}", "is the path right?"),
        "empty": (f"{path} is empty", PAGE),
        "toplevel": (f"{where}: this is {_kind_of(detail.get('found'))} and no suite", f"begin with `clips:`; {PAGE}"),
        "duplicate": (f'{where}: the key "{detail.get("key")}" is there twice', "leave one of them out."),
        "syntax": (f"{where}: this is no {detail.get('language', 'YAML')}: {detail.get('problem')}", PAGE),
    }
    what = detail.get("problem") or detail.get("reason") or issue.kind
    return Wrong(*sentences.get(issue.kind, (f"{where}: the suite cannot be read: {what}", PAGE)))


def _kind_of(value: object) -> str:
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return _written(value)
    kinds = {str: "a text", int: "a number", float: "a number", list: "a list", dict: "a mapping"}
    return kinds.get(type(value), "something else")


def _written(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
