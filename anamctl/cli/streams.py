"""
The three standard streams of this process, as whoever started it left them.

One that was closed (`>&-`) must not be missing: Python has none then, and the next file or socket gets its number. And
nobody has to read stderr: what is said about a result is no reason not to give it.
"""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer


def prepare_streams() -> None:
    """Open those that are closed, so that reading and writing fail, and let stderr never fail."""
    # The other way round than they are used: stdin to write, stdout to read; so the system refuses as if closed.
    if sys.stdin is None:
        sys.stdin = _stream(0, os.O_WRONLY, "r")
    if sys.stdout is None:
        sys.stdout = _stream(1, os.O_RDONLY, "w")
    if sys.stderr is None:
        sys.stderr = _stream(2, os.O_WRONLY, "w")
    usual = sys.__stderr__
    if sys.platform != "win32" and usual is not None and sys.stderr is usual:  # and not what somebody has put there
        unread: Any = _Unread(2)
        sys.stderr = io.TextIOWrapper(unread, usual.encoding, errors="backslashreplace", line_buffering=True)


def check_stdout() -> None:
    """
    Make sure that stdout is open, before anything is paid for.

    Raises:
        NotWrittenError: it is closed.
    """
    try:
        os.write(sys.stdout.fileno(), b"")
    except io.UnsupportedOperation:
        return  # somebody keeps what is written
    except OSError as error:
        from anamctl.shown import has_no_reader, not_written

        if not has_no_reader(error):
            raise not_written(error) from None


def _stream(number: int, flags: int, mode: str) -> Any:  # noqa: ANN401  # a file of text
    try:
        os.fstat(number)
    except OSError:
        number = os.open(os.devnull, flags)  # the lowest number that is free, which is this one
    return open(number, mode, encoding="utf-8", closefd=False)


class _Unread(io.RawIOBase):
    """
    A file that takes everything, whether anybody reads it or not.

    Args:
        number: its descriptor.
    """

    name = "<stderr>"
    mode = "wb"

    def __init__(self, number: int) -> None:
        self._number = number

    def fileno(self) -> int:
        """Give its descriptor."""
        return self._number

    def isatty(self) -> bool:
        """Tell whether it is a terminal."""
        return os.isatty(self._number)

    def writable(self) -> bool:
        """Tell that it can be written to."""
        return True

    def write(self, data: ReadableBuffer, /) -> int:
        """Write as much as is taken."""
        left = memoryview(data).cast("B")
        length = len(left)
        with suppress(OSError):
            while left:
                left = left[os.write(self._number, left) :]
        return length
