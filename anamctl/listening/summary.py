"""How it was: what is said in the end, and what it means to whoever has started it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from anamctl.errors import ExitCode

if TYPE_CHECKING:
    from anamctl.errors import AnamctlError
    from anamctl.listening.status import About, Status
    from anamctl.listening.tally import Total, Turn
    from anamctl.listening.verdict import Verdict
    from anamctl.stt.heard import EndedBy


class Summary(NamedTuple):
    """How it was."""

    about: About
    model: str
    """The one that heard, as far as anybody said."""
    reason: str
    """Why it ended, for people."""
    by: EndedBy
    exit_code: int
    duration: float
    """Seconds since the start."""
    audio_seconds: float
    """Of sound that was sent."""
    open_seconds: float
    """For which a session was open."""
    cost: float | None
    """US dollars, estimated; None when the price is not known."""
    sessions: int
    dropped: float
    """Seconds of sound that were lost."""
    warnings: int
    mean_delay: float | None
    """Seconds that finals took."""
    languages: tuple[Total, ...]
    turns: tuple[Turn, ...]
    verdict: Verdict | None = None
    """What came of the expectation; None without one."""
    saved: tuple[str, ...] = ()
    """Files that were written."""
    error: AnamctlError | None = None


def exit_code(status: Status, verdict: Verdict | None, error: AnamctlError | None, *, is_interrupted: bool) -> int:
    """
    Say what the end means to the caller.

    Args:
        status: how it was.
        verdict: what came of the expectation.
        error: what went wrong.
        is_interrupted: whether a signal has ended it.
    """
    if is_interrupted:
        return ExitCode.INTERRUPTED
    if error is not None:
        return error.exit_code
    if status.ended is None or status.ended.by == "error":
        return ExitCode.SERVICE
    if verdict is not None and not verdict.is_met:
        return ExitCode.FINDINGS
    return ExitCode.SERVICE if status.ended.by == "service" else ExitCode.OK


def sum_up(
    status: Status, error: AnamctlError | None = None, *, is_interrupted: bool = False, saved: tuple[str, ...] = ()
) -> Summary:
    """Say how it was."""
    ended, verdict = status.ended, status.verdict
    return Summary(
        about=status.about,
        model=status.model,
        reason=ended.reason if ended else error.message if error else "",
        by=ended.by if ended else "error",
        exit_code=exit_code(status, verdict, error, is_interrupted=is_interrupted),
        # Streams count from a moment before; the summary is the last thing that happens.
        duration=max(status.seconds, ended.t) if ended else status.seconds,
        audio_seconds=ended.audio_seconds if ended else 0.0,
        open_seconds=status.open_seconds,
        cost=status.cost,
        sessions=ended.sessions if ended else 0,
        dropped=status.dropped,
        warnings=status.warnings,
        mean_delay=ended.mean_delay if ended else None,
        languages=status.totals,
        turns=status.tally.turns,
        verdict=verdict,
        saved=saved,
        error=error,
    )
