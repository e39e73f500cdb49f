"""Writing a file whole or not at all."""

from __future__ import annotations

import contextlib
import os
import stat


def replace_file(path: str, data: bytes, *, mode: int = 0o666) -> None:
    """
    Write a file through a temporary one in the same folder, so that nobody ever sees half of it.

    A link stays a link: the file that it leads to is written. Mode and owner stay as they are; a new file gets `mode`,
    less what the umask takes.

    Raises:
        OSError: the file may not be written, or its folder does not exist.
    """
    target = os.path.realpath(path)
    before = _status(target)
    # Replacing needs no right to the file itself, only to its folder; a file that was made read-only stays as it is.
    if before is not None and not os.access(target, os.W_OK):
        raise PermissionError(13, "it is read-only", path)
    temporary = os.path.join(os.path.dirname(target), f".anamctl-{os.getpid()}-{os.urandom(6).hex()}.tmp")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(temporary, flags, mode)
    try:
        with open(descriptor, "wb") as file:
            file.write(data)
        if before is not None:
            _keep_owner(temporary, before)
            os.chmod(temporary, stat.S_IMODE(before.st_mode))
        os.replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _status(path: str) -> os.stat_result | None:
    try:
        return os.stat(path)
    except FileNotFoundError:
        return None


def _keep_owner(path: str, before: os.stat_result) -> None:
    """Give a file back to whom it belonged: a container's root must not take a user's files."""
    now = os.stat(path)
    if hasattr(os, "chown") and (now.st_uid, now.st_gid) != (before.st_uid, before.st_gid):
        with contextlib.suppress(OSError):
            os.chown(path, before.st_uid, before.st_gid)
