"""
What happens in a stream of sound, as values: over all its sessions, in the time of the source.

Every event has `t`, the seconds since the stream began. Times of words, and of what is made of them, are milliseconds
from the first sample of the *source*; they go on over reconnects, pauses and lost sound. Confidences are 0 to 1, or
None where the service gives none; a None is never shown as zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from anamctl.stt.events import Word

EndedBy = Literal["you", "source", "service", "error"]
"""
Who ended a stream: whoever drives it, the end of the sound, the service (or the way to it), or a failure on this side.
"""


Link = Literal["connecting", "waiting", "listening", "lost", "ending"]
"""
How the way to a service stands: connecting; connected, and it has not begun; it listens; there is no session, and
another one is waited for; or the last one is ending.
"""


class TurnKey(NamedTuple):
    """Which turn: services count from zero in every session."""

    session: int
    """Counted from 1."""
    turn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened."""

    t: float
    """Seconds since the stream began."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready(Event):
    """The service listens; what was recorded while it was not there is sent now."""

    session: int
    """Counted from 1; above that the stream goes on after a reconnect, or after the longest duration of a session."""
    provider: str
    """As people call it."""
    model: str
    rate: int
    """Samples in a second of the sound."""
    session_id: str = ""
    name: str = ""
    """As options call it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Partial(Event):
    """A turn that goes on; replaces what was said about the same turn before. Without text: nobody spoke after all."""

    key: TurnKey
    stable: str
    """Will not change any more."""
    unstable: str = ""
    language: str | None = None
    confidence: float | None = None
    """Of the language."""
    words: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Final(Event):
    """A turn that is complete. It comes once for each turn, unless `replaces` says that it is corrected."""

    key: TurnKey
    text: str
    language: str | None = None
    confidence: float | None = None
    """Of the language."""
    start: float = 0.0
    """Milliseconds of the source."""
    end: float = 0.0
    words: tuple[Word, ...] = ()
    speaker: str = ""
    """Who it was, as the service calls them; empty when it does not tell speakers apart."""
    delay: float | None = None
    """Seconds from when the end of the last word was captured until the service called the turn complete."""
    is_interrupted: bool = False
    """The session was lost, or ended, before the turn was complete: this is what was heard of it."""
    replaces: bool = False
    """A final of this turn was given before; this is what it should have been."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechStarted(Event):
    """The service hears somebody."""

    at: float
    """Milliseconds of the source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconnecting(Event):
    """There is no session, and another attempt is made. The sound goes on and is kept for it."""

    attempt: int
    """Counted from 1; 0 when nothing failed and the session had only reached its longest duration."""
    of: int
    wait: float
    """Seconds until then."""
    reason: str
    is_first: bool = False
    """Whether there has been no session so far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped(Event):
    """Sound was lost because the service did not take it in time."""

    seconds: float
    """Since the last event of this kind."""
    total: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned(Event):
    """The service, or anamctl, warns; the stream goes on."""

    text: str
    code: int | None = None
    by: Literal["service", "anamctl"] = "service"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused(Event):
    """No sound is sent from now on, or it is again."""

    is_paused: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended(Event):
    """The stream is over; always the last event."""

    reason: str
    by: EndedBy
    audio_seconds: float
    """Of sound that was sent."""
    open_seconds: float
    """For which a session was open, which is what is billed."""
    sessions: int
    """How many there were."""
    dropped: float
    """Seconds of sound that were lost."""
    mean_delay: float | None = None
    """Of the finals, in seconds."""


Heard = Ready | Partial | Final | SpeechStarted | Reconnecting | Dropped | Warned | Paused | Ended
