"""
What speech-to-text services say, as values that fit all of them.

Times are milliseconds from the first sample of the *session* (one connection); who strings sessions together adds an
offset. Confidences are 0 to 1, or None where a service gives none; a None is never shown as zero.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

FailureKind = Literal["auth", "usage", "protocol", "busy", "expired", "idle", "pace", "server", "network"]
"""
Why a session ended before it was told to.

auth (key, token, funds), usage (an option) and protocol (what was sent is not understood: a bug of ours, or another
kind of server): trying again would not help. busy: too many sessions, wait. expired: its time is over, begin another.
idle: nothing was heard for too long. pace: audio came too fast, begin another and be slower. server and network: try
again.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word with its time."""

    text: str
    start: float
    """Milliseconds."""
    end: float
    confidence: float | None = None
    is_final: bool = True
    speaker: str = ""
    language: str = ""
    """Only where a service says it of each word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """The service is ready for audio."""

    session_id: str = ""
    model: str = ""
    expires_at: float | None = None
    """Unix seconds at which the service will end it."""
    detail: dict[str, Any] = field(default_factory=dict)
    """What else it said about the session."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Partial:
    """A turn that goes on; replaces what was said about the same turn before."""

    turn: int
    stable: str
    """Will not change any more."""
    unstable: str = ""
    """May still change."""
    words: tuple[Word, ...] = ()
    language: str | None = None
    confidence: float | None = None
    """Of the language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Final:
    """A turn that is complete. Another one of the same turn replaces it (a formatted text comes later)."""

    turn: int
    text: str
    language: str | None = None
    confidence: float | None = None
    """Of the language."""
    start: float = 0.0
    """Milliseconds."""
    end: float = 0.0
    """0 when the service gave no time."""
    words: tuple[Word, ...] = ()
    speaker: str = ""
    """Who it was, as the service calls them; empty when it does not tell speakers apart."""
    is_speech: bool = True
    """
    False for silence, music and empty turns: nothing is committed and the language says nothing. When a Final with
    speech of the same turn came before, that one stays.
    """
    awaits_format: bool = False
    """Whether a formatted text of the same turn may follow soon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechStarted:
    """The service hears somebody."""

    at: float
    """Milliseconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """The service warns, or anamctl because of what it sent; the session goes on."""

    text: str
    code: int | None = None
    by: Literal["service", "anamctl"] = "service"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """The service ends the session."""

    kind: FailureKind
    text: str
    code: int | None = None
    retry_after: float | None = None
    """Seconds."""
    hint: str = ""
    """What to do about it; empty when that follows from the kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """The service has ended the session as it was asked to."""

    audio_seconds: float | None = None
    session_seconds: float | None = None


ServiceEvent = Begun | Partial | Final | SpeechStarted | Notice | Failed | Ended


def speaker_of(words: Iterable[Word]) -> str:
    """Give the one who said all of these words; empty when there were several, or the service does not say."""
    speakers = {word.speaker for word in words if word.speaker}
    return speakers.pop() if len(speakers) == 1 else ""
