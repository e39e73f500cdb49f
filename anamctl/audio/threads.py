"""
Calls that may block for ever, kept where they hurt nobody: in daemon threads, which no exit waits for.

Sound servers that hang block in C, where no signal and no cancellation reaches; a pipe without a writer does the same.
The threads of asyncio's own executor are waited for at exit, so they will not do.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import os
import sys
import threading
from collections import deque
from typing import TYPE_CHECKING, Generic, NoReturn, TypeVar

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Iterator

_T = TypeVar("_T")
_numbers = itertools.count(1)
_stuck: set[int] = set()
"""Numbers of the calls that were given up and have not returned."""


class StuckError(Exception):
    """A call has not returned in its time, and may never."""


def stuck() -> int:
    """Count the calls that were given up and have not returned."""
    return len(_stuck)


def leave(code: int) -> NoReturn:
    """
    End the process, at once when a call is stuck, because then the usual way might never end.

    Args:
        code: for the caller of the process.
    """
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            stream.flush()
    if _stuck:
        os._exit(code)
    sys.exit(code)


class _Call(Generic[_T]):
    """One call in a thread of its own."""

    def __init__(self, function: Callable[[], _T], late: Callable[[_T], object] | None) -> None:
        self._function = function
        self._late = late
        self._number = next(_numbers)
        self._lock = threading.Lock()
        self._is_given_up = False
        self.done = threading.Event()
        self.result: _T | None = None
        self.error: BaseException | None = None
        self.told: Callable[[], object] = bool

    def start(self) -> None:
        threading.Thread(target=self._run, name=f"anamctl-call-{self._number}", daemon=True).start()

    def give_up(self) -> bool:
        """Stop waiting; False when it has returned in the meantime."""
        with self._lock:
            if self.done.is_set():
                return False
            self._is_given_up = True
            _stuck.add(self._number)
            return True

    def _run(self) -> None:
        try:
            self.result = self._function()
        except BaseException as error:  # noqa: BLE001  # it is raised where the call is waited for
            self.error = error
        with self._lock:
            self.done.set()
            late = self._is_given_up and self.error is None
        if late and self._late is not None:
            with contextlib.suppress(Exception):  # nobody waits any more
                self._late(self.result)  # type: ignore[arg-type]
        _stuck.discard(self._number)
        self.told()

    def outcome(self) -> _T:
        if self.error is not None:
            raise self.error
        return self.result  # type: ignore[return-value]


def within(limit: float, function: Callable[[], _T], *, late: Callable[[_T], object] | None = None) -> _T:
    """
    Call a function, but wait no longer than a limit.

    Args:
        limit: seconds.
        function: may block for ever.
        late: is given the result when it comes after all, to undo it, in the other thread.

    Raises:
        StuckError: it has not returned in time.
    """
    call = _Call(function, late)
    call.start()
    if not call.done.wait(limit) and call.give_up():
        raise StuckError
    return call.outcome()


async def in_thread(
    function: Callable[[], _T], *, limit: float | None = None, late: Callable[[_T], object] | None = None
) -> _T:
    """
    Do the same without holding up the event loop; also when waiting for it is cancelled.

    Args:
        function: may block for ever.
        limit: seconds; None waits for ever.
        late: is given the result when it comes after all, to undo it, in the other thread.

    Raises:
        StuckError: it has not returned in time.
    """
    call = _Call(function, late)
    loop = asyncio.get_running_loop()
    done = asyncio.Event()
    call.told = lambda: _tell(loop, done.set)
    call.start()
    try:
        async with asyncio.timeout(limit):
            await done.wait()
    except TimeoutError:
        if call.give_up():
            raise StuckError from None
    except asyncio.CancelledError:
        if not call.give_up() and late is not None and call.error is None:
            late(call.result)  # type: ignore[arg-type]
        raise
    return call.outcome()


def _tell(loop: asyncio.AbstractEventLoop, callback: Callable[[], object]) -> None:
    with contextlib.suppress(RuntimeError):  # the loop is closed: nobody listens
        loop.call_soon_threadsafe(callback)


class Pumped(Generic[_T]):
    """
    The items of an iterator that may block, read ahead a little by a thread.

    Args:
        items: is left to the thread from now on.
        most: how many to read ahead.
        done: is called by the thread when it ends.
    """

    def __init__(self, items: Iterator[_T], most: int = 8, *, done: Callable[[], object] = bool) -> None:
        self._items = items
        self._done = done
        self._queue: deque[_T] = deque()
        self._room = threading.Semaphore(most)
        self._more = asyncio.Event()
        self._is_over = False
        self._is_left = False
        self._error: BaseException | None = None

    async def items(self) -> AsyncGenerator[_T]:
        """Give the items, once."""
        loop = asyncio.get_running_loop()
        threading.Thread(target=self._pump, args=(loop,), name="anamctl-pump", daemon=True).start()
        try:
            while not self._is_left:
                self._more.clear()
                while self._queue:
                    item = self._queue.popleft()
                    self._room.release()
                    yield item
                if self._is_over and not self._queue:
                    break
                await self._more.wait()
        finally:
            self.stop()
        if self._error is not None:
            raise self._error

    def stop(self) -> None:
        """Give no more items. The thread ends when the iterator gives it the next one, or with the process."""
        self._is_left = True
        self._room.release()
        self._more.set()

    def _pump(self, loop: asyncio.AbstractEventLoop) -> None:
        try:
            for item in self._items:
                self._room.acquire()
                if self._is_left:
                    return
                self._queue.append(item)
                _tell(loop, self._more.set)
        except BaseException as error:  # noqa: BLE001  # it is raised where the items are waited for
            self._error = error
        finally:
            self._done()
            self._is_over = True
            _tell(loop, self._more.set)
