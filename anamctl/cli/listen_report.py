"""``--report``: language and confidence over time, in a file."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from anamctl.errors import UsageError

if TYPE_CHECKING:
    from anamctl.listening.summary import Summary


def check(path: str, *, force: bool) -> None:
    """
    Make sure before anything is paid for that the report can be written.

    Raises:
        UsageError: it cannot.
    """
    if os.path.lexists(path) and not force:
        from anamctl.listening.saving.files import exists

        raise exists(path)
    folder = os.path.dirname(path) or "."
    if not os.path.isdir(folder) or not os.access(folder, os.W_OK):
        raise UsageError(f"cannot write {path}.", hint="does its folder exist, and may you write there?")


def write(path: str, summary: Summary) -> None:
    """
    Write the report.

    Raises:
        UsageError: it cannot be written.
    """
    from anamctl.cli.writing import write_atomically
    from anamctl.listening.plot import page, svg

    write_atomically(path, page(summary) if path.lower().endswith(".html") else svg(summary))
