"""The events of a stream on their way to whoever shows them. They never pile up, and no final is ever lost."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import TYPE_CHECKING

from anamctl.stt.heard import Dropped, Final, Heard, Partial, SpeechStarted, Warned

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

_MOST = 1_000


class HeardQueue:
    """
    A queue with one reader.

    When nobody reads, what a later event makes good goes first: a turn that has gone on since. Then what is only
    interesting while it is new. Finals stay; for them the service has to wait (`room`).

    Args:
        most: events that are kept.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._events: deque[Heard] = deque()
        self._some = asyncio.Event()
        self._room = asyncio.Event()
        self._room.set()
        self._is_closed = False

    def __len__(self) -> int:
        return len(self._events)

    def put(self, event: Heard) -> None:
        """Add an event; after the end nothing is added."""
        if self._is_closed:
            return
        self._events.append(event)
        if len(self._events) > self._most:
            self._make_room()
        self._some.set()

    async def room(self) -> None:
        """Wait until the reader keeps up."""
        await self._room.wait()

    def close(self) -> None:
        """End: the reader gets what there is, and then no more."""
        self._is_closed = True
        self._some.set()
        self._room.set()

    async def read(self) -> AsyncGenerator[Heard]:
        """Give one event after the other, until the end."""
        while True:
            while self._events:
                event = self._events.popleft()
                if len(self._events) < self._most:
                    self._room.set()
                yield event
            if self._is_closed:
                return
            self._some.clear()
            await self._some.wait()

    def _make_room(self) -> None:
        """Remove what can be done without; at once for many events, so that it costs little for each."""
        newest: dict[object, Heard] = {}
        for event in self._events:
            if isinstance(event, (Partial, Final)):
                newest[event.key] = event
        self._events = deque(
            event
            for event in self._events
            if not isinstance(event, (SpeechStarted, Partial)) or newest.get(getattr(event, "key", None)) is event
        )
        self._thin(Warned)
        self._thin(Dropped)
        if len(self._events) >= self._most:
            self._room.clear()

    def _thin(self, kind: type[Heard]) -> None:
        """Leave a few of a kind: the latest."""
        if len(self._events) < self._most * 3 // 4:
            return
        left = [event for event in self._events if isinstance(event, kind)]
        gone = {id(event) for event in left[: -self._most // 10]}
        self._events = deque(event for event in self._events if id(event) not in gone)
