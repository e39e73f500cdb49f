"""The agents of the sandbox, in memory, or in a file so that the next command finds them."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from anamctl.errors import UsageError


@dataclass
class Record:
    """One agent."""

    id: str
    created_at: str
    updated_at: str
    body: dict[str, Any]
    """As the body of a request."""


class Store:
    """
    Keeps agents, in the order in which they were made.

    Args:
        path: a file to keep them in; only in memory when empty.

    Raises:
        UsageError: the file is not one of ours.
    """

    def __init__(self, path: str = "") -> None:
        self._path = path
        self._records: dict[str, Record] = {}
        if path:
            self._load()

    def add(self, body: dict[str, Any], id_: str = "") -> Record:
        """Keep a new agent."""
        now = _now()
        record = Record(id_ or str(uuid4()), now, now, body)
        self._records[record.id] = record
        self._save()
        return record

    def get(self, id_: str) -> Record | None:
        """Give an agent, if there is such a one."""
        return self._records.get(id_)

    def all(self) -> list[Record]:
        """Give all agents."""
        return list(self._records.values())

    def replace(self, record: Record, body: dict[str, Any]) -> None:
        """Give an agent another content."""
        record.body = body
        record.updated_at = _now()
        self._save()

    def remove(self, id_: str) -> None:
        """Forget an agent."""
        del self._records[id_]
        self._save()

    def _load(self) -> None:
        try:
            with open(self._path, encoding="utf-8") as file:
                listed = json.load(file)["agents"]
            for item in listed:
                self._records[item["id"]] = Record(**item)
        except FileNotFoundError:
            return
        except OSError as error:
            raise UsageError(f"{self._path} cannot be read: {(error.strerror or str(error)).lower()}.") from error
        except (ValueError, KeyError, TypeError) as error:
            raise UsageError(
                f"{self._path} does not hold the agents of a sandbox.", hint="choose another file, or delete this one."
            ) from error

    def _save(self) -> None:
        if not self._path:
            return
        data = json.dumps({"version": 1, "agents": [asdict(record) for record in self.all()]}, indent=1)
        temporary = f"{self._path}.{os.getpid()}.tmp"
        try:
            with open(temporary, "w", encoding="utf-8") as file:
                file.write(data)
            os.replace(temporary, self._path)
        finally:
            with contextlib.suppress(OSError):
                os.unlink(temporary)


def _now() -> str:
    return datetime.now(UTC).isoformat().replace("+00:00", "Z")
