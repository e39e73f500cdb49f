"""
What each language of a definition runs with, as rows and columns, and where every value was written.

Values stay what they are; whoever shows them masks secrets and cuts what is too long.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from anamctl.definitions.equality import is_same

if TYPE_CHECKING:
    from anamctl.definitions.document import Document
    from anamctl.definitions.nodes import Path

BASE = "base"
"""Title of the first column, where it is no language of its own."""


class Missing:
    """The class of `MISSING`: there is no value, not even null."""

    def __repr__(self) -> str:
        return "MISSING"


MISSING = Missing()


class Origin(NamedTuple):
    """Where a value was written, and what made of it what it is."""

    kind: Literal["base", "entry", "key", "default"]
    """``key``: the code above the entry is the value. ``default``: nobody wrote it."""
    path: Path
    """Where in the document."""
    rules: tuple[str, ...] = ()
    confidence: str = ""
    """For a value that was brought into another form: how surely; empty for one that stands as it was written."""
    source: str = ""
    note: str = ""

    def line(self, document: Document) -> int:
        """Line of the file that says it."""
        span = document.key_span(self.path) if self.kind == "key" else document.place(self.path)
        return document.source.position(span.start).line


class Cell(NamedTuple):
    """One value of one language."""

    value: Any = MISSING
    origin: Origin | None = None
    is_same: bool = False
    """The base has the same value."""
    mark: str = ""
    """A word or two on how the value came about, or on why there is none."""


class Row(NamedTuple):
    """One key of all languages."""

    group: str
    """The object that holds the key: ``transcriber``."""
    label: str
    path: tuple[str, ...]
    """Keys from the top of what is shown."""
    cells: tuple[Cell, ...]
    """The base's, then one a language."""
    is_text: bool = False
    """The values are sentences, not settings."""


class Remark(NamedTuple):
    """Something that should not go unseen."""

    text: str
    path: Path = ()
    """Where in the document it was written; empty when it is about no place."""
    at_key: bool = False
    codes: tuple[str, ...] = ()
    """Languages it is about; empty when it is about all."""

    def line(self, document: Document) -> int | None:
        """Line of the file that it is about."""
        if not self.path:
            return None
        span = document.key_span(self.path) if self.at_key else document.place(self.path)
        return document.source.position(span.start).line


class Sheet(NamedTuple):
    """Everything there is to show of one definition."""

    title: tuple[str, ...]
    """What it is, in a few parts."""
    columns: tuple[str, ...]
    """Titles: the base's, then the codes of the languages."""
    rows: tuple[Row, ...]
    remarks: tuple[Remark, ...] = ()

    def only(self, columns: list[str]) -> Sheet:
        """Give a sheet with some of the columns, and without rows that have nothing in them."""
        places = [self.columns.index(name) for name in columns]
        rows = (row._replace(cells=tuple(row.cells[place] for place in places)) for row in self.rows)
        kept = tuple(row for row in rows if any(cell.value is not MISSING or cell.mark for cell in row.cells))
        told = tuple(one for one in self.remarks if not one.codes or not set(one.codes).isdisjoint(columns))
        return self._replace(columns=tuple(columns), rows=kept, remarks=told)

    def differing(self) -> Sheet:
        """Give a sheet with the rows in which two columns differ; what the base has does not matter there."""
        rows = (row for row in self.rows if not is_same(row.cells[0].value, row.cells[1].value))
        told = (row._replace(cells=tuple(cell._replace(is_same=False) for cell in row.cells)) for row in rows)
        return self._replace(rows=tuple(told))
