"""The events of a session on their way to whoever shows them. They never pile up, and the last one always arrives."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

from anamctl.anam.events import Closed, Event, Message, UserSpeech

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

_MOST = 1_000


class EventQueue:
    """
    A bounded queue with one reader.

    When nobody reads, what a later event repeats goes first: a turn that has grown since. Then who began to speak when;
    then the oldest.

    Args:
        most: events that are kept.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._events: deque[Event] = deque()
        self._some = asyncio.Event()
        self._is_closed = False
        self.dropped = 0
        """Events that were lost because nobody read them."""

    def __len__(self) -> int:
        return len(self._events)

    def put(self, event: Event) -> None:
        """Add an event; after the end nothing is added."""
        if self._is_closed:
            return
        if len(self._events) >= self._most:
            self._make_room(event)
        self._events.append(event)
        self._some.set()

    def close(self) -> None:
        """End: the reader gets what there is, and then no more."""
        self._is_closed = True
        self._some.set()

    async def read(self) -> AsyncIterator[Event]:
        """Give one event after the other, until the end."""
        while True:
            while self._events:
                yield self._events.popleft()
            if self._is_closed:
                return
            self._some.clear()
            await self._some.wait()

    def _make_room(self, coming: Event) -> None:
        waiting = [*self._events, coming]
        newest = {(event.role, event.id): event for event in waiting if isinstance(event, Message)}
        for index, event in enumerate(self._events):
            if isinstance(event, Message) and newest[event.role, event.id] is not event:
                del self._events[index]
                return
        self.dropped += 1
        for index, event in enumerate(self._events):
            if isinstance(event, UserSpeech):
                del self._events[index]
                return
        for index, event in enumerate(self._events):
            if not isinstance(event, Closed):
                del self._events[index]
                return
