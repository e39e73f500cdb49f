"""
A view with a few rows at the bottom of a terminal, above which things are printed once.

It is drawn when something happens, at most so often in a second as a terminal can show; and now and then for meters
and clocks. Keys are read meanwhile.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import time
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Self

from anamctl.view.listen.keys import Keys, meaning
from anamctl.view.listen.presses import Pasted
from anamctl.view.listen.region import HIDE_CURSOR, LEAVE_PASTES, MARK_PASTES, SHOW_CURSOR, Region
from anamctl.view.listen.rows import written
from anamctl.view.listen.text import note_rows

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Sequence
    from types import TracebackType

    from anamctl.listening.screen import Key
    from anamctl.view.listen.rows import Row

_TICK = 0.125
"""Seconds between two looks at the meter and the clock."""
_LEAST = 0.02
"""Seconds between two pictures."""
_NARROWEST = 8


class Bottom:
    """
    Draws rows that `picture` gives. Enter it before it begins.

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
        self._keyboard = keys or Keys()
        self._region = Region(color=color)
        self._above: list[Row] = []
        self._notes = list(notes)
        self._drawn_at = -1.0
        self._due: asyncio.TimerHandle | None = None
        self._ticking: asyncio.TimerHandle | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._lost: OSError | None = None
        self._is_entered = False
        self.is_drawing = False
        """Whether something is being written, which may take for ever where nobody reads."""
        self._stack = ExitStack()

    # ---- what is shown -------------------------------------------------------------------------------------------

    def picture(self, width: int, height: int) -> Sequence[Row]:
        """Give the rows at the bottom, none wider than `width`, fewer than `height`."""
        raise NotImplementedError

    def look(self) -> None:
        """Measure what changes by itself; called a few times in a second."""

    # ---- life ----------------------------------------------------------------------------------------------------

    def __enter__(self) -> Self:
        self._stack.enter_context(self._keyboard)
        self._is_entered = True
        try:
            self._write(HIDE_CURSOR + MARK_PASTES)
        except OSError:
            self._stack.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.leave()
        finally:
            self._stack.close()

    def start(self) -> None:
        """Draw from now on; called in the loop."""
        self._loop = asyncio.get_running_loop()
        for line in self._notes:
            self._above += note_rows(line, self.room)
        with suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):
            import signal

            # The shell has had the terminal meanwhile.
            self._loop.add_signal_handler(signal.SIGCONT, self._again)
            self._stack.callback(self._loop.remove_signal_handler, signal.SIGCONT)
        self._tick()

    def leave(self) -> None:
        """Take away the rows at the bottom, and print what was to be printed above them."""
        if not self._is_entered:
            return
        self._is_entered = False
        for handle in (self._due, self._ticking):
            if handle is not None:
                handle.cancel()
        if self._lost is not None:
            return
        left = "".join(f"{written(one, color=self._color)}\r\n" for one in self._above)
        self._write(self._region.erase(self._size()) + left + LEAVE_PASTES + SHOW_CURSOR)

    # ---- showing -------------------------------------------------------------------------------------------------

    @property
    def room(self) -> int:
        """Columns that are written: one less than there are, for some terminals go on to the next line in the last."""
        return max(self._size()[0] - 1, _NARROWEST)

    @property
    def has_keys(self) -> bool:
        """Whether keys are read."""
        return self._keyboard.is_there

    def note(self, line: str) -> None:
        """Print a line of anamctl's own."""
        self.print_above(note_rows(line, self.room))

    def print_above(self, rows: Sequence[Row]) -> None:
        """
        Print rows above, or draw anew when there are none.

        Raises:
            OSError: the terminal could not be written to before.
        """
        if self._lost is not None:
            raise self._lost
        self._above += rows
        self._soon()

    def print_last(self, rows: Sequence[Row]) -> None:
        """Print rows when nothing is drawn any more."""
        self.leave()
        self._write("".join(f"{written(one, color=self._color)}\r\n" for one in rows))

    def _soon(self) -> None:
        """Draw at once, or as soon as it would be seen; what comes at the same moment is drawn together."""
        if self._loop is None or self._due is not None or not self._is_entered:
            return
        wait = max(0.0, self._drawn_at + _LEAST - self._clock())
        self._due = self._loop.call_later(wait, self.draw)

    def draw(self) -> None:
        """Draw what there is to see, now."""
        self._due = None
        if not self._is_entered or self._lost is not None:
            return
        size = self._size()
        shown = self.picture(max(size[0] - 1, _NARROWEST), size[1])
        above, self._above = self._above, []
        self._drawn_at = self._clock()
        self.is_drawing = True
        try:
            self._write(self._region.draw(above, shown, size))
        except OSError as error:  # raised where it is noticed: in the next event
            self._lost = error
        finally:
            self.is_drawing = False

    def _tick(self) -> None:
        if self._loop is None or not self._is_entered:
            return
        self.look()
        self.draw()
        self._ticking = self._loop.call_later(_TICK, self._tick)

    def _again(self) -> None:
        """Take the terminal back."""
        with suppress(OSError):
            self._keyboard.take()
        self._region.forget()
        with suppress(OSError):
            self._write(HIDE_CURSOR + MARK_PASTES)
        self.draw()

    # ---- reading -------------------------------------------------------------------------------------------------

    async def keys(self) -> AsyncIterator[Key]:
        """Give the keys that are pressed and mean something; each is understood when the one before was dealt with."""
        async for press in self._keyboard.read():
            for key in self.understand(press):
                yield key

    def understand(self, press: str) -> Iterable[Key]:
        """Say what a press means; what is pasted means nothing."""
        key = "" if isinstance(press, Pasted) else meaning(press)
        return (key,) if key else ()

    def stop_reading(self) -> None:
        """End `keys`."""
        self._keyboard.stop()


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
