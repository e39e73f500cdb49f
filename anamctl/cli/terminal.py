"""What stdout is: a terminal of some width, with or without colours, or a file."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

FALLBACK_WIDTH = 100


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
    return is_terminal(stream) and os.environ.get("TERM") != "dumb"


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
