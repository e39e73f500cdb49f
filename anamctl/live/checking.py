"""An update is judged before it is sent, by the rules that judge files: what Anam would refuse need not travel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from anamctl.live.difference import merged
from anamctl.live.fields import CONFIG, LIVE, LIVE_OPTIONS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from anamctl.lint.finding import Finding
    from anamctl.lint.runner import Linter
    from anamctl.live.fields import Setting

NAME = "update.yaml"
"""What a finding about an update calls the file."""
EMPTY = "the update is empty; Anam would ignore it without a word"


class Judgement(NamedTuple):
    """What the rules say about an update."""

    refusals: tuple[str, ...]
    """Why it must not be sent; empty when it may."""
    remarks: tuple[str, ...] = ()
    """What is worth knowing, and no reason not to send it."""


def judge(update: Mapping[str, Any], body: Mapping[str, Any], linter: Linter) -> Judgement:
    """
    Judge an update.

    Args:
        update: its data: ``{"voiceGenerationOptions": {"speed": 1.1}}``.
        body: the request as it is now; tells the voice, and the options beside the new ones.
        linter: the rules.
    """
    if not any(value != {} for value in update.values()):
        return Judgement((EMPTY,))
    fixed = tuple(
        f"{key} cannot change while a session runs; it needs a new session" for key in update if key not in LIVE
    )
    odd = tuple(
        f"{key} must be an object of fields"
        for key in LIVE_OPTIONS
        if key in update and not isinstance(update[key], dict)
    )
    if fixed or odd:
        return Judgement(fixed + odd)
    from anamctl.lint.finding import Severity

    findings = _findings(update, body, linter)
    refusals = [_words(one) for one in findings if one.severity is Severity.ERROR]
    remarks = [_words(one) for one in findings if one.severity is Severity.WARNING]
    return Judgement(tuple(refusals), tuple(remarks))


def _findings(update: Mapping[str, Any], body: Mapping[str, Any], linter: Linter) -> list[Finding]:
    """Lint a persona that has nothing but what an update can change, and keep what is about the changed places."""
    from anamctl.definitions import emit

    config = {key: value for key, value in merged(body, update)[CONFIG].items() if key in (*LIVE, "voiceId")}
    data = emit.document({CONFIG: config}).encode(errors="replace")
    places = set(_places(update))
    found = linter.lint_bytes(data, NAME)
    # A text that cannot be read (half a character) has no place of its own.
    return [one for one in found if _leaf(one.pointer) in places or (not one.pointer and one.code.startswith("YML"))]


def _places(update: Mapping[str, Any]) -> list[str]:
    from anamctl.lint.problems import pointer

    found = []
    for key, value in update.items():
        found.append(pointer((CONFIG, key)))
        if isinstance(value, dict):
            found += [pointer((CONFIG, key, field)) for field in value]
    return found


def _leaf(pointer: str) -> str:
    """Give the field that a pointer is about, or is inside of."""
    return "/".join(pointer.split("/")[:4])


def _words(finding: Finding) -> str:
    return f"{finding.full_message} [{finding.code}]"


def judge_settings(body: Mapping[str, Any], settings: Sequence[Setting], linter: Linter) -> Judgement:
    """
    Judge values that were set beside a file.

    Args:
        body: the request with them.
        settings: what was set.
        linter: the rules.
    """
    from anamctl.definitions import emit
    from anamctl.lint.finding import Severity
    from anamctl.lint.problems import pointer

    if not settings:
        return Judgement(())
    places = tuple(pointer(one.path) for one in settings)
    data = emit.document(dict(body)).encode(errors="replace")
    findings = [
        one
        for one in linter.lint_bytes(data, NAME)
        if any(one.pointer == place or one.pointer.startswith(f"{place}/") for place in places)
    ]
    refusals = [_words(one) for one in findings if one.severity is Severity.ERROR]
    remarks = [_words(one) for one in findings if one.severity is Severity.WARNING]
    return Judgement(tuple(refusals), tuple(remarks))
