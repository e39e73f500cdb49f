"""Who has said what, and waiting for a reply to it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from anamctl.anam.events import ChannelOpen, Closed, Message, Reconnecting

if TYPE_CHECKING:
    from collections.abc import Callable

    from anamctl.anam.events import Event


class Conversation:
    """The turns of a session, in the order in which they began."""

    def __init__(self) -> None:
        self._turns: dict[tuple[str, str], Message] = {}
        self._changed = asyncio.Event()
        self._is_over = False
        self.changes = 0
        """How often something was said, or more of it."""

        self.losses = 0
        """How often the peer was lost, and with it perhaps a reply."""
        self.openings = 0
        """How often the data channel was opened."""

    def see(self, event: Event) -> None:
        """Take note of a turn, or of more of one; and of what comes between."""
        if isinstance(event, Message):
            self._turns[event.role, event.id] = event
            self.changes += 1
        elif isinstance(event, ChannelOpen):
            self.openings += 1
        elif isinstance(event, Reconnecting) and event.what == "peer":
            self.losses += 1
        elif isinstance(event, Closed):
            self._is_over = True
        self._changed.set()

    def end(self) -> None:
        """Nothing more will be said; whoever waits goes on."""
        self._is_over = True
        self._changed.set()

    @property
    def count(self) -> int:
        """Turns so far; what begins later counts as a reply to what is said now."""
        return len(self._turns)

    async def reply(self, since: int, patience: float) -> bool:
        """
        Wait until the persona has replied.

        Args:
            since: `count` when the question was put.
            patience: seconds to wait.
        """
        return await self.until(lambda: self.has_reply(since), patience)

    def has_reply(self, since: int) -> bool:
        """Tell whether the persona has said something since, and is done with it."""
        later = [turn for turn in list(self._turns.values())[since:] if turn.role == "persona"]
        return bool(later) and all(turn.final for turn in later)

    def last_is_answered(self) -> bool:
        """Tell whether nothing that was said still waits for its reply."""
        roles = [turn.role for turn in self._turns.values()]
        if "user" not in roles:
            return all(turn.final for turn in self._turns.values())
        last = len(roles) - 1 - roles[::-1].index("user")
        return self.has_reply(last + 1)

    @property
    def has_user(self) -> bool:
        """Whether the user has said something."""
        return any(role == "user" for role, _ in self._turns)

    def is_speaking(self) -> bool:
        """Tell whether the persona is in the middle of a turn."""
        return any(turn.role == "persona" and not turn.final for turn in self._turns.values())

    async def until(self, is_so: Callable[[], bool], patience: float) -> bool:
        """Wait until something is so, and tell whether it came to that."""
        try:
            async with asyncio.timeout(patience):
                while not is_so() and not self._is_over:
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            pass
        return is_so()
