"""Every value of a sheet with the line of the file that says it, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from anamctl.definitions.sheet import MISSING

if TYPE_CHECKING:
    from anamctl.definitions.document import Document
    from anamctl.definitions.sheet import Sheet


class Explanation(NamedTuple):
    """Why a language has a value."""

    key: str
    """Keys down to the value, with dots between them."""
    value: Any
    """None also for a value that is not there."""
    line: int
    """Where the value, or the key that it comes from, stands in the file."""
    origin: str
    """``base``, ``entry`` or ``key``."""
    rules: tuple[str, ...]
    confidence: str
    source: str
    note: str


def explain(document: Document, sheet: Sheet, column: str) -> list[Explanation]:
    """Explain every value of one column of a sheet, and why some are missing."""
    place = sheet.columns.index(column)
    found = []
    for row in sheet.rows:
        value, origin, _, _ = row.cells[place]
        if origin is not None:
            found.append(
                Explanation(
                    ".".join(row.path),
                    None if value is MISSING else value,
                    origin.line(document),
                    origin.kind,
                    origin.rules,
                    origin.confidence,
                    origin.source,
                    origin.note,
                )
            )
    return found
