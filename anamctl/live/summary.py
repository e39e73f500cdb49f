"""How a session was: what is counted while it runs, and what is said of it in the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from anamctl.anam import events
from anamctl.errors import ExitCode, ServiceError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anamctl.errors import AnamctlError
    from anamctl.live.expectations import Verdict


class Summary(NamedTuple):
    """How a session was."""

    session_id: str
    """Empty when it came to none."""
    reason: str
    """Why it ended, for people: ``you``."""
    by: events.EndedBy
    exit_code: int
    duration: float
    """Seconds since the start began."""
    billed: float
    """Seconds from the first connection to the end."""
    ready_after: float | None
    """Seconds until it could be talked to; None when that never came."""
    messages: int
    """Turns that were complete, of both sides."""
    applied: int
    rejected: int
    unconfirmed: int
    not_sent: int
    warnings: int
    is_ended: bool
    """Whether the service knows that it is over."""
    expectations: tuple[Verdict, ...] = ()
    error: AnamctlError | None = None


class Tally:
    """Counts what happens."""

    def __init__(self) -> None:
        self.session_id = ""
        self.ready_after: float | None = None
        self.closed: events.Closed | None = None
        self._t = 0.0
        self._turns: set[tuple[str, str]] = set()
        self._outcomes = dict.fromkeys(("applied", "rejected", "unconfirmed", "not_sent"), 0)
        self._warnings = 0

    def see(self, event: events.Event) -> None:
        """Count an event."""
        self._t = max(self._t, event.t)
        if isinstance(event, events.Engine):
            self.session_id = event.session_id
        elif isinstance(event, events.Ready):
            self.ready_after = event.t if self.ready_after is None else self.ready_after
        elif isinstance(event, events.Message) and event.final:
            self._turns.add((event.role, event.id))
        elif isinstance(event, events.Update):
            self._update(event)
        elif isinstance(event, events.Warned):
            self._warnings += 1
        elif isinstance(event, events.Closed):
            self.closed = event

    def _update(self, event: events.Update) -> None:
        self._outcomes[event.outcome] += 1
        if event.is_late and self._outcomes["unconfirmed"]:
            self._outcomes["unconfirmed"] -= 1

    def summary(self, code: int, verdicts: Sequence[Verdict] = (), error: AnamctlError | None = None) -> Summary:
        """Sum up."""
        closed = self.closed
        return Summary(
            session_id=self.session_id,
            reason=closed.reason if closed else error.message if error else "",
            by=closed.by if closed else "error",
            exit_code=code,
            duration=self._t,
            billed=closed.billed if closed else 0.0,
            ready_after=self.ready_after,
            messages=len(self._turns),
            warnings=self._warnings,
            is_ended=closed.is_ended if closed else not self.session_id,
            expectations=tuple(verdicts),
            error=error,
            **self._outcomes,
        )


def exit_code(
    closed: events.Closed | None,
    verdicts: Sequence[Verdict],
    error: AnamctlError | None,
    *,
    is_interrupted: bool,
    is_unfinished: bool,
) -> int:
    """
    Say what the end of a session means to its caller.

    Args:
        closed: how it ended.
        verdicts: what came of the expectations.
        error: what went wrong.
        is_interrupted: whether a signal has ended it.
        is_unfinished: whether something was still to be said or heard.
    """
    if is_interrupted:
        return ExitCode.INTERRUPTED
    if error is not None:
        return error.exit_code
    if closed is not None and closed.by == "error":
        return ExitCode.SERVICE
    if any(not verdict.is_met for verdict in verdicts):
        return ExitCode.FINDINGS
    if closed is not None and (closed.by == "service" or (closed.by == "limit" and is_unfinished)):
        return ExitCode.SERVICE
    return ExitCode.OK


def not_ended(tally: Tally) -> ServiceError | None:
    """Give an error when the service could not be told that a session is over: it costs money for as long."""
    if tally.closed is None or tally.closed.is_ended or not tally.session_id:
        return None
    return ServiceError(
        "Anam could not be told that the session is over, and may still hold it open.",
        hint=f"`anamctl session stop {tally.session_id}` ends it.",
    )


def cut_short(closed: events.Closed | None, *, is_unfinished: bool) -> ServiceError | None:
    """Give an error when somebody else has ended a session before it was over; arguments as of `exit_code`."""
    if closed is not None and closed.by == "service":
        reason = closed.reason.rstrip(".")
        return ServiceError(f"the service ended the session{': ' if reason else ''}{reason}.")
    if closed is not None and closed.by == "limit" and is_unfinished:
        return ServiceError(
            "the time was over before everything was said.",
            hint="--max-length and maxSessionLengthSeconds give it more.",
        )
    return None


def closing_line(summary: Summary) -> str:
    """Give the line that stays on the screen: ``ended (you) · 1 min 12 s billed · 14 messages · 2 updates applied``."""
    if not summary.session_id:
        return f"not started ({summary.reason})"
    parts = [f"ended ({summary.reason})", f"{spoken(summary.billed)} billed", _messages(summary.messages)]
    parts += _updates(summary)
    if not summary.is_ended:
        parts.append(f"Anam may still hold it open: `anamctl session stop {summary.session_id}` ends it")
    return " · ".join(parts)


def _messages(count: int) -> str:
    return "1 message" if count == 1 else f"{count:,} messages"


def _updates(summary: Summary) -> list[str]:
    counts = {
        "applied": summary.applied,
        "rejected": summary.rejected,
        "unconfirmed": summary.unconfirmed,
        "not sent": summary.not_sent,
    }
    shown = [f"{count} {name}" for name, count in counts.items() if count]
    if not shown:
        return []
    first, *rest = shown
    count, name = first.split(" ", 1)
    return [", ".join([f"{count} update{'' if count == '1' else 's'} {name}", *rest])]


def spoken(seconds: float) -> str:
    """Write a duration as people say it: ``12 s``, ``1 min 12 s``, ``1 h 2 min``."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes, rest = divmod(whole, 60)
    hours, minutes_left = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes_left} min"
    return f"{minutes} min {rest} s" if rest else f"{minutes} min"
