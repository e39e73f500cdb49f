"""
Sessions and the slots that they take.

All changes are made on the thread that serves; `Sessions.wait_for` lets other threads wait for what they bring. A
session gives its slot back only when it ends: by ``endsession``, by a stop over REST, when its socket has been gone
for longer than the grace, on silence, or at its maximum length. Closing a browser tab frees nothing at once.
"""

from __future__ import annotations

import asyncio
import time
import uuid
from dataclasses import dataclass, field
from threading import Condition
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol

from anamctl.sandbox.journal import Happening

if TYPE_CHECKING:
    from collections.abc import Callable

State = Literal["waiting", "live", "ended"]
"""``waiting`` has an engine and a slot, but no stream yet; its clock does not run."""
EndedBy = Literal["client", "stop", "closed", "silence", "length", "service"]
"""Who ended it: ``endsession``, REST, a socket that did not come back, silence, its length, or a fault."""
Via = Literal["signalling", "channel", "talk"]


class Message(NamedTuple):
    """A message of a session, as it was on the wire."""

    via: Via
    kind: str
    """``actionType`` or ``message_type``/``messageType``; empty for what is no such message."""
    data: Any
    """The whole message as read from JSON; the text itself when it is none."""
    at: float
    """Seconds since the epoch."""


class Handle(Protocol):
    """Something that happens later."""

    def cancel(self) -> None:
        """Let it not happen."""
        ...


@dataclass(eq=False)
class Session:
    """One session. Whoever changes a field calls `Sessions.changed` afterwards."""

    id: str
    persona: dict[str, Any]
    """``personaConfig`` as minted; live updates are merged into it."""
    options: dict[str, Any]
    """``sessionOptions`` as minted."""
    client: dict[str, Any]
    """``clientMetadata`` of the start."""
    created: float
    """Seconds since the epoch, as all times here."""
    max_length: float
    """Seconds that it may stream."""
    label: str | None = None
    """``clientLabel`` of the token."""
    persona_id: str | None = None
    """Id of the saved persona; None for an ephemeral one."""
    state: State = "waiting"
    started: float | None = None
    ended: float | None = None
    ended_by: EndedBy | None = None
    reason: str = ""
    """Reason of the end, for ``endsession`` and for whoever asks; empty when nobody gave one."""
    sockets: int = 0
    """How many sockets have been opened for it, all told."""
    received: list[Message] = field(default_factory=list)
    """What the client has sent, in order."""
    sent: list[Message] = field(default_factory=list)
    """What was sent to the client, in order."""
    on_end: list[Callable[[Session], None]] = field(default_factory=list)
    """Called once when it ends, on the thread that serves."""
    on_talk: Callable[[str], None] | None = None
    """Speaks a text that comes over HTTP; None while nobody can."""
    timers: dict[str, Handle] = field(default_factory=dict, repr=False)

    @property
    def language(self) -> str:
        """What it hears, and answers in: the code of the persona, else English."""
        code = self.persona.get("languageCode")
        return code if isinstance(code, str) and code else "en"

    @property
    def is_open(self) -> bool:
        """Whether it takes a slot."""
        return self.state != "ended"

    def kinds(self, via: Via | None = None) -> list[str]:
        """List the kinds of what the client has sent."""
        return [message.kind for message in list(self.received) if via in (None, message.via)]


class FullError(Exception):
    """All slots are taken."""


def _later(seconds: float, call: Callable[[], None]) -> Handle:
    return asyncio.get_running_loop().call_later(seconds, call)


