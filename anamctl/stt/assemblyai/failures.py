"""
What errors and close codes of AssemblyAI Streaming v3 mean.

The text of an error counts as much as its code: one code stands for several things, and one thing comes with several
codes (API specification of March 2026, and sessions seen live in September 2026).
"""

from __future__ import annotations

from typing import NamedTuple

from anamctl.answers import clipped
from anamctl.stt.ending import close_failure
from anamctl.stt.events import Failed, FailureKind

BUSY_SECONDS = 5.0
"""How long to wait at least when too many sessions run."""


class _Meaning(NamedTuple):
    kind: FailureKind
    what: str
    hint: str = ""


_CODES: dict[int, _Meaning] = {
    1008: _Meaning("auth", "the service refused the key or the account"),
    3005: _Meaning("server", "the service cancelled the session"),
    3006: _Meaning("usage", "the service refused a setting"),
    3007: _Meaning("protocol", "the service refused the audio"),
    3008: _Meaning("expired", "the session has reached its longest duration"),
    3009: _Meaning("busy", "too many sessions run"),
    # What old servers, and proxies before them, still use (the tables of the Python and the JavaScript SDK).
    4001: _Meaning("auth", "the service refused the key"),
    4002: _Meaning("auth", "the account has no funds"),
    4003: _Meaning("auth", "the account may not use this"),
    4008: _Meaning("expired", "the session has reached its longest duration"),
    4029: _Meaning("pace", "audio came too fast"),
    4031: _Meaning("idle", "nothing was heard for too long"),
    4101: _Meaning("protocol", "the service found a mistake in a message"),
}
_TEXTS: tuple[tuple[tuple[int, ...], tuple[str, ...], _Meaning], ...] = (
    ((), ("too many concurrent sessions", "too many sessions"), _Meaning("busy", "too many sessions run")),
    (
        (1008,),
        ("signature has expired", "token expired", "token has expired"),
        _Meaning(
            "auth",
            "the token has expired",
            "every session needs a good one: make another (anamctl token stt), or use a key, which does not expire.",
        ),
    ),
    (
        (1008,),
        ("missing authorization", "invalid api key"),
        _Meaning("auth", "the service refused the key", "keys are in the dashboard of AssemblyAI."),
    ),
    ((3006,), ("inactivity",), _Meaning("idle", "nothing was heard for too long")),
    (
        (3006,),
        ("invalid json", "invalid message type"),
        _Meaning("protocol", "the service found a mistake in a message"),
    ),
    (
        (3007,),
        ("rate exceeded", "too much audio", "buffered"),
        _Meaning("pace", "audio came faster than the service takes it"),
    ),
)
_POINTER = "see error message for details"


def error_failure(code: int | None, text: str) -> Failed:
    """Say what an ``Error`` message means; its code is that of the close that follows."""
    meaning = _meaning(code, text)
    if meaning is None:
        failed = close_failure(code, text) if code is not None else Failed(kind="server", text=_told("", text))
        return failed if text or code is not None else Failed(kind="server", text="the service reports an error")
    return _failed(meaning, code, text)


def closed_failure(code: int | None, reason: str) -> Failed:
    """Say what a close means that no ``Error`` announced."""
    said = "" if reason.strip().lower().startswith(_POINTER) else reason
    meaning = _meaning(code, said)
    return close_failure(code, said) if meaning is None else _failed(meaning, code, said)


def _meaning(code: int | None, text: str) -> _Meaning | None:
    lower = text.lower()
    for codes, phrases, meaning in _TEXTS:
        if (not codes or code in codes or code is None) and any(phrase in lower for phrase in phrases):
            return meaning
    if code is None:
        return None
    if code in _CODES:
        return _CODES[code]
    return None


def _failed(meaning: _Meaning, code: int | None, text: str) -> Failed:
    return Failed(
        kind=meaning.kind,
        text=_told(meaning.what, text),
        code=code,
        retry_after=BUSY_SECONDS if meaning.kind == "busy" else None,
        hint=meaning.hint,
    )


def _told(what: str, text: str) -> str:
    said = clipped(text)
    return f"{what}: {said}" if what and said else said or what
