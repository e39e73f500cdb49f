"""Waiting on the loop of a server in a way that another thread can cut short."""

from __future__ import annotations

import asyncio
import contextlib


class Patience:
    """Waits, and stops waiting for good when it is told to."""

    def __init__(self) -> None:
        self._is_over = False
        self._waiting: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()

    async def wait(self, seconds: float) -> None:
        """Wait so long, or until `end`."""
        if seconds <= 0 or self._is_over:
            return
        mine = (asyncio.get_running_loop(), asyncio.Event())
        self._waiting.add(mine)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(mine[1].wait(), seconds)
        self._waiting.discard(mine)

    def end(self) -> None:
        """Wake whoever waits; nobody waits any more from now on. May be called from any thread."""
        self._is_over = True
        for loop, event in list(self._waiting):
            with contextlib.suppress(RuntimeError):  # that loop is closed already
                loop.call_soon_threadsafe(event.set)
