"""A text file that grows by whole entries, and whose last few can still be corrected."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from collections import deque
from contextlib import suppress
from itertools import takewhile
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from anamctl.errors import UsageError
from anamctl.unwritable import unwritable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from anamctl.stt.heard import TurnKey

KEPT = 16
"""Entries that can be corrected; corrections come within seconds."""


def exists(path: str) -> UsageError:
    """Make the error for a file that nobody asked to replace."""
    return UsageError(
        f"{path} exists, and is not written over.", hint="name another file, or add --force to replace it."
    )


class _Entry(NamedTuple):
    key: TurnKey
    start: int
    """Where it begins in the file."""
    data: bytes

    @property
    def text(self) -> str:
        """As it was given."""
        return self.data.decode()


class EntryFile:
    """
    A file of entries, readable by its owner only.

    An entry is handed to the system in one write, so a process that dies leaves it whole or not at all.

    Args:
        path: of the file.
        head: what it begins with.
        replace: the file may exist, and is replaced with the first entry, or when this one is kept without any.

    Raises:
        UsageError: the file exists, or cannot be made.
    """

    def __init__(self, path: str, *, head: str = "", replace: bool = False) -> None:
        self.path = path
        self._recent: deque[_Entry] = deque(maxlen=KEPT)
        self._head = head.encode()
        self._part = ""
        """What the file is called until it takes the place of the one that exists."""
        self._is_kept = False
        """Whether there is something in it, or it is right that there is nothing."""
        self._file: BinaryIO | None = None
        try:
            # Made with the first entry, so that a process that is killed before leaves nothing beside what exists.
            self._waits = replace and self._can_replace()
            if not self._waits:
                self._file = self._new()
            self._size = self._write(0, self._head)
        except FileExistsError as error:
            raise (unwritable(path, error, UsageError) if os.path.isdir(path) else exists(path)) from None
        except OSError as error:
            raise unwritable(path, error, UsageError) from None

    def put(self, key: TurnKey | None, text: str) -> None:
        """
        Write an entry; in the place of the one that the turn has, if that is among the last few.

        Args:
            key: the turn; None for what is never corrected.
            text: the entry, with the end of its line.

        Raises:
            OSError: it cannot be written.
        """
        if key is not None:
            self.put_last(({entry.key: entry.text for entry in self._recent} | {key: text}).items())
            return
        self._keep()
        self._recent.clear()  # what follows an entry without a turn is not moved
        self._size += self._write(self._size, text.encode(errors="replace"))
        self._take_place()

    def put_last(self, entries: Iterable[tuple[TurnKey, str]]) -> None:
        """
        Write the last few entries again, from the first one on that is not what it was.

        Args:
            entries: all that can still be corrected, and new ones, in the order that they are to have.

        Raises:
            OSError: it cannot be written.
        """
        self._keep()
        at = self._recent[0].start if self._recent else self._size
        moved = []
        for key, text in entries:
            moved.append(_Entry(key, at, text.encode(errors="replace")))
            at += len(moved[-1].data)
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(self._recent, moved, strict=False)))
        self._write(moved[same].start if moved[same:] else at, b"".join(entry.data for entry in moved[same:]))
        if at < self._size and self._file is not None:
            os.ftruncate(self._file.fileno(), at)
        self._size = at
        self._recent = deque(moved, KEPT)
        self._take_place()

    def knows(self, key: TurnKey) -> bool:
        """Tell whether the turn has an entry that can still be corrected."""
        return any(entry.key == key for entry in self._recent)

    def settle(self, *, was_heard: bool) -> bool:
        """
        Say what it means that there is no entry: nobody spoke, or nobody listened.

        Args:
            was_heard: somebody listened to the end, so a file without entries takes the place of one that exists.

        Returns:
            Whether the file is kept; one that did not exist before is.

        Raises:
            OSError: it cannot be written.
        """
        if was_heard or not self._waits:
            self._keep()
            self._take_place()
        return self._is_kept

    def close(self) -> None:
        """Let go of the file, and remove it when it is not kept. More than once is no mistake."""
        file, self._file = self._file, None
        if file is None:
            return
        file.close()
        # What exists is better than what could not be written, and no file is better than one of which nothing came.
        if self._part or not self._is_kept:
            with suppress(FileNotFoundError):
                os.unlink(self._part or self.path)

    def _write(self, at: int, data: bytes) -> int:
        if self._file is not None:
            self._file.seek(at)
            left = memoryview(data)
            while left:
                left = left[self._file.write(left) :]
        return len(data)

    def _new(self) -> BinaryIO:
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        return open(os.open(self.path, flags, 0o600), "r+b", buffering=0)

    def _can_replace(self) -> bool:
        """Tell whether there is a file to be replaced, and make sure that it can be."""
        if not os.path.lexists(self.path):
            return False
        with suppress(FileNotFoundError):  # a link that leads nowhere is replaced like a file
            if not stat.S_ISREG(mode := os.stat(self.path).st_mode):
                if stat.S_ISDIR(mode):
                    raise IsADirectoryError
                raise UsageError(
                    f"{self.path} is no file, so nothing can take its place.", hint="name a file that is one."
                )
        if not os.access(os.path.dirname(self.path) or ".", os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return True

    def _keep(self) -> None:
        """Make the file that is to take the place of the one that exists, unless that was done."""
        self._is_kept = True
        if self._waits:
            self._waits = False
            self._file = self._beside()
            self._write(0, self._head)

    def _beside(self) -> BinaryIO:
        folder, name = os.path.split(self.path)
        descriptor, self._part = tempfile.mkstemp(".part", f".{name}.", folder or ".")  # with mode 0600
        return open(descriptor, "r+b", buffering=0)

    def _take_place(self) -> None:
        """Take the place of the file that exists; closed meanwhile, because Windows moves no open file."""
        if not self._part or self._file is None:
            return
        self._file.close()
        os.replace(self._part, self.path)
        self._part = ""
        self._file = open(self.path, "r+b", buffering=0)  # noqa: SIM115  # closed in `close`
