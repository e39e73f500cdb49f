"""Files that cannot be made: what stands in the way, and what to do about it."""

from __future__ import annotations

import os
from typing import TypeVar

from anamctl.errors import UsageError

_Error = TypeVar("_Error", bound=UsageError)


def unwritable(path: str, error: OSError, kind: type[_Error]) -> _Error:
    """Make the error for a file that cannot be made."""
    folder = os.path.dirname(path) or "."
    if isinstance(error, IsADirectoryError) or os.path.isdir(path):
        return kind(f"{path} is a folder.", hint="name a file in it.")
    if isinstance(error, FileNotFoundError) and not os.path.isdir(folder):
        return kind(
            f"{path} cannot be written: there is no folder {folder}.", hint="make the folder, or choose another place."
        )
    hint = f"may you write to {folder}?" if isinstance(error, PermissionError) else "choose another place."
    return kind(f"{path} cannot be written: {error.strerror}.", hint=hint)
