"""Noticing that the terminal is gone, also where nothing is written to it and no SIGHUP comes (`nohup`)."""

from __future__ import annotations

import errno
import os
import select
import sys
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from anamctl.cli.terminal import is_terminal

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Iterator

_LOOK_MS = 500


@contextmanager
def watched(loop: asyncio.AbstractEventLoop, lose: Callable[[OSError], None]) -> Iterator[None]:
    """
    Watch the terminal, if stdin is one.

    A line editor that reads a terminal without its other end reads nothing, again and again; so this is done in a
    thread, which the system wakes when the other end is closed.

    Args:
        loop: the running loop.
        lose: is called in it when the terminal is gone.
    """
    if sys.platform == "win32" or not is_terminal(sys.stdin):
        yield
        return
    over = threading.Event()
    poll = select.poll()
    poll.register(sys.stdin.fileno(), 0)  # a hang-up is told unasked

    def watch() -> None:
        while not over.is_set():
            if poll.poll(_LOOK_MS):
                gone = OSError(errno.EIO, os.strerror(errno.EIO))
                with suppress(RuntimeError):  # the loop is over
                    loop.call_soon_threadsafe(lose, gone)
                return

    thread = threading.Thread(target=watch, name="anamctl-terminal", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
