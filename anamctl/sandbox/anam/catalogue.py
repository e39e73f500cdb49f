"""What the account holds: voices, avatars, language models, saved personas and tools."""

from __future__ import annotations

import json
from copy import deepcopy
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from anamctl.sandbox.scenario.anam import CatalogueChanges, Changes

Entry = dict[str, Any]
KINDS = ("voices", "avatars", "llms", "personas", "tools")


class Catalogue:
    """
    The lists of an account. Entries are those of the service, with all of their fields.

    Args:
        changes: what is different from the account of the sandbox.
    """

    def __init__(self, changes: CatalogueChanges) -> None:
        self._lists: dict[str, dict[str, Entry]] = {
            kind: _changed(kind, read(kind), getattr(changes, kind)) for kind in KINDS
        }

    def all(self, kind: str) -> list[Entry]:
        """List all entries of a kind."""
        return list(self._lists[kind].values())

    def find(self, kind: str, id_: object) -> Entry | None:
        """Give an entry."""
        return self._lists[kind].get(id_) if isinstance(id_, str) else None

    def voice(self, id_: object) -> Entry | None:
        """Give a voice: ``provider`` and ``providerModelId`` say which options it knows."""
        return self.find("voices", id_)


def read(kind: str) -> list[Entry]:
    """Read the entries that come with the sandbox."""
    text = files("anamctl.sandbox.anam").joinpath("data", f"{kind}.json").read_text(encoding="utf-8")
    entries: list[Entry] = json.loads(text)
    return entries


def _changed(kind: str, entries: Iterable[Entry], changes: Changes) -> dict[str, Entry]:
    added = {entry["id"]: _whole(kind, entry) for entry in changes.add}
    kept = {} if changes.clear else {entry["id"]: entry for entry in entries if entry["id"] not in added}
    return {id_: entry for id_, entry in (added | kept).items() if id_ not in changes.remove}


def _whole(kind: str, entry: Entry) -> Entry:
    """Give an entry with all fields of its kind: lists are empty and all else is null where nothing was said."""
    example = read(kind)[0]
    empty: Entry = {name: [] if isinstance(value, list) else None for name, value in example.items()}
    return {**empty, **deepcopy(entry)}
