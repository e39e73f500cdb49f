"""The sessions of a speech-to-text service: what came from clients, for whoever asserts or watches."""

from __future__ import annotations

import time
from collections import Counter, deque
from dataclasses import dataclass, field
from threading import Condition
from typing import TYPE_CHECKING, Any

from anamctl.sandbox.journal import Happening

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_KEPT = 1000


@dataclass
class Record:
    """
    One connection and what came through it.

    Attributes:
        id: of the session, as the client is told it.
        query: every parameter of the address, also those that nobody knows; a token is left out.
        headers: names of the request's headers, in lower case.
        settings: parameters as they were understood, with changes since.
        messages: the last texts from the client, parsed where they are JSON.
        sent: how many messages of each type went to the client.
        frames: how many frames of sound came.
        shortest_ms: the shortest of them; None before the first.
        longest_ms: the longest.
        sound_ms: how much sound came.
        asked_to_end: the client said that it is done.
        ended_by: who ended it: ``client``, ``service``, ``fault``, ``lost``; empty while it is open.
        close_code: the code that was sent or came; None when the connection was cut.
        error: what the client was told to be wrong.
        bug: an exception in the sandbox itself, which should not happen.
        opened: clock, in seconds.
        ended: clock; None while it is open.
    """

    id: str
    query: dict[str, str] = field(default_factory=dict)
    headers: tuple[str, ...] = ()
    settings: dict[str, Any] = field(default_factory=dict)
    messages: deque[Any] = field(default_factory=lambda: deque(maxlen=_KEPT))
    sent: Counter[str] = field(default_factory=Counter)
    frames: int = 0
    shortest_ms: float | None = None
    longest_ms: float = 0.0
    sound_ms: int = 0
    asked_to_end: bool = False
    ended_by: str = ""
    close_code: int | None = None
    error: str = ""
    bug: str = ""
    opened: float = field(default_factory=time.monotonic)
    ended: float | None = None

    @property
    def is_open(self) -> bool:
        """Whether the socket is open, which is what the services bill for."""
        return self.ended is None

    @property
    def kinds(self) -> list[str]:
        """Types of the last messages from the client."""
        return [str(one.get("type")) if isinstance(one, dict) else "?" for one in self.messages]


class Records:
    """
    All sessions of a service; one thread writes and others read and wait.

    Args:
        tell: told of everything that happens.
    """

    def __init__(self, tell: Callable[[Happening], None]) -> None:
        self._changed = Condition()
        self._tell = tell
        self.all: list[Record] = []

    @property
    def open(self) -> list[Record]:
        """Sessions that are open."""
        with self._changed:
            return [record for record in self.all if record.is_open]

    @property
    def last(self) -> Record:
        """The newest session. Raises IndexError."""
        return self.all[-1]

    def add(self, record: Record) -> Record:
        """Note that a session has been opened."""
        with self._changed:
            self.all.append(record)
            self._changed.notify_all()
        self._tell(Happening(record.id, "opened"))
        return record

    def sound(self, record: Record, milliseconds: float, total: int) -> None:
        """Note a frame of sound."""
        with self._changed:
            record.frames += 1
            shortest = record.shortest_ms
            record.shortest_ms = milliseconds if shortest is None else min(shortest, milliseconds)
            record.longest_ms = max(record.longest_ms, milliseconds)
            record.sound_ms = total
            self._changed.notify_all()

    def received(self, record: Record, message: object) -> None:
        """Note a text from the client."""
        with self._changed:
            record.messages.append(message)
            self._changed.notify_all()
        kind = message.get("type") if isinstance(message, dict) else None
        self._tell(Happening(record.id, "received", "socket", str(kind) if kind is not None else ""))

    def note(self, record: Record, **fields: Any) -> None:  # noqa: ANN401  # attributes of a record
        """Change a record."""
        with self._changed:
            for name, value in fields.items():
                setattr(record, name, value)
            self._changed.notify_all()

    def sent(self, record: Record, kind: str) -> None:
        """Note a message to the client."""
        with self._changed:
            record.sent[kind] += 1
            self._changed.notify_all()
        self._tell(Happening(record.id, "sent", "socket", kind))

    def end(self, record: Record, by: str, code: int | None) -> None:
        """Note the end of a session; only the first end counts."""
        with self._changed:
            if record.ended is not None:
                return
            record.ended_by, record.close_code, record.ended = by, code, time.monotonic()
            self._changed.notify_all()
        self._tell(Happening(record.id, "ended", "", by))

    def wait_for(self, condition: Callable[[], bool], timeout: float) -> bool:
        """Wait until something is so; False when it is not in time."""
        with self._changed:
            return self._changed.wait_for(condition, timeout)


def shown(query: Mapping[str, str]) -> dict[str, str]:
    """Give parameters without a token."""
    return {name: value for name, value in query.items() if name != "token"}
