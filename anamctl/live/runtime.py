"""
The folder of the running sessions: the user's runtime directory, ours alone.

Whoever can write there could take over a session, so a folder that is not ours, or that others can enter, is refused.
"""

from __future__ import annotations

import os
import stat
import sys
import warnings

from anamctl.errors import SettingsError

FOLDER_VARIABLE = "ANAMCTL_RUNTIME_DIR"
"""Environment variable that names another folder."""
_PRIVATE_FOLDER = 0o700
_PRIVATE_FILE = 0o600


def folder() -> str:
    """Give the path of the folder; it need not exist."""
    chosen = os.environ.get("ANAMCTL_RUNTIME_DIR", "").strip()
    if chosen:
        return os.path.abspath(chosen)
    from platformdirs import user_runtime_dir

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it tells when it has to fall back, which is our business alone
        return user_runtime_dir("anamctl", appauthor=False)


def make_private_folder(path: str) -> str:
    """
    Make the folder, or make sure that nobody else has a say in it.

    Raises:
        SettingsError: it belongs to somebody else, or cannot be made.
    """
    try:
        os.makedirs(path, mode=_PRIVATE_FOLDER, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"{path} cannot be made: {(error.strerror or str(error)).lower()}.",
            hint=f"set {FOLDER_VARIABLE} to a folder of your own.",
        ) from error
    if sys.platform != "win32":
        _check(os.path.dirname(path), may_be_shared=True)
        _check(path, may_be_shared=False)
    return path


def is_ours(path: str) -> bool:
    """Tell whether a file or socket belongs to us, and to nobody through a link."""
    try:
        found = os.lstat(path)
    except OSError:
        return False
    return not stat.S_ISLNK(found.st_mode) and (sys.platform == "win32" or found.st_uid == os.getuid())


def write_private(path: str, text: str) -> None:
    """Write a file that only its owner can read, as a whole or not at all."""
    temporary = f"{path}.{os.getpid()}.tmp"
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0), _PRIVATE_FILE)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(temporary, path)
    except OSError:
        remove(temporary)
        raise


def remove(path: str) -> None:
    """Remove a file, if it is there."""
    try:
        os.unlink(path)
    except OSError:
        return


def _check(path: str, *, may_be_shared: bool) -> None:
    if sys.platform == "win32":
        return
    found = os.lstat(path)
    owners = (os.getuid(), 0) if may_be_shared else (os.getuid(),)
    hint = f"remove it, or set {FOLDER_VARIABLE} to a folder of your own."
    if stat.S_ISLNK(found.st_mode) and not may_be_shared:
        raise SettingsError(f"{path} is a link, so it may lead to somebody else's folder.", hint=hint)
    if found.st_uid not in owners:
        raise SettingsError(f"{path} belongs to another user.", hint=hint)
    if not may_be_shared and stat.S_IMODE(found.st_mode) & 0o077:
        os.chmod(path, _PRIVATE_FOLDER)
