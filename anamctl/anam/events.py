"""
What happens in a live session, as values.

Every event has `t`, the seconds since the start began; views and JSON lines print these and nothing else.
The names of the types in JSON are in `NAMES`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Role = Literal["user", "persona"]
Outcome = Literal["applied", "rejected", "unconfirmed", "not_sent"]
EndedBy = Literal["you", "service", "limit", "expectation", "error"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened."""

    t: float
    """Seconds since the start began."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Minted(Event):
    """There is a session token."""

    expires_in: float | None = None
    """Seconds for which the token is good; None when it does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine(Event):
    """An engine has been given to the session; from here on something may be billed."""

    session_id: str
    region: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Connected(Event):
    """The peers have found each other (ICE)."""

    is_again: bool = False
    """Whether it was a connection before, and lost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelOpen(Event):
    """The data channel is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready(Event):
    """The parts behind the persona are ready, and the data channel is open: it can be talked to."""

    announced: bool = True
    """Whether the service said so; False when the wait for it ran out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message(Event):
    """A turn, or more of one. Events with the same role and id are one turn, whose text only grows."""

    role: Role
    id: str
    text: str
    """The whole text of the turn so far."""
    final: bool
    interrupted: bool = False
    typed: bool = False
    """Whether it was sent as text (the service does not echo that), not heard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UserSpeech(Event):
    """The service hears that somebody began or stopped speaking."""

    speaking: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One field of an update."""

    path: str
    """As we write it: ``voiceGenerationOptions.speed``."""
    after: Any
    before: Any = None
    """None when the service said nothing about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Update(Event):
    """How a change of a running session ended."""

    outcome: Outcome
    changes: tuple[Change, ...]
    reason: str = ""
    """Why it was rejected or not sent, in the words of the service or ours."""
    took: float | None = None
    """Seconds from sending to the answer."""
    is_late: bool = False
    """An answer to an update that was reported as unconfirmed before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned(Event):
    """The service, or anamctl, warns."""

    text: str
    by: Literal["service", "anamctl"] = "service"


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolCall(Event):
    """The persona uses a tool."""

    stage: Literal["started", "completed", "failed"]
    name: str
    id: str = ""
    detail: dict[str, Any] = field(default_factory=dict)
    """What else the service said about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconnecting(Event):
    """The signalling connection, or the peer, was lost; another attempt is made."""

    what: Literal["signalling", "peer"]
    attempt: int
    of: int
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed(Event):
    """The session is over."""

    reason: str
    """For people: ``you``, ``the time was over``, or what the service said."""
    by: EndedBy
    billed: float = 0.0
    """Seconds from the first connection to the end."""
    is_ended: bool = True
    """Whether the service was told, or knows; False when it may still hold the session open."""


NAMES: dict[type[Event], str] = {
    Minted: "minted",
    Engine: "engine",
    Connected: "connected",
    ChannelOpen: "channel",
    Ready: "ready",
    Message: "message",
    UserSpeech: "user_speech",
    Update: "update",
    Warned: "warning",
    ToolCall: "tool_call",
    Reconnecting: "reconnecting",
    Closed: "closed",
}
"""Event to its ``type`` in JSON lines."""