class Sessions:
    """
    The sessions of an account.

    Args:
        slots: how many may be open at a time.
        grace: seconds that an open session may be without a socket after it has had one.
        max_length: seconds that any session may stream.
        later: calls something after so many seconds, on the thread that serves.
        clock: tells the time in seconds since the epoch.
        tell: told of everything that happens.
    """

    def __init__(
        self,
        slots: int,
        *,
        grace: float,
        max_length: float,
        later: Callable[[float, Callable[[], None]], Handle] = _later,
        clock: Callable[[], float] = time.time,
        tell: Callable[[Happening], None] | None = None,
    ) -> None:
        self._tell = tell
        self.slots = slots
        self._grace = grace
        self._max_length = max_length
        self._later = later
        self._clock = clock
        self._condition = Condition()
        self._sessions: dict[str, Session] = {}

    # ---- looking; from any thread --------------------------------------------------------------------------------

    def get(self, id_: str) -> Session | None:
        """Give a session, ended or not."""
        return self._sessions.get(id_)

    def all(self) -> list[Session]:
        """List all sessions, the oldest first."""
        return list(self._sessions.values())

    def active(self) -> list[Session]:
        """List those that take a slot."""
        return [session for session in self.all() if session.is_open]

    def wait_for(self, condition: Callable[[], bool], timeout: float) -> bool:
        """Wait in another thread until something is so; False when it was not in time (seconds)."""
        with self._condition:
            return self._condition.wait_for(condition, timeout)

    # ---- changing; on the thread that serves ---------------------------------------------------------------------

    def changed(self) -> None:
        """Tell whoever waits that something is different."""
        with self._condition:
            self._condition.notify_all()

    def open(
        self,
        persona: dict[str, Any],
        options: dict[str, Any],
        client: dict[str, Any],
        *,
        label: str | None = None,
        persona_id: str | None = None,
    ) -> Session:
        """
        Start a session, which takes a slot.

        Raises:
            FullError: there is none.
        """
        if len(self.active()) >= self.slots:
            raise FullError
        wanted = persona.get("maxSessionLengthSeconds")
        length = min(self._max_length, float(wanted)) if isinstance(wanted, (int, float)) else self._max_length
        session = Session(str(uuid.uuid4()), persona, options, client, self._clock(), length, label, persona_id)
        self._sessions[session.id] = session
        self._start_clock(session)
        self._happened(session, "opened")
        return session

    def attach(self, session: Session) -> None:
        """Note that a socket was opened for it."""
        session.sockets += 1
        self._drop_timer(session, "grace")
        self.changed()

    def detach(self, session: Session) -> None:
        """Note that its last socket is gone without ``endsession``: the grace begins."""
        if session.is_open:
            self._set_timer(session, "grace", self._grace, lambda: self.end(session, "closed"))
        self.changed()

    def start(self, session: Session) -> None:
        """Note that it streams: its clock begins to run. Once is enough."""
        if session.state != "waiting":
            return
        session.state, session.started = "live", self._clock()
        self._start_clock(session)
        self._happened(session, "streams")

    def end(self, session: Session, by: EndedBy, reason: str = "") -> None:
        """End it and free its slot; nothing happens when it has ended already."""
        if not session.is_open:
            return
        session.state, session.ended, session.ended_by, session.reason = "ended", self._clock(), by, reason
        for name in list(session.timers):
            self._drop_timer(session, name)
        for call in session.on_end:
            call(session)
        self._happened(session, "ended", kind=by)

    def receive(self, session: Session, via: Via, kind: str, data: Any) -> None:  # noqa: ANN401  # JSON
        """Note what the client has sent."""
        session.received.append(Message(via, kind, data, self._clock()))
        self._happened(session, "received", via, kind)

    def send(self, session: Session, via: Via, kind: str, data: Any) -> None:  # noqa: ANN401  # JSON
        """Note what was sent to the client."""
        session.sent.append(Message(via, kind, data, self._clock()))
        self._happened(session, "sent", via, kind)

    def _start_clock(self, session: Session) -> None:
        """Let its maximum length begin now: with its engine, and once more when it streams."""
        self._set_timer(
            session,
            "length",
            session.max_length,
            lambda: self.end(session, "length", "Maximum session length reached"),
        )

    def _happened(
        self,
        session: Session,
        what: Literal["opened", "streams", "received", "sent", "ended"],
        via: str = "",
        kind: str = "",
    ) -> None:
        self.changed()
        if self._tell is not None:
            self._tell(Happening(session.id, what, via, kind))

    def _set_timer(self, session: Session, name: str, seconds: float, call: Callable[[], None]) -> None:
        self._drop_timer(session, name)
        session.timers[name] = self._later(seconds, call)

    def _drop_timer(self, session: Session, name: str) -> None:
        timer = session.timers.pop(name, None)
        if timer is not None:
            timer.cancel()
