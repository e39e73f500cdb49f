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
    if os.path.isdir(path):
        raise UsageError(f"{path} is a folder.", hint="name a file in it.")
    if os.path.lexists(path) and not force:
        from anamctl.listening.saving.files import exists

        raise exists(path)
    folder = os.path.dirname(path) or "."
    if not os.path.isdir(folder) or not os.access(folder, os.W_OK):
        where = f"there is no folder {folder}" if not os.path.exists(folder) else f"nothing can be written to {folder}"
        raise UsageError(f"cannot write {path}: {where}.", hint="make the folder, or choose another place.")


def write(path: str, summary: Summary) -> None:
    """
    Write the report.

    Raises:
        UsageError: it cannot be written.
    """
    from anamctl.cli.writing import write_atomically
    from anamctl.listening.plot import page, svg

    write_atomically(path, page(summary) if path.lower().endswith(".html") else svg(summary))
