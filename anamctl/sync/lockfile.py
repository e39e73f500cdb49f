"""
``anamctl.lock``: which agent of the service belongs to which file, and what both held when they last agreed.

It stands beside the definitions and is meant to be committed. Each change of it is one atomic replacement, and it is
read again right before, so that another command's entries are not lost.
"""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import asdict, dataclass, replace
from typing import Any

from anamctl.errors import UsageError
from anamctl.lint.atomic import replace_file

FILE_NAME = "anamctl.lock"
VERSION = 1


@dataclass(frozen=True)
class Pending:
    """A push that was begun. It stays when the push is cut off, and tells the next one what may have happened."""

    action: str
    """``create`` or ``replace``."""
    hash: str
    """Of what was sent."""
    time: str
    name: str = ""
    """What the agent was called."""


@dataclass(frozen=True)
class Entry:
    """What is known about one agent of one file at one service."""

    file: str
    """Name of the file in the folder of the lock file."""
    document: str
    """Which agent of the file; empty when it has only one."""
    profile: str
    service: str
    """Address of the service."""
    id: str = ""
    """Empty as long as the agent was not made."""
    hash: str = ""
    """Of what the file meant when it was last pushed or pulled."""
    held: str = ""
    """Of what the service held then."""
    time: str = ""
    """When that was."""
    pending: Pending | None = None

    @property
    def place(self) -> tuple[str, str, str, str]:
        """What tells it from other entries."""
        return (self.file, self.document, self.profile, self.service)

    def with_(self, **values: Any) -> Entry:  # noqa: ANN401  # fields of any type
        """Give the entry with other values."""
        return replace(self, **values)


class LockFile:
    """
    The lock file beside a definition.

    Args:
        definition: path of the definition.
        profile: which profile is used.
        service: address of the service.
    """

    def __init__(self, definition: str, profile: str, service: str) -> None:
        folder, self._file = os.path.split(definition)
        self.path = os.path.join(folder, FILE_NAME)
        self._profile = profile
        self._service = service

    def find(self, document: str) -> Entry:
        """
        Give what is known about an agent of the file; a fresh entry when that is nothing.

        Raises:
            UsageError: the lock file cannot be read, or does not tell which agent is meant.
        """
        fresh = Entry(self._file, document, self._profile, self._service)
        entries = self._read()
        for entry in entries:
            if entry.place == fresh.place:
                return entry
        if document and any(entry.place == fresh.with_(document="").place for entry in entries):
            raise UsageError(
                f"{self.path} knows {self._file} from when it held one agent only.",
                hint="add --id ID, or --new to make another agent.",
            )
        return fresh

    def put(self, entry: Entry) -> None:
        """Write an entry in the place of the one that there was."""
        self._write([*(one for one in self._read() if one.place != entry.place), entry])

    def drop(self, entry: Entry) -> None:
        """Forget an entry."""
        self._write([one for one in self._read() if one.place != entry.place])

    def forget(self, id_: str) -> None:
        """Forget what belongs to an agent of this service that is no more."""
        entries = self._read()
        kept = [one for one in entries if (one.id, one.profile, one.service) != (id_, self._profile, self._service)]
        if len(kept) != len(entries):
            self._write(kept)

    def files_by_id(self) -> dict[str, str]:
        """Give the file of each agent of this service, with its folder."""
        folder = os.path.dirname(self.path)
        return {
            one.id: os.path.join(folder, one.file)
            for one in self._read()
            if one.id and (one.profile, one.service) == (self._profile, self._service)
        }

    def _read(self) -> list[Entry]:
        try:
            with open(self.path, encoding="utf-8") as file:
                content = json.load(file)
            if content["version"] > VERSION:
                raise UsageError(f"{self.path} was written by a newer anamctl.", hint="upgrade anamctl.")
            return [_entry(item) for item in content["agents"]]
        except FileNotFoundError:
            return []
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise UsageError(
                f"{self.path} is broken.", hint="is there a merge conflict in it? A deleted one is made anew by a pull."
            ) from error
        except OSError as error:
            raise UsageError(f"{self.path} cannot be read: {(error.strerror or str(error)).lower()}.") from error

    def _write(self, entries: list[Entry]) -> None:
        if not entries:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(self.path)
            return
        listed = [_plain(entry) for entry in sorted(entries, key=lambda entry: entry.place)]
        text = json.dumps({"version": VERSION, "agents": listed}, indent=2, ensure_ascii=False) + "\n"
        try:
            replace_file(self.path, text.encode())
        except OSError as error:
            raise UsageError(f"{self.path} cannot be written: {(error.strerror or str(error)).lower()}.") from error


def _entry(item: dict[str, Any]) -> Entry:
    pending = item.get("pending")
    known = {name: item.get(name, "") for name in Entry.__dataclass_fields__ if name != "pending"}
    if not known["file"] or not all(isinstance(value, str) for value in known.values()):
        raise TypeError
    return Entry(**known, pending=None if pending is None else Pending(**pending))


def _plain(entry: Entry) -> dict[str, Any]:
    """Give an entry as it is written: what is empty is left out."""
    return {name: value for name, value in asdict(entry).items() if value}
