"""How long a stream waits for what, what it keeps, and when it tries again."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from anamctl.stt.events import Failed

HOPELESS = ("auth", "usage", "protocol")
"""Kinds of failure that come again however often one tries."""
TIME_IS_OVER = ("expired", "idle")
"""Kinds of end after which another session begins at once: nothing is wrong."""


class Policy(NamedTuple):
    """Limits; seconds unless said otherwise."""

    connect: float = 8
    """For the connection and its upgrade, each time."""
    begin: float = 8
    """From there until the service listens, which takes it a second or two."""
    attempts: int = 5
    """How often a lost session is tried again, in a row."""
    starts: int = 2
    """How often as long as there has been none: somebody waits, and what is wrong will not pass."""
    starting: float = 12
    """After so long no other one is begun then, so that silence is borne with twice."""
    first: float = 1
    """The longest wait before the first of them; it doubles with each, and chance takes something off."""
    longest: float = 10
    """Where doubling ends."""
    busy_first: float = 5
    """The wait when too many sessions run; it doubles as well."""
    busy_longest: float = 60
    """Where that ends; a service that asks for more is not waited for."""
    healthy: float = 30
    """A session that has lasted so long may fail as often as the first one."""
    worth: float = 0.5
    """Sound that a session must have taken; one that runs out before has failed, whatever it says."""
    ring: float = 30
    """Sound of a live source that is kept while it cannot be sent; the oldest goes first."""
    ahead: float = 2
    """Sound of a source that can wait which is read before it can be sent."""
    hold: float = 0.5
    """For the formatted text of a turn that is complete."""
    renewal: float = 60
    """Before a session reaches its longest duration, to find a moment in which nobody speaks."""
    flush: float = 1.5
    """For the last sound to be sent once the stream is stopped."""
    ending: float = 5
    """From there until everything is closed, whatever the service does."""

    def tries(self, failed: Failed, *, is_first: bool) -> int:
        """
        Say how often another attempt is made in a row.

        Args:
            failed: why it is needed.
            is_first: whether there has been no session so far.
        """
        return min(self.starts, self.attempts) if is_first and failed.kind != "busy" else self.attempts

    def wait(self, failed: Failed, attempt: int, chance: float, trying: float | None = None) -> float | None:
        """
        Give the seconds to wait before another attempt; None to give up.

        Args:
            failed: why it is needed.
            attempt: counted from 1.
            chance: a number between 0 and 1; it spreads those who were turned away at the same time.
            trying: for how many seconds the first session has been tried for; None when there has been one.
        """
        if failed.kind in HOPELESS or attempt > self.tries(failed, is_first=trying is not None):
            return None
        asked = failed.retry_after or 0.0
        if asked > self.busy_longest:
            return None
        if failed.kind == "busy":
            base = max(asked, min(self.busy_longest, self.busy_first * 2.0 ** (attempt - 1)))
            return min(self.busy_longest, base * (1 + chance / 5))
        found = max(asked, chance * min(self.longest, self.first * 2.0 ** (attempt - 1)))
        is_late = trying is not None and not asked and trying + found > self.starting
        return None if is_late else found
