"""Events as JSON lines have them. The fields are described in docs/reference/session.md, and a test compares."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from anamctl.anam.events import NAMES, Change, Warned

if TYPE_CHECKING:
    from anamctl.anam.events import Event
    from anamctl.live.summary import Summary

_DIGITS = 3
_RENAMED = {
    "is_again": "again",
    "is_late": "late",
    "is_ended": "ended",
    "changes": "fields",
}
"""Names in JSON of attributes that are called otherwise."""


def record(event: Event) -> dict[str, Any]:
    """Give an event as plain data, `type` and `t` first."""
    found: dict[str, Any] = {"type": NAMES[type(event)], "t": round(event.t, _DIGITS)}
    for field in fields(event):
        if field.name != "t":
            found[_RENAMED.get(field.name) or _camel(field.name)] = _plain(getattr(event, field.name))
    return found


def note_record(text: str, t: float) -> dict[str, Any]:
    """Give something that anamctl itself says."""
    return record(Warned(t=t, text=text, by="anamctl"))


def summary_record(summary: Summary) -> dict[str, Any]:
    """Give the last line."""
    error = summary.error
    return {
        "type": "summary",
        "t": round(summary.duration, _DIGITS),
        "ok": summary.exit_code == 0,
        "exitCode": int(summary.exit_code),
        "sessionId": summary.session_id,
        "reason": summary.reason,
        "by": summary.by,
        "ended": summary.is_ended,
        "billed": round(summary.billed, _DIGITS),
        "readyAfter": None if summary.ready_after is None else round(summary.ready_after, _DIGITS),
        "messages": summary.messages,
        "updates": {
            "applied": summary.applied,
            "rejected": summary.rejected,
            "unconfirmed": summary.unconfirmed,
            "not_sent": summary.not_sent,
        },
        "warnings": summary.warnings,
        "expectations": [
            {
                "name": one.name,
                "expected": one.expected,
                "met": one.is_met,
                "found": one.found,
                "sure": one.sure,
                "why": one.why,
            }
            for one in summary.expectations
        ],
        "errors": [] if error is None else [{"code": error.code, "message": error.message, "hint": error.hint}],
    }


def _camel(name: str) -> str:
    """Spell a name as all our JSON does: ``sessionId``."""
    first, *others = name.split("_")
    return first + "".join(map(str.capitalize, others))


def _plain(value: Any) -> Any:  # noqa: ANN401  # JSON
    if isinstance(value, float):
        return round(value, _DIGITS)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Change):
        return {"path": value.path, "before": value.before, "after": value.after}
    return value
