"""Watching a file for being saved, by looking at it; editors that write another file and rename it are followed."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

INTERVAL = 0.2
"""Seconds between two looks."""


class _Look(NamedTuple):
    """What tells one state of a file from another."""

    modified: int
    size: int
    inode: int


async def saves(path: str, interval: float = INTERVAL) -> AsyncIterator[bytes]:
    """
    Give what a file holds, each time that it was saved with something else in it.

    A file is read when it has looked the same twice, so one that is being written is not read half. While it is not
    there (an editor is about to rename another one to it), nothing happens.
    """
    known, content = _look(path), _read(path)
    before = known
    while True:
        await asyncio.sleep(interval)
        now = _look(path)
        is_settled, before = now == before, now
        if now is None or now == known or not is_settled:
            continue
        read = _read(path)
        if read is None or _look(path) != now:
            continue
        known = now
        if read != content:
            content = read
            yield read


def _look(path: str) -> _Look | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return _Look(found.st_mtime_ns, found.st_size, found.st_ino)


def _read(path: str) -> bytes | None:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return None
