"""
A screen that may be lost: a reader that went away or reads no more, a terminal that was closed, a disk that is full.

Who reads may have seen enough, and a terminal that is closed interrupts; everything else that keeps a result from being
written is a failure.
"""

from __future__ import annotations

import contextlib
import errno
import os
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from anamctl.errors import ExitCode, ServiceError

if TYPE_CHECKING:
    from collections.abc import Callable

_CLOSED = (errno.EIO, errno.ENXIO)
"""What writing to a terminal says that is gone."""
_HINTS = {
    errno.ENOSPC: "is the disk full?",
    errno.EFBIG: "a file may be no larger here: ulimit -f",
    errno.EAGAIN: "read all of it, or let it be written to a file: > FILE",
    errno.EBADF: "stdout is closed; give it somewhere to go, or > /dev/null.",
}


class NotWrittenError(ServiceError):
    """The result cannot be written; saying so where it was to be is in vain."""

    code = "output"


class InterruptedWritingError(NotWrittenError):
    """The result could not be written until somebody interrupted it."""

    exit_code = ExitCode.INTERRUPTED


def has_no_reader(error: BaseException) -> bool:
    """Tell whether writing failed because whoever read has closed the pipe."""
    # Windows knows no broken pipe for files: writing to one is an invalid argument.
    closed = os.name == "nt" and isinstance(error, OSError) and error.errno == errno.EINVAL and error.filename is None
    return isinstance(error, BrokenPipeError) or closed


def is_terminal_gone(error: OSError) -> bool:
    """Tell whether writing failed because the terminal was closed."""
    return error.errno in _CLOSED


def is_hung(error: OSError) -> bool:
    """Tell whether writing was given up because the pipe is full, and whoever has it open does not read."""
    return error.errno == errno.EAGAIN


def not_written(error: OSError, kind: type[NotWrittenError] = NotWrittenError) -> NotWrittenError:
    """Make the error for a result that cannot be written."""
    hint = _HINTS.get(error.errno or 0, "is the disk full?")
    why = "the pipe is full, and nobody reads it" if is_hung(error) else error.strerror or error
    return kind(f"cannot write the result: {why}.", hint=hint)


class Readable(Protocol):
    """A screen that also gives what a person types."""

    def stop_reading(self) -> None:
        """Give no more."""


Screen = TypeVar("Screen", bound=Readable)


class Shown(Generic[Screen]):
    """
    Shows things as long as there is somebody to see them.

    Args:
        screen: where it is shown; what it cannot write it raises as `OSError`.
        gone: is called once, when it is lost.
    """

    def __init__(self, screen: Screen, gone: Callable[[], None]) -> None:
        self.screen: Screen | None = screen
        """None when it is lost."""
        self.lost: OSError | None = None
        """What kept it from being written to first."""
        self.is_showing = False
        """Whether something is being written to whoever reads, who may take no more."""
        self._gone = gone

    def show(self, what: Callable[[Screen], None]) -> None:
        """Show something."""
        if self.screen is None:
            return
        self.is_showing = True
        try:
            what(self.screen)
        except OSError as error:
            self.lose(error)
        finally:
            self.is_showing = False

    def lose(self, error: OSError) -> None:
        """Take in that it cannot be written to any more; only the first time counts."""
        if self.lost is not None:
            return
        with contextlib.suppress(OSError):
            self.stop_reading()
        self.screen = None
        self.lost = error
        self._gone()

    @property
    def is_terminal_gone(self) -> bool:
        """Whether it is lost because the terminal was closed."""
        return self.lost is not None and is_terminal_gone(self.lost)

    @property
    def failure(self) -> NotWrittenError | None:
        """What is to be said of it, where it is lost for another reason than that nobody reads."""
        if self.lost is None or has_no_reader(self.lost) or self.is_terminal_gone:
            return None
        return not_written(self.lost)

    @property
    def reason(self) -> str:
        """Why it is lost, in a few words."""
        is_unread = self.failure is None or (self.lost is not None and is_hung(self.lost))
        return "nobody reads what is written" if is_unread else "the result cannot be written"

    def stop_reading(self) -> None:
        """
        Let it give no more.

        Raises:
            OSError: it is lost.
        """
        if self.screen is not None:
            self.screen.stop_reading()
