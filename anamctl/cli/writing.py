"""Writing results: whole or not at all."""

from __future__ import annotations

import os
import tempfile

from anamctl.errors import UsageError


def write_atomically(path: str, text: str) -> None:
    """
    Write a text file through a temporary one in the same folder, so that nobody ever sees half of it.

    Raises:
        UsageError: the folder does not exist or cannot be written to.
    """
    folder = os.path.dirname(path) or "."
    try:
        handle, temporary = tempfile.mkstemp(prefix=".anamctl-", dir=folder)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror or error}.", hint="does its folder exist?") from error
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        os.chmod(temporary, _mode(path))
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def _mode(path: str) -> int:
    try:
        return os.stat(path).st_mode & 0o7777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
