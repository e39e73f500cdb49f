"""
The view of `listen` at a terminal: what was said goes to the scrollback once, how it goes is in a few rows below.

It is drawn when something happens, at most so often in a second as a terminal can show; and now and then for the meter
and the clock.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import time
from collections import deque
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Self

from anamctl.stt import heard
from anamctl.view import listen_text as text
from anamctl.view.listen_keys import Keys
from anamctl.view.listen_region import HIDE_CURSOR, SHOW_CURSOR, Region
from anamctl.view.listen_rows import Row, written
from anamctl.view.listen_status import METER, Picture, rows

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Sequence
    from types import TracebackType

    from anamctl.audio.level import Level
    from anamctl.listening.events import Event
    from anamctl.listening.status import Status
    from anamctl.listening.summary import Summary

_TICK = 0.125
"""Seconds between two looks at the meter and the clock."""
_LEAST = 0.02
"""Seconds between two pictures."""


class ListenView:
    """
    Shows what is heard. Enter it before the first event.

    Args:
        color: use colours.
        size: gives columns and rows of the terminal; asked whenever something is drawn.
        write: takes text for the terminal.
        clock: seconds.
        keys: the keyboard.
        notes: what to say first, in a line each.
    """

    def __init__(
        self,
        *,
        color: bool = True,
        size: Callable[[], tuple[int, int]] | None = None,
        write: Callable[[str], None] | None = None,
        clock: Callable[[], float] = time.monotonic,
        keys: Keys | None = None,
        notes: Sequence[str] = (),
    ) -> None:
        self._color = color
        self._size = size or _terminal_size
        self._write = write or _write
        self._clock = clock
        self._keys = keys or Keys()
        self._region = Region(color=color)
        self._status: Status | None = None
        self._partial: heard.Partial | None = None
        self._levels: deque[Level | None] = deque(maxlen=METER)
        self._above: list[Row] = []
        self._notes = list(notes)
        self._drawn_at = -1.0
        self._due: asyncio.TimerHandle | None = None
        self._ticking: asyncio.TimerHandle | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._lost: OSError | None = None
        self._is_entered = False
        self._stack = ExitStack()

    # ---- life ----------------------------------------------------------------------------------------------------

    def __enter__(self) -> Self:
        self._stack.enter_context(self._keys)
        self._is_entered = True
        self._write(HIDE_CURSOR)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self._leave()
        finally:
            self._stack.close()

    def begin(self, status: Status) -> None:
        """Draw the rows at the bottom from now on."""
        self._status = status
        self._loop = asyncio.get_running_loop()
        for line in self._notes:
            self._above += text.note_rows(line, self._room())
        with suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):
            import signal

            # The shell has had the terminal meanwhile.
            self._loop.add_signal_handler(signal.SIGCONT, self._again)
            self._stack.callback(self._loop.remove_signal_handler, signal.SIGCONT)
        self._draw()
        self._tick()

    def _leave(self) -> None:
        """Take away the rows at the bottom, and print what was to be printed above them."""
        if not self._is_entered:
            return
        self._is_entered = False
        for handle in (self._due, self._ticking):
            if handle is not None:
                handle.cancel()
        left = "".join(f"{written(one, color=self._color)}\r\n" for one in self._above)
        self._above.clear()
        self._write(self._region.erase(self._size()) + left + SHOW_CURSOR)

    # ---- showing -------------------------------------------------------------------------------------------------

    def show(self, event: Event) -> None:
        """Show an event."""
        self._raise_lost()
        if isinstance(event, heard.Partial):
            self._partial = event if event.stable or event.unstable else None
        elif isinstance(event, heard.Final):
            if self._partial is not None and self._partial.key == event.key:
                self._partial = None
            if self._status is not None:
                self._above += text.final_rows(event, self._status.about, self._room())
        else:
            self._above += text.remark_rows(event, self._room())
        self._soon()

    def note(self, line: str) -> None:
        """Print a line of anamctl's own."""
        self._raise_lost()
        self._above += text.note_rows(line, self._room())
        self._soon()

    def finish(self, summary: Summary) -> None:
        """Say how it was; nothing comes after it."""
        self._leave()
        width = self._room()
        table = text.table_rows(summary, width)
        found = [
            *([(), *table, ()] if table else []),
            *text.verdict_rows(summary, width),
            *text.ending_rows(summary, width),
        ]
        self._write("".join(f"{written(one, color=self._color)}\n" for one in found))

    def _room(self) -> int:
        """Columns that are written: one less than there are, for some terminals go on to the next line in the last."""
        return max(self._size()[0] - 1, 8)

    def _soon(self) -> None:
        """Draw at once, or as soon as it would be seen; what comes at the same moment is drawn together."""
        if self._loop is None or self._due is not None or not self._is_entered:
            return
        wait = max(0.0, self._drawn_at + _LEAST - self._clock())
        self._due = self._loop.call_later(wait, self._draw)

    def _draw(self) -> None:
        self._due = None
        status = self._status
        if status is None or not self._is_entered or self._lost is not None:
            return
        size = self._size()
        picture = Picture(self._partial, tuple(self._levels), self._keys.is_there)
        shown = rows(status, picture, max(size[0] - 1, 8), size[1])
        above, self._above = self._above, []
        self._drawn_at = self._clock()
        try:
            self._write(self._region.draw(above, shown, size))
        except OSError as error:  # raised where it is noticed: in the next event
            self._lost = error

    def _tick(self) -> None:
        if self._loop is None or self._status is None or not self._is_entered:
            return
        is_heard = self._status.state not in ("paused", "ended")
        self._levels.append(self._status.level() if is_heard else None)
        self._draw()
        self._ticking = self._loop.call_later(_TICK, self._tick)

    def _again(self) -> None:
        """Take the terminal back."""
        self._keys.take()
        self._region.forget()
        self._write(HIDE_CURSOR)
        self._draw()

    def _raise_lost(self) -> None:
        if self._lost is not None:
            raise self._lost

    # ---- reading -------------------------------------------------------------------------------------------------

    def keys(self) -> AsyncIterator[str]:
        """Give the keys that are pressed."""
        return self._keys.read()

    def stop_reading(self) -> None:
        """End `keys`."""
        self._keys.stop()


def _terminal_size() -> tuple[int, int]:
    try:
        found = os.get_terminal_size(sys.stdout.fileno())
    except (OSError, ValueError):
        found = shutil.get_terminal_size()
    return found.columns or 80, found.lines or 24


def _write(content: str) -> None:
    if content:
        sys.stdout.write(content)
        sys.stdout.flush()
