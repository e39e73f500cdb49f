"""
From the service to a file.

The file is written before the lock file: cut off between the two, the lock file knows of nothing new, and the next push
or pull compares what both sides hold.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from anamctl.bolna.comparing import Change, content_hash, difference, fingerprint
from anamctl.bolna.importing import Remark, import_agent
from anamctl.bolna.merging import merged
from anamctl.definitions import emit
from anamctl.definitions.ignore import SUFFIXES
from anamctl.definitions.text import BOM
from anamctl.definitions.update import update
from anamctl.errors import UsageError
from anamctl.lint.atomic import replace_file
from anamctl.sync.errors import ChangedHereError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from anamctl.sync.definition import Definition
    from anamctl.sync.lockfile import Entry, LockFile


class Pulled(NamedTuple):
    """What a file is to hold."""

    path: str
    data: bytes
    """The whole file."""
    changes: list[Change]
    """From what the file says to what the service holds; empty for a new file."""
    remarks: tuple[Remark, ...]
    """What the written form cannot say."""
    is_new: bool
    is_changed: bool
    is_rewritten: bool
    """The comments of the agent could not be kept."""


def as_file(answer: Mapping[str, Any], path: str) -> tuple[str, tuple[Remark, ...]]:
    """Give an agent as a new file of its own."""
    document, remarks = import_agent(answer)
    return (emit.as_json(document) + "\n" if _is_json(path) else emit.document(document)), remarks


def new_file(answer: Mapping[str, Any], path: str) -> Pulled:
    """
    Give the new file for an agent.

    Raises:
        UsageError: it could not be written there, or no file of this kind can hold it.
    """
    folder = os.path.dirname(path) or os.curdir
    if not os.path.isdir(folder):
        raise UsageError(f"there is no folder {folder}.", hint="make it, or choose another place.")
    if not path.lower().endswith(SUFFIXES):
        raise UsageError(f"{path} is no name for a definition.", hint=f"let it end with {', '.join(SUFFIXES)}.")
    try:
        text, remarks = as_file(answer, path)
    except ValueError as error:
        raise UsageError(f"{path} cannot say what Bolna holds.", hint="pull into a file of YAML.") from error
    return Pulled(path, text.encode(), [], remarks, is_new=True, is_changed=True, is_rewritten=False)


def into_file(answer: Mapping[str, Any], definition: Definition, environ: Mapping[str, str]) -> Pulled:
    """
    Give a file with what the service holds, and with everything else as it stands.

    Args:
        answer: what the service holds.
        definition: the file and the agent in it.
        environ: values for ``${NAME}``.

    Raises:
        UsageError: this kind of file cannot hold it.
    """
    target, remarks = merged(definition.data, answer)
    file = definition.file
    try:
        updated = update(file, definition.document, target, environ)
    except ValueError as error:
        raise UsageError(
            f"{file.path} cannot be made to say what Bolna holds.", hint="pull into a new file."
        ) from error
    return Pulled(
        file.path,
        (BOM if file.source.has_bom else b"") + updated.text.encode(),
        difference(definition.data, answer),
        remarks,
        is_new=False,
        is_changed=updated.text != file.source.text,
        is_rewritten=updated.is_rewritten,
    )


def refuse_loss(entry: Entry, definition: Definition, pulled: Pulled, id_: str) -> None:
    """
    Make sure that nothing is lost that only the file has.

    Raises:
        ChangedHereError: the file was changed since it was last pushed or pulled, or belongs to another agent.
    """
    if entry.id not in ("", id_):
        raise ChangedHereError(
            f"{definition.path} is agent {entry.id} by the lock file, not {id_}.",
            hint="pull into another file, or add --force.",
        )
    if pulled.changes and entry.hash and content_hash(definition.data) != entry.hash:
        raise ChangedHereError(
            f"{definition.path} was changed since {entry.time}, and a pull would take that back.",
            hint="push it first, or add --force.",
        )


def write(
    pulled: Pulled,
    answer: Mapping[str, Any],
    id_: str,
    lock: LockFile,
    key: str,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> None:
    """
    Write the file, then the lock file.

    Raises:
        UsageError: one of them cannot be written.
    """
    if pulled.is_changed:
        try:
            replace_file(pulled.path, pulled.data)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise UsageError(f"{pulled.path} cannot be written: {reason}.", hint="nothing was changed.") from error
    entry = lock.find(key)
    known = entry.with_(id=id_, hash=content_hash(answer), held=fingerprint(answer), pending=None)
    if known != entry:
        lock.put(known.with_(time=now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")))


def _is_json(path: str) -> bool:
    return path.endswith((".json", ".JSON"))
