"""What the sessions of a stream share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Awaitable, Callable

    from anamctl.stt import heard
    from anamctl.stt.backlog import Backlog
    from anamctl.stt.policy import Policy
    from anamctl.stt.provider import Connection, Provider
    from anamctl.stt.socket import Socket

    Connect = Callable[[Connection, float], Awaitable[Socket]]


@dataclass(slots=True)
class Surroundings:
    """Whom they serve, where their sound comes from, and where their events go."""

    provider: Provider
    policy: Policy
    clock: Callable[[], float]
    connect: Connect
    put: Callable[[heard.Heard], None]
    room: Callable[[], Awaitable[None]]
    """Waits until whoever reads the events keeps up."""
    backlog: Backlog
    began: float
    wake: asyncio.Event
    """Says that there is something to send."""
    taken: asyncio.Event
    """Says that something was."""
    is_over: bool = False
    """Whether no more sound will come."""
    is_slower: bool = False
    """Whether a service has complained of the pace."""

    def now(self) -> float:
        """Give the seconds since the stream began."""
        return self.clock() - self.began
