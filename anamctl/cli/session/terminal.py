"""Noticing that the terminal, or who reads, is gone, also where nothing is written and no SIGHUP comes (`nohup`)."""

from __future__ import annotations

import errno
import os
import select
import stat
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
def watched(
    loop: asyncio.AbstractEventLoop, lose: Callable[[OSError], None], *, has_reader: bool = False
) -> Iterator[None]:
    """
    Watch the terminal, if stdin is one.

    A line editor that reads a terminal without its other end reads nothing, again and again; so this is done in a
    thread, which the system wakes when the other end is closed.

    Args:
        loop: the running loop.
        lose: is called in it when the terminal is gone.
        has_reader: watch who reads stdout as well, if that is a pipe.
    """
    terminal = sys.stdin.fileno() if sys.platform != "win32" and is_terminal(sys.stdin) else None
    pipe = _pipe() if has_reader else None
    if sys.platform == "win32" or (terminal is None and pipe is None):
        yield
        return
    over = threading.Event()
    poll = select.poll()
    for number in (terminal, pipe):
        if number is not None:
            poll.register(number, 0)  # a hang-up is told unasked

    def watch() -> None:
        while not over.is_set():
            for number, _ in poll.poll(_LOOK_MS):
                code = errno.EIO if number == terminal else errno.EPIPE
                with suppress(RuntimeError):  # the loop is over
                    loop.call_soon_threadsafe(lose, OSError(code, os.strerror(code)))  # EPIPE makes a BrokenPipeError
                return

    thread = threading.Thread(target=watch, name="anamctl-terminal", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()


def _pipe() -> int | None:
    try:
        number = sys.stdout.fileno()
        return number if stat.S_ISFIFO(os.fstat(number).st_mode) else None
    except (OSError, ValueError):
        return None
