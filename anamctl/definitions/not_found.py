"""What to say when a path does not exist, or when nothing was found. Loaded on the way to an error only."""

from __future__ import annotations

import os
from difflib import get_close_matches
from typing import TYPE_CHECKING

from anamctl.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence


def no_default(folder: str) -> UsageError:
    """Say that there is no folder to search when no path is given."""
    return UsageError(
        f'There is no folder "{folder}" here, and no path was given.',
        hint="name the files or folders to check: anamctl validate PATH...",
    )


def no_such_path(path: str) -> UsageError:
    """Say that a path does not exist."""
    return UsageError(f'"{path}" does not exist.', hint=_nearest(path))


def no_match(pattern: str) -> UsageError:
    """Say that nothing matches a pattern."""
    return UsageError(f'Nothing matches "{pattern}".', hint=_nearest(pattern))


def nothing_in(paths: Sequence[str], left_out: int) -> UsageError:
    """Say that no file was found in some folders, from which so many were left out."""
    shown = ", ".join(f'"{path}"' for path in paths[:3]) + (", …" if len(paths) > 3 else "")
    if left_out:
        files = "1 file is" if left_out == 1 else f"{left_out} files are"
        hint = f"{files} left out by .gitignore or the exclude setting; a file that is named itself is always checked."
    else:
        hint = "folders are searched for *.yaml, *.yml and *.json; a file that is named itself may have any ending."
    return UsageError(f"No persona or agent file was found in {shown}.", hint=hint)


def _nearest(path: str) -> str:
    """Say what was probably meant, or how much of the path does exist."""
    parts = path.replace(os.sep, "/").split("/")
    known = ""
    for depth, part in enumerate(parts):
        parent = "/".join(parts[:depth]) or ("/" if depth else ".")
        if os.path.lexists(os.path.join(parent, part or ".")):
            known = "/".join(parts[: depth + 1])
            continue
        try:
            names = os.listdir(parent)
        except OSError:
            break
        close = get_close_matches(part, names, 1)
        if close:
            rest = parts[depth + 1 :]
            better = "/".join([*parts[:depth], close[0], *rest])
            return f'did you mean "{better if os.path.lexists(better) else "/".join([*parts[:depth], close[0]])}"?'
        break
    if known:
        return f'"{known}" exists, but nothing of that name lies in it.'
    return "paths are relative to the folder in which anamctl is started."
