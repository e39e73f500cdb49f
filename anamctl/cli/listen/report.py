"""``--report``: language and confidence over time, in a file."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from anamctl.errors import ExitCode, UsageError
from anamctl.report.width import visible
from anamctl.unwritable import unwritable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anamctl.listening.summary import Summary


def check(path: str, *, force: bool) -> None:
    """
    Make sure before anything is paid for that the report can be written.

    Raises:
        UsageError: it cannot.
    """
    if os.path.lexists(path) and not os.path.isdir(path) and not force:
        from anamctl.listening.saving.files import exists

        raise exists(path)
    folder = os.path.dirname(path) or "."
    number = 0
    if os.path.isdir(path):
        number = errno.EISDIR
    elif not os.path.isdir(folder):
        number = errno.ENOTDIR if os.path.exists(folder) else errno.ENOENT
    elif not os.access(folder, os.W_OK) or (os.path.exists(path) and not os.access(path, os.W_OK)):
        number = errno.EACCES
    if number:
        raise unwritable(path, OSError(number, os.strerror(number)), UsageError)


def write(paths: Sequence[str], summary: Summary, *, tells: bool) -> int:
    """
    Write reports, each whatever becomes of the others, and say on stderr which cannot be written.

    Args:
        paths: of the files.
        summary: how it was.
        tells: say also which are written.

    Returns:
        What it means to the caller who has nothing worse to hear of.
    """
    from anamctl.listening.plot import page, svg

    code = ExitCode.OK
    for path in paths:
        if not is_written(path, page(summary) if path.lower().endswith(".html") else svg(summary)):
            code = ExitCode.SERVICE
        elif tells:
            _say(f"report {path}")
    return code


def is_written(path: str, text: str) -> bool:
    """Write a file when all is over, and tell whether that went well; what did not is said on stderr."""
    from anamctl.cli.writing import write_atomically

    try:
        write_atomically(path, text)
    except UsageError as error:  # what was asked for was right when it began
        _say(f"anamctl: {error.message}")
        _say(f"hint: {error.hint}")
        return False
    return True


def _say(line: str) -> None:
    with suppress(OSError):  # nobody reads stderr; how it was counts all the same
        sys.stderr.write(visible(line) + "\n")
