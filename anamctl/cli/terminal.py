"""What stdout is: a terminal of some width, with or without colours, or a file; and in which encoding."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

FALLBACK_WIDTH = 100


def prepare() -> None:
    """
    Let stdout and stderr take every text.

    Files and pipes get UTF-8, which the formats for programs demand and which Windows does not choose by itself. A
    terminal, and who asks for an encoding, gets that one, with stand-ins for the characters that it lacks.
    """
    for stream in (sys.stdout, sys.stderr):
        encoding = (getattr(stream, "encoding", None) or "utf-8").lower()
        if encoding in ("utf-8", "utf8") or not isinstance(stream, TextIOWrapper):
            continue
        if is_terminal(stream) or os.environ.get("PYTHONIOENCODING"):
            from anamctl.cli.encoding import ERRORS

            stream.reconfigure(errors=ERRORS)
        else:
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def uses_color(choice: str = "auto", stream: TextIO | None = None) -> bool:
    """
    Decide whether to colour what goes to a stream.

    ``--color`` wins, then ``NO_COLOR`` (https://no-color.org), then ``FORCE_COLOR``, then whether it is a terminal.
    """
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return is_terminal(stream) and os.environ.get("TERM") != "dumb" and _understands_colors()


def _understands_colors() -> bool:
    """Tell whether the terminal takes colour codes; the console of Windows has to be asked to."""
    if sys.platform == "win32":
        import ctypes

        console = ctypes.windll.kernel32
        handle = console.GetStdHandle(-11)
        mode = ctypes.c_ulong()
        if console.GetConsoleMode(handle, ctypes.byref(mode)):
            return bool(console.SetConsoleMode(handle, mode.value | 4))
    return True


def is_terminal(stream: TextIO | None = None) -> bool:
    """Tell whether a stream (stdout when left out) is a terminal; a closed one is not."""
    stream = stream or sys.stdout
    try:
        return stream.isatty()
    except ValueError:
        return False


def width() -> int:
    """Columns of the terminal; `COLUMNS` wins, and a file gets a fixed width so that logs compare."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        return int(columns)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or FALLBACK_WIDTH
    except (OSError, ValueError):
        return FALLBACK_WIDTH
