"""
Keys, one by one as they are pressed, without waiting for the end of a line.

The terminal is changed for that, and given back on every way out. Where stdin is something else (sound, say), the
terminal itself is asked.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import threading
import time
from importlib import import_module
from typing import TYPE_CHECKING, Any, Self

from anamctl.listening.screen import END_TURN, INTERRUPTED, PAUSE, QUIT
from anamctl.view.listen.presses import Presses

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from types import TracebackType

_LOOK = 0.2
"""Seconds between two looks at whether it is over."""
_ESCAPE = 0.05
"""Seconds in which the rest of what a key sends comes after its beginning."""
_MEANING = {
    " ": PAUSE,
    "e": END_TURN,
    "E": END_TURN,
    "q": QUIT,
    "Q": QUIT,
    "\x04": QUIT,
    "\x03": INTERRUPTED,
}


def meaning(press: str) -> str:
    """Say what a press means where nothing is typed (`anamctl.listening.screen`); empty for nothing."""
    return _MEANING.get(press, "")


class Keys:
    """The keyboard, while it is entered; not at all where there is none."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._over = threading.Event()
        self._reader: threading.Thread | None = None
        self._wake: tuple[int, int] | None = None
        self._descriptor: int | None = None
        self._is_ours = False
        self._before: Any = None
        self._holds = False

    @property
    def is_there(self) -> bool:
        """Whether keys are read."""
        return self._descriptor is not None

    def __enter__(self) -> Self:
        if sys.platform == "win32":
            self._descriptor = 0 if sys.stdin.isatty() else None
            return self
        self._descriptor, self._is_ours = _terminal()
        if self._descriptor is not None:
            import termios

            try:
                self._before = termios.tcgetattr(self._descriptor)
                self.take()
            except (termios.error, OSError):
                self._let_go()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        # A reader that outlived this would take what the next one who opens a file is to read.
        if self._reader is not None:
            self._reader.join(_LOOK * 5)
        if self._before is not None and sys.platform != "win32" and self._descriptor is not None:
            import termios

            with contextlib.suppress(termios.error, OSError):
                # What was pressed and not read is thrown away: the shell would take it for a command. What was written
                # is not waited for: perhaps nobody reads it.
                termios.tcflush(self._descriptor, termios.TCIFLUSH)
                termios.tcsetattr(self._descriptor, termios.TCSANOW, self._before)
        self._let_go()

    def take(self) -> None:
        """
        Let the terminal give single keys, unseen; also after the shell has had it meanwhile.

        Raises:
            OSError: the terminal is gone.
        """
        if self._before is None or self._descriptor is None or sys.platform == "win32":
            return
        import termios

        mode = [*self._before[:6], list(self._before[6])]
        # Ctrl-S would hold the view and with it the sound; Ctrl-Z would leave a session open that is paid for.
        mode[0] &= ~(termios.IXON | termios.ICRNL)
        mode[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
        mode[6][termios.VMIN], mode[6][termios.VTIME] = 1, 0
        mode[6][termios.VSUSP] = b"\x00"
        if self._holds:
            mode[6][termios.VINTR] = b"\x00"
        try:
            termios.tcsetattr(self._descriptor, termios.TCSANOW, mode)
        except termios.error as error:  # which is no OSError, but has the arguments of one
            raise OSError(*error.args) from error

    def hold(self, *, is_held: bool) -> None:
        """Let Ctrl-C be a press like any other while somebody types, or a signal again; other signals stay signals."""
        self._holds = is_held
        with contextlib.suppress(OSError):
            self.take()

    async def read(self) -> AsyncIterator[str]:
        """Give one press after the other (`anamctl.view.listen.presses`), until `stop`."""
        if self._descriptor is None or self._over.is_set():
            return
        self._loop = asyncio.get_running_loop()
        if sys.platform != "win32":
            self._wake = os.pipe()
        self._reader = threading.Thread(target=self._pump, name="anamctl-keys", daemon=True)
        self._reader.start()
        while not self._over.is_set():
            key = await self._queue.get()
            if key is None:
                return
            yield key

    def stop(self) -> None:
        """End `read`; called in the loop, or when it is over."""
        self._over.set()
        self._queue.put_nowait(None)
        if self._wake is not None:
            with contextlib.suppress(OSError):
                os.write(self._wake[1], b"x")

    # ---- in a thread of its own ----------------------------------------------------------------------------------

    def _pump(self) -> None:
        descriptor, presses = self._descriptor, Presses()
        try:
            while not self._over.is_set() and descriptor is not None:
                data = _sent(descriptor, _ESCAPE if presses.is_waiting else _LOOK, self._wake)
                if data is None:
                    break
                for press in presses.feed(data) if data else presses.flush():
                    self._hand_over(press)
        except (OSError, ValueError):
            pass  # the terminal is gone, which others notice
        self._hand_over(None)

    def _hand_over(self, key: str | None) -> None:
        if self._loop is not None and not self._over.is_set():
            with contextlib.suppress(RuntimeError):  # the loop is over
                self._loop.call_soon_threadsafe(self._queue.put_nowait, key)

    def _let_go(self) -> None:
        descriptor, self._descriptor, self._before = self._descriptor, None, None
        if self._is_ours and descriptor is not None:
            os.close(descriptor)
        self._is_ours = False
        wake, self._wake = self._wake, None
        for end in wake or ():
            os.close(end)


def _terminal() -> tuple[int | None, bool]:
    """Give the terminal that keys come from, and whether it was opened for that; None where there is none."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        if sys.stdin.isatty():
            descriptor = sys.stdin.fileno()
            return (descriptor, False) if _is_ours(descriptor) else (None, False)
    with contextlib.suppress(OSError):
        descriptor = os.open("/dev/tty", os.O_RDONLY | os.O_NOCTTY)
        if _is_ours(descriptor):
            return descriptor, True
        os.close(descriptor)
    return None, False


def _is_ours(descriptor: int) -> bool:
    """Tell whether this process may use its terminal; one in the background would be stopped."""
    if sys.platform == "win32":
        return True
    try:
        return os.tcgetpgrp(descriptor) == os.getpgrp()
    except OSError:  # not the controlling terminal: nobody stops us
        return True


def _sent(descriptor: int, wait: float, wake: tuple[int, int] | None = None) -> bytes | None:
    """Wait a moment for what the terminal sends; nothing when nothing comes, None at the end, or when it is woken."""
    if sys.platform == "win32":
        return _sent_by_windows(wait)
    import select

    ready = select.select([descriptor, *(wake or ())[:1]], [], [], wait)[0]
    if wake is not None and wake[0] in ready:
        return None
    if not ready:
        return b""
    return os.read(descriptor, 1024) or None


_WINDOWS_KEYS = {"H": "A", "P": "B", "M": "C", "K": "D", "G": "H", "O": "F", "S": "3~"}
"""What comes after a zero for a key without a character, and the end of what terminals send for it elsewhere."""


def _sent_by_windows(wait: float) -> bytes:
    keyboard: Any = import_module("msvcrt")
    until = time.monotonic() + wait
    while not keyboard.kbhit():
        if time.monotonic() >= until:
            return b""
        time.sleep(_LOOK / 10)
    character = keyboard.getwch()
    if character in ("\x00", "\xe0") and keyboard.kbhit():
        end = _WINDOWS_KEYS.get(keyboard.getwch())
        character = f"\x1b[{end}" if end is not None else ""
    return bytes(character.encode(errors="replace"))
