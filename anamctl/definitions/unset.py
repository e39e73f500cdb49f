"""Values that nobody knows: placeholders without a value, and what to say when one of them is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anamctl.definitions.placeholders import Unset
from anamctl.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from anamctl.definitions.document import Document
    from anamctl.definitions.nodes import Path


def unset_values(data: Any, left_out: Collection[Path] = (), path: Path = ()) -> Iterator[tuple[Path, Unset]]:  # noqa: ANN401
    """Walk plain data and give the texts without a value, except in parts that are left out."""
    if path in left_out:
        return
    if isinstance(data, Unset):
        yield path, data
    elif isinstance(data, dict):
        for key, inner in data.items():
            yield from unset_values(inner, left_out, (*path, key))
    elif isinstance(data, list):
        for index, inner in enumerate(data):
            yield from unset_values(inner, left_out, (*path, index))


def needs_variable(file: str, document: Document, path: Path, value: Unset) -> UsageError:
    """Give the error for a value that is needed and has none; the path says where it stands in the document."""
    line = document.source.position(document.place(path).start).line
    name = value.names[0]
    return UsageError(
        f"{file}:{line} needs ${{{name}}}, which is not set.",
        hint=f"set {name} in the environment, or write a default: ${{{name}:-...}}",
    )
