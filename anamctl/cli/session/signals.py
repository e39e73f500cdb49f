"""
Signals while a session runs: the first ends it properly, another one hurries.

They also help where writing hangs: a reader that does not read (`| less`) fills the pipe, and then nothing goes on
here, neither sound nor heartbeats, while the session costs money. Nothing but a signal gets out of such a call.
"""

from __future__ import annotations

import errno
import os
import signal
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from anamctl.cli.signals import SIGNALS

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Iterator, Sequence

LOOK = 1.0
"""Seconds between two looks at the loop."""
PATIENCE = 15
"""Looks at which a loop that writes may have got no further; three heartbeats are missed by then."""
HURRY = 2
"""The same once somebody wants it to end."""


class HungError(OSError):
    """Nobody has taken what was written."""

    def __init__(self) -> None:
        super().__init__(errno.EAGAIN, os.strerror(errno.EAGAIN))


@contextmanager
def handed_over(
    loop: asyncio.AbstractEventLoop,
    take: Callable[[], None],
    is_writing: Callable[[], bool] = lambda: False,
    *,
    is_last: bool = False,
) -> Iterator[Sequence[int]]:
    """
    Let signals call a function in the loop, instead of raising wherever the program happens to be.

    Args:
        loop: the running loop.
        take: is called for each.
        is_writing: tells whether the loop is writing to somebody. When that does not end, it raises `HungError` there.
        is_last: the process ends after this. Once it was asked to, it is not asked again: what is still to be closed is
            closed, and the exit code stays what it is.

    Returns:
        The signals that have come so far, also those that were not handed over yet.
    """
    taken: list[int] = []
    if threading.current_thread() is not threading.main_thread():
        yield taken
        return
    numbers = [one for one in (signal.SIGINT, *SIGNALS) if signal.getsignal(one) is not signal.SIG_IGN]
    watch = _Watch(loop, is_writing, numbers[-1]) if numbers and hasattr(signal, "pthread_kill") else None

    def handle(number: int, frame: Any) -> None:  # noqa: ANN401, ARG001  # as signals call it
        if watch is not None:
            if watch.takes_it():
                if is_writing():
                    raise HungError
                return
            watch.patience = HURRY
        taken.append(number)
        loop.call_soon_threadsafe(take)

    before = {number: signal.signal(number, handle) for number in numbers}
    if watch is not None:
        watch.start()
    try:
        yield taken
    finally:
        if watch is not None:
            watch.stop()
        for number, handler in before.items():
            signal.signal(number, signal.SIG_IGN if is_last and taken else handler)


class _Watch(threading.Thread):
    """Watches whether a loop goes on, and sends the main thread a signal when it hangs in writing."""

    def __init__(self, loop: asyncio.AbstractEventLoop, is_writing: Callable[[], bool], number: int) -> None:
        super().__init__(name="anamctl-watch", daemon=True)
        self._loop = loop
        self._is_writing = is_writing
        self._number = number
        self._is_over = threading.Event()
        self._answered = threading.Event()
        self._has_sent = False
        self.patience = PATIENCE

    def takes_it(self) -> bool:
        """Tell whether a signal that has come was sent by this watch."""
        sent, self._has_sent = self._has_sent, False
        return sent

    def stop(self) -> None:
        """Watch no longer; from here on nothing is sent."""
        self._is_over.set()
        self.join()
        self._has_sent = False

    def run(self) -> None:
        missed = 0
        with suppress(RuntimeError):  # the loop is over
            self._loop.call_soon_threadsafe(self._answered.set)
            while not self._is_over.wait(LOOK):
                if self._answered.is_set():
                    self._answered.clear()
                    self._loop.call_soon_threadsafe(self._answered.set)
                    missed = 0
                    continue
                missed = missed + 1 if self._is_writing() else 0
                main = threading.main_thread().ident
                if missed >= self.patience and main is not None:
                    missed, self._has_sent = 0, True
                    signal.pthread_kill(main, self._number)
