"""Events as lines of plain text: what is said, and what is said about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anamctl.anam import events
from anamctl.report.width import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.live.expectations import Verdict

_WHO = {"user": "you", "persona": "persona"}
_LABEL = 9


def said(event: events.Event) -> str | None:
    """Give a turn that is complete; None for everything else."""
    if not isinstance(event, events.Message) or not event.final or not event.text.strip():
        return None
    ending = "  (interrupted)" if event.interrupted else ""
    return f"{_WHO[event.role]:<{_LABEL}}{one_line(event.text)}{ending}"


def told(event: events.Event) -> list[str]:
    """Give what there is to tell beside what is said; lines without a clock, in the order of importance."""
    if isinstance(event, events.Update):
        return list(update_lines(event))
    line = _step(event) or _trouble(event)
    return [line] if line else []


def _step(event: events.Event) -> str:
    if isinstance(event, events.Minted):
        return f"token {event.t:.2f} s"
    if isinstance(event, events.Engine):
        where = f" in {one_line(event.region)}" if event.region else ""
        return f"engine {event.t:.2f} s: session {one_line(event.session_id)}{where}"
    if isinstance(event, events.Connected):
        return "connected again" if event.is_again else f"connected {event.t:.2f} s"
    if isinstance(event, events.Ready):
        return f"ready {event.t:.2f} s" + ("" if event.announced else ", though the service has not said so")
    return ""


def _trouble(event: events.Event) -> str:
    if isinstance(event, events.Warned):
        by = "Anam warns" if event.by == "service" else "warning"
        return f"{by}: {one_line(event.text)}"
    if isinstance(event, events.Reconnecting):
        why = f" ({one_line(event.reason)})" if event.reason else ""
        return f"{event.what} lost{why}; attempt {event.attempt} of {event.of}"
    if isinstance(event, events.ToolCall):
        return f"tool {one_line(event.name)} {event.stage}"
    return ""


def update_lines(update: events.Update) -> Iterator[str]:
    """Give an update: a line for each field with how it ended, and the reason once, in the last of them."""
    changes = update.changes or (None,)
    for number, change in enumerate(changes, start=1):
        what = "update"
        if change is not None:
            has_before = update.outcome == "applied" and change.before is not None
            value = f"{shown(change.before)} -> {shown(change.after)}" if has_before else shown(change.after)
            what = f"update {one_line(change.path)} {value}"
        yield f"{what}: {_ending(update, why=number == len(changes))}"


def _ending(update: events.Update, *, why: bool) -> str:
    late = " late" if update.is_late else ""
    reason = f": {one_line(update.reason)}" if update.reason and why else ""
    if update.outcome == "applied":
        return f"applied{late}" + ("" if update.took is None else f" in {short(update.took)}")
    if update.outcome == "rejected":
        return f"rejected{late}{reason}"
    if update.outcome == "not_sent":
        return f"not sent{reason}"
    return "sent, unconfirmed" + (reason or (": Anam said nothing; old engines never do" if why else ""))


def verdict_line(verdict: Verdict) -> str:
    """Give what came of an expectation."""
    met = "met" if verdict.is_met else "not met"
    return f"{verdict.name} {one_line(verdict.expected)}: {met}, {one_line(verdict.why)}"


def shown(value: Any) -> str:  # noqa: ANN401  # JSON
    """Write a value of an update."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    return one_line(str(value))


def short(seconds: float) -> str:
    """Write a short time in the unit that people think in."""
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


def one_line(text: str) -> str:
    """Give foreign text in one line that does nothing to a terminal."""
    return visible(" ".join(text.split()))
