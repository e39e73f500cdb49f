"""Writing results: whole or not at all."""

from __future__ import annotations

from anamctl.errors import UsageError
from anamctl.lint.atomic import replace_file


def write_atomically(path: str, text: str) -> None:
    """
    Write a text file so that nobody ever sees half of it.

    Raises:
        UsageError: the folder does not exist, or the file may not be written.
    """
    try:
        replace_file(path, text.encode(errors="backslashreplace"))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageError(
            f"{path} cannot be written: {reason}.", hint="nothing was written; is its folder there?"
        ) from error
