"""
Which sessions run on this machine: a small file for each in the user's runtime directory.

A file outlives its process when that was killed. It is kept until the session must be over at the service, so that
``session stop`` can still end it there.
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import TYPE_CHECKING, Any, NamedTuple

from anamctl.errors import UsageError
from anamctl.live.runtime import folder, is_ours, make_private_folder, remove, write_private

if TYPE_CHECKING:
    from collections.abc import Sequence

VERSION = 1
"""Of the file; goes up when its meaning changes."""
_SUFFIX = ".json"
_LARGEST = 64 * 1024
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")


class Entry(NamedTuple):
    """A session that was started on this machine."""

    id: str
    pid: int
    started: float
    """Unix seconds."""
    until: float
    """Unix seconds when it is over at the latest."""
    name: str = ""
    """Of the persona."""
    language: str = ""
    """Code at the start."""
    service: str = ""
    """Where it runs, for people: ``api.anam.ai``, ``the sandbox``."""
    profile: str = ""
    """Which profile it was started with."""
    is_sandbox: bool = False
    """Whether the service ends with its process."""
    socket: str = ""
    """Path of its control socket; empty when it has none."""
    port: int = 0
    """Port on loopback, where the system has no such sockets or the path would be too long."""
    secret: str = ""
    """What a client shows at that port. Not for anybody's eyes."""

    def __repr__(self) -> str:
        return f"Entry({self.id}, pid={self.pid})"

    @property
    def path(self) -> str:
        """The file of this entry."""
        return os.path.join(folder(), _stem(self.id) + _SUFFIX)

    @property
    def has_process(self) -> bool:
        """Whether its process still runs."""
        return _runs(self.pid)


def add(entry: Entry) -> None:
    """Make a session known."""
    make_private_folder(folder())
    write_private(entry.path, json.dumps({"version": VERSION, **entry._asdict()}))


def drop(entry: Entry) -> None:
    """Forget a session, and its socket."""
    remove(entry.path)
    if entry.socket:
        remove(entry.socket)


def entries(now: float | None = None) -> list[Entry]:
    """
    List the sessions, the oldest first. What is left of those that must be over is removed.

    Args:
        now: Unix seconds.
    """
    now = time.time() if now is None else now
    found = []
    for entry in _read_all():
        if not entry.has_process:
            if entry.is_sandbox or now > entry.until:
                drop(entry)
                continue
            if entry.socket:
                remove(entry.socket)
        found.append(entry)
    return sorted(found, key=lambda entry: (entry.started, entry.id))


def choose(wanted: str, known: Sequence[Entry]) -> Entry:
    """
    Give the session that is meant.

    Args:
        wanted: an id or the beginning of one; empty when there is only one.
        known: the sessions.

    Raises:
        UsageError: there is none, or nobody can tell which.
    """
    matching = [entry for entry in known if entry.id == wanted] or [one for one in known if one.id.startswith(wanted)]
    if len(matching) == 1:
        return matching[0]
    listed = ", ".join(f"{one.id} ({one.name or 'no name'})" for one in (matching or known)[:8])
    if not known:
        raise UsageError("no session runs on this machine.", hint="`anamctl session start` starts one.")
    if not wanted:
        raise UsageError(f"{len(known)} sessions run; which one?", hint=f"name one: {listed}")
    if matching:
        raise UsageError(f'{len(matching)} sessions begin with "{wanted}".', hint=f"write more of it: {listed}")
    raise UsageError(f'no session "{wanted}" runs on this machine.', hint=f"these do: {listed}")


def _read_all() -> list[Entry]:
    place = folder()
    try:
        names = os.listdir(place)
    except OSError:
        return []
    make_private_folder(place)
    found = (_read(os.path.join(place, name)) for name in sorted(names) if name.endswith(_SUFFIX))
    return [entry for entry in found if entry is not None]


def _read(path: str) -> Entry | None:
    """Read one file; somebody else's, and what is none of ours, does not count."""
    if not is_ours(path):
        return None
    try:
        with open(path, encoding="utf-8") as file:
            data = json.loads(file.read(_LARGEST))
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or data.get("version") != VERSION:
        return None
    known = {key: value for key, value in data.items() if key in Entry._fields}
    return _checked(known)


_TYPES: dict[str, tuple[type, ...]] = {
    "pid": (int,),
    "port": (int,),
    "started": (int, float),
    "until": (int, float),
    "is_sandbox": (bool,),
}


def _checked(data: dict[str, Any]) -> Entry | None:
    for key, value in data.items():
        if not isinstance(value, _TYPES.get(key, (str,))):
            return None
    try:
        return Entry(**data)
    except TypeError:
        return None


def _stem(id_: str) -> str:
    """Give a file name for an id, which comes from a service and may be anything."""
    if id_ and len(id_) <= 64 and _LETTERS.issuperset(id_) and not id_.startswith("."):
        return id_
    from hashlib import sha256

    return sha256(id_.encode(errors="replace")).hexdigest()[:32]


def _runs(pid: int) -> bool:
    if pid <= 0:
        return False
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        handle = kernel.OpenProcess(0x1000, 0, pid)  # PROCESS_QUERY_LIMITED_INFORMATION
        code = ctypes.c_ulong()
        has_code = bool(handle) and bool(kernel.GetExitCodeProcess(handle, ctypes.byref(code)))
        if handle:
            kernel.CloseHandle(handle)
        return has_code and code.value == 259  # STILL_ACTIVE
    try:
        os.kill(pid, 0)
    except OSError:
        return False  # it is gone, or somebody else's by now
    return True
