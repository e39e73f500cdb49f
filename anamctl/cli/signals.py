"""SIGTERM and SIGHUP end a command as Ctrl-C does: what is open is closed, and the exit code is 130."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

SIGNALS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name))


@contextmanager
def stoppable() -> Iterator[None]:
    """Turn the signals that end a process into `KeyboardInterrupt`, in the main thread."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, _interrupt) for number in SIGNALS if not _is_ignored(number)}
    try:
        yield
    finally:
        for number, handler in before.items():
            if not _is_ignored(number):  # who was called has switched it off for the rest of the process
                signal.signal(number, handler)


def _is_ignored(number: int) -> bool:
    # `nohup` asks for this.
    return signal.getsignal(number) is signal.SIG_IGN


def _interrupt(number: int, frame: Any) -> None:  # noqa: ANN401, ARG001  # as signals call it
    raise KeyboardInterrupt
