"""Work that runs beside the main task: none of it is forgotten, and a bug in it is not swallowed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine


class Tasks:
    """
    Keeps tasks until they are over.

    Args:
        failed: is told the exception of a task that raised one; a cancellation is none.
    """

    def __init__(self, failed: Callable[[BaseException], None]) -> None:
        self._failed = failed
        self._loop = asyncio.get_running_loop()
        self._tasks: set[asyncio.Task[object]] = set()

    def spawn(self, work: Coroutine[Any, Any, object]) -> None:
        """Do something beside everything else."""
        task = self._loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._over)

    async def stop(self) -> None:
        """Cancel what is not over, and wait until it is; whoever calls may be one of them and goes on."""
        tasks = [task for task in self._tasks if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _over(self, task: asyncio.Task[object]) -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if error is not None:
            self._failed(error)


async def until_done(task: asyncio.Task[Any]) -> None:
    """
    Wait until a task is done, however often this is cancelled meanwhile; what the task raised stays with it.

    Raises:
        asyncio.CancelledError: this was cancelled; only now, because the task had to end properly.
    """
    is_cancelled = False
    while not task.done():
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError:
            is_cancelled = True
    if is_cancelled:
        raise asyncio.CancelledError
