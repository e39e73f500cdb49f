"""The rows of the result, their targets, and the page they are written to."""

from __future__ import annotations

from typing import NamedTuple

HEADER = ("", "anamctl", "compared with", "result", "target", "stretch", "")


class Goal(NamedTuple):
    """A bound on a figure."""

    bound: float
    at_least: bool
    text: str

    def is_met_by(self, value: float) -> bool:
        """Compare; a figure that is exactly the bound meets it."""
        return value >= self.bound if self.at_least else value <= self.bound


class Row(NamedTuple):
    """One line of the table."""

    name: str
    ours: str
    theirs: str
    value: float | None
    """None when it could not be measured here."""
    unit: str
    """How the figure reads: a format string for `value`."""
    target: Goal
    stretch: Goal

    @property
    def verdict(self) -> str:
        """Say how far the figure got."""
        if self.value is None:
            return "not measured"
        if self.stretch.is_met_by(self.value):
            return "stretch met"
        return "met" if self.target.is_met_by(self.value) else "MISSED"

    def cells(self) -> tuple[str, ...]:
        """Give the row as texts, in the order of `HEADER`."""
        result = "–" if self.value is None else self.unit.format(self.value)
        return (self.name, self.ours, self.theirs, result, self.target.text, self.stretch.text, self.verdict)


def faster(bound: float, text: str = "") -> Goal:
    """Want at least this many times the speed."""
    return Goal(bound, at_least=True, text=text or f"≥ {bound:g}×")


def at_most(bound: float, unit: str) -> Goal:
    """Want at most this much."""
    return Goal(bound, at_least=False, text=f"≤ {bound:g}{unit}")


def duration(seconds: float) -> str:
    """Write a duration in the unit one thinks in."""
    if seconds >= 1:
        return f"{seconds:.2f} s"
    return f"{seconds * 1000:.0f} ms" if seconds >= 0.002 else f"{seconds * 1e6:.0f} µs"


def plain_table(rows: list[Row]) -> str:
    """Lay the rows out for a terminal."""
    table = [HEADER, *(row.cells() for row in rows)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip() for cells in table
    )


def markdown_table(rows: list[Row]) -> str:
    """Lay the rows out as Markdown."""
    lines = ["| " + " | ".join(HEADER) + " |", "|" + "---|" * len(HEADER)]
    lines += ["| " + " | ".join(row.cells()) + " |" for row in rows]
    return "\n".join(lines)


def put_into_page(page: str, result: str, section: str = "bench") -> str:
    """Replace what stands between the two markers of a section; a page without them gets them at its end."""
    first, last = f"<!-- {section}:start -->", f"<!-- {section}:end -->"
    before, start, rest = page.partition(first)
    if not start:
        gap = "\n" if page and not page.endswith("\n\n") else ""
        return f"{page}{gap}{first}\n\n{result}\n\n{last}\n"
    _, _, after = rest.partition(last)
    return f"{before}{first}\n\n{result}\n\n{last}{after}"
