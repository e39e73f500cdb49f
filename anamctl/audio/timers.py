"""What time is asked of and waited for with, so that tests need not wait."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


class Timers(NamedTuple):
    """A clock and a way to wait."""

    clock: Callable[[], float] = time.monotonic
    """Gives seconds."""
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
    """Waits for so many seconds."""


class Pace:
    """
    Lets blocks pass no faster than they would be heard.

    Args:
        factor: 1 as fast as it was recorded, 2 twice as fast; 0 as fast as it is taken.
        timers: for the time.
    """

    _PATIENCE = 0.25
    """Seconds to be behind and catch up; whatever is later begins anew, for services take a burst for an attack."""

    def __init__(self, factor: float, timers: Timers) -> None:
        self._factor = factor
        self._timers = timers
        self._due = timers.clock()

    async def hold(self, seconds: float) -> None:
        """Wait until so many seconds of sound, which come next, would have been captured."""
        if not self._factor:
            return
        self._due += seconds / self._factor
        now = self._timers.clock()
        if self._due > now:
            await self._timers.sleep(self._due - now)
        elif now - self._due > self._PATIENCE:
            self._due = now
