"""
Lines of stdin, for a loop that must not wait for them.

They are read in a daemon thread that nobody waits for: whoever reads a terminal or a pipe may wait for ever. It reads
the file descriptor itself, because a thread that holds the lock of `sys.stdin` would keep Python from ending.
"""

from __future__ import annotations

import asyncio
import codecs
import os
import sys
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

_CHUNK = 65536
_LONGEST = 1024 * 1024
"""Characters of a line; what is longer is cut into lines."""
_AHEAD = 100
"""Lines that are read before they are asked for."""


class StdinLines:
    """The lines of stdin, once."""

    def __init__(self) -> None:
        self._lines: asyncio.Queue[str | None] = asyncio.Queue()
        self._room = threading.Semaphore(_AHEAD)
        self._is_over = False
        self._loop: asyncio.AbstractEventLoop | None = None

    async def read(self) -> AsyncIterator[str]:
        """Give one line after the other, until the end or until `stop`."""
        self._loop = asyncio.get_running_loop()
        if not self._is_over:
            threading.Thread(target=self._pump, name="anamctl-stdin", daemon=True).start()
        while not self._is_over:
            line = await self._lines.get()
            if line is None:
                return
            self._room.release()
            yield line

    def stop(self) -> None:
        """End `read`; called in the loop."""
        self._is_over = True
        self._lines.put_nowait(None)

    def _pump(self) -> None:
        try:
            for line in _stdin():
                self._room.acquire()
                if not self._hand_over(line):
                    return
        except (OSError, ValueError):
            pass  # it was closed, which is an end as good as any
        self._hand_over(None)

    def _hand_over(self, line: str | None) -> bool:
        if self._is_over or self._loop is None:
            return False
        try:
            self._loop.call_soon_threadsafe(self._lines.put_nowait, line)
        except RuntimeError:  # the loop is over
            return False
        return True


def _stdin() -> Iterator[str]:
    try:
        descriptor = sys.stdin.fileno()
    except (OSError, ValueError, AttributeError):  # something else stands in for stdin
        yield from (line.rstrip("\r\n") for line in sys.stdin or ())
        return
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    rest = ""
    while data := os.read(descriptor, _CHUNK):
        *lines, rest = (rest + decoder.decode(data)).split("\n")
        yield from (line.rstrip("\r") for line in lines)
        if len(rest) > _LONGEST:
            yield rest
            rest = ""
    rest += decoder.decode(b"", final=True)
    if rest:
        yield rest
