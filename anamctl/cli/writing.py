"""Writing results: whole or not at all."""

from __future__ import annotations

import os
import sys

from anamctl.errors import UsageError
from anamctl.lint.atomic import replace_file


def write_atomically(path: str, text: str) -> None:
    """
    Write a text file so that nobody ever sees half of it; ``-`` is stdout.

    Raises:
        UsageError: the folder does not exist or cannot be written to.
    """
    if path == "-":
        sys.stdout.write(text)
        return
    data = text.encode(errors="backslashreplace")
    try:
        if os.path.exists(path) and not os.path.isfile(path):
            # A device or a pipe is written to; replacing it would take it away. A folder says that it is one.
            with open(path, "wb") as file:
                file.write(data)
        else:
            replace_file(path, data)
    except OSError as error:
        hint = "does its folder exist?" if isinstance(error, FileNotFoundError) else "choose another place."
        raise UsageError(f"cannot write {path}: {error.strerror or error}.", hint=hint) from error
