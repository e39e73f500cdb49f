"""What a service was asked, for whoever wants to watch: a test, or ``--verbose``."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Condition
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

Stage = Literal["arrived", "applied", "answered", "dropped"]


@dataclass
class Exchange:
    """One request and how far it has come."""

    operation: str
    method: str
    path: str
    stages: list[Stage] = field(default_factory=list)
    status: int | None = None
    """Status of the answer; None before it, and when the connection was closed instead."""


class Happening(NamedTuple):
    """Something in a session."""

    session: str
    what: Literal["opened", "streams", "received", "sent", "ended"]
    via: str = ""
    """Where a message came or went: ``signalling``, ``channel``, ``talk``."""
    kind: str = ""
    """Of a message; who ended a session."""


class Journal:
    """
    A list of exchanges that one thread writes and others read and wait for.

    Args:
        on_end: told of every exchange at its end.
        on_happening: told of everything that happens in sessions.
    """

    def __init__(
        self,
        on_end: Callable[[Exchange], None] | None = None,
        on_happening: Callable[[Happening], None] | None = None,
    ) -> None:
        self._changed = Condition()
        self._on_end = on_end
        self._on_happening = on_happening
        self.exchanges: list[Exchange] = []

    def begin(self, operation: str, method: str, path: str) -> Exchange:
        """Note that a request has arrived."""
        exchange = Exchange(operation, method, path)
        with self._changed:
            self.exchanges.append(exchange)
        self.note(exchange, "arrived")
        return exchange

    def note(self, exchange: Exchange, stage: Stage, status: int | None = None) -> None:
        """Note that a request has come further."""
        with self._changed:
            exchange.stages.append(stage)
            exchange.status = status
            self._changed.notify_all()
        if stage in ("answered", "dropped") and self._on_end is not None:
            self._on_end(exchange)

    def happened(self, happening: Happening) -> None:
        """Tell whoever listens; sessions keep what happens in them themselves."""
        if self._on_happening is not None:
            self._on_happening(happening)

    def wait_for(self, operation: str, stage: Stage, timeout: float, count: int = 1) -> bool:
        """Wait until so many requests of a kind have come so far; False when they did not in time."""

        def has_come() -> bool:
            return sum(one.operation == operation and stage in one.stages for one in self.exchanges) >= count

        with self._changed:
            return self._changed.wait_for(has_come, timeout)

    def operations(self) -> list[str]:
        """List what was asked, in order."""
        with self._changed:
            return [exchange.operation for exchange in self.exchanges]
