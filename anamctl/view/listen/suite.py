"""What came of a suite of clips, as tables for people: by service, clips that failed, and which language for which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.listening.cost import dollars
from anamctl.listening.tally import UNSURE
from anamctl.report.width import columns
from anamctl.view.listen.rows import Row, Span, cut, hanging, plain, row, wide
from anamctl.view.listen.text import percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anamctl.listening.suite import Confusion, Report, Result, Total

_GAP = "  "
_WIDE = 60
"""Columns from which on a clip is numbered."""
_NAME = 12
"""Columns of the name of a service below which columns of numbers are left out."""
_HEADING = ("", "met", "language", "confidence", "word errors", "delay", "cost")


def result_rows(result: Result, width: int, *, has_several: bool, place: str = "") -> list[Row]:
    """
    Give a clip in one line, as it was heard; below it why that is not what was expected.

    Where there is little room, what was heard stands whole, and of the service and the path the end.

    Args:
        result: what came of it.
        width: columns.
        has_several: name the service.
        place: which of all clips it is; left out where there is little room.
    """
    mark = Span(" ✓ ", "green") if result.is_met else Span(" ✗ ", "red")
    before = Span(f" {place}" if place and width >= _WIDE else "", "dim")
    found = f"{_GAP}{_found(result)}"
    room = max(width - wide((before, mark)) - columns(found), 0)
    who = _who(result, max(room // 2, room - columns(plain(result.clip.path)))) if has_several else Span("")
    path = _end(plain(result.clip.path), room - wide((who,)))
    line = cut(row(before, mark, who, path, Span(found, "cyan")), width)
    indent = " " * wide((before, mark))
    return [line, *([] if result.is_met else hanging(row(indent), plain(result.why), "", width))]


def skipped_rows(first: Result, count: int, width: int, *, has_several: bool) -> list[Row]:
    """Give clips that nobody has tried, all of a service together."""
    clips = f"{count} clip{'s' * (count != 1)}"
    line = cut(row(Span(" – ", "yellow"), _who(first, width // 2) if has_several else "", clips), width)
    return [line, *hanging(row("   "), plain(first.why), "", width)]


def _who(result: Result, room: int) -> Span:
    """Give the service, with the gap after it, in so many columns."""
    return Span(f"{_end(plain(result.target.label), max(room - len(_GAP), 1))}{_GAP}", "dim")


def _end(text: str, room: int) -> str:
    """Give a text in so many columns, with a mark where its beginning is missing."""
    if columns(text) <= room:
        return text
    while text and columns(text) > room - 1:
        text = text[1:]
    return f"…{text}" if room > 0 else ""


def _found(result: Result) -> str:
    if result.failure is not None:
        return "–"
    sure = "" if result.confidence is None else f" {percent(result.confidence)}"
    return f"{_heard(result.found)}{sure}"


def _heard(code: str) -> str:
    """Give what was heard of a clip in a word."""
    return "unsure" if code == UNSURE else plain(code) or "nothing"


def rows(report: Report, width: int) -> list[Row]:
    """Give everything, none wider than asked."""
    found: list[Row] = [*total_rows(report.totals, width)]
    for total in report.totals:
        confusion = report.confusion(total.target)
        if not _is_diagonal(confusion):
            label = f"{plain(total.target.label)}, " if len(report.totals) > 1 else ""
            heading = row(Span(f" {label}heard as", "dim"))
            found += [(), cut(heading, width), *confusion_rows(confusion, width)]
    return found


def total_rows(totals: Sequence[Total], width: int) -> list[Row]:
    """
    Give a row for each service; columns that nobody has anything for, or that are too much, are left out.

    Of the names of services the ends stay where there is little room: that is where models differ.
    """
    lines = [_HEADING, *map(_cells, totals)]
    places = [0, *(place for place in range(1, len(_HEADING)) if any(line[place] for line in lines[1:]))]
    widths = [max(columns(line[place]) for line in lines) for place in range(len(_HEADING))]

    def left() -> int:
        return width - 1 - sum(widths[place] + len(_GAP) for place in places[1:])

    while len(places) > 2 and left() < min(widths[0], _NAME):
        places.pop()
    widths[0] = min(widths[0], max(left(), 1))
    lines = [(_end(line[0], widths[0]), *line[1:]) for line in lines]
    return [_row(line, places, widths, width, is_heading=not number) for number, line in enumerate(lines)]


def _cells(total: Total) -> tuple[str, ...]:
    return (
        plain(total.target.label),
        f"{total.met}/{total.clips}",
        "" if total.accuracy is None else percent(total.accuracy),
        "" if total.mean_confidence is None else f"{total.mean_confidence:.2f}",
        "" if total.errors is None else percent(total.errors.rate),
        "" if total.mean_delay is None else f"{total.mean_delay:.2f} s",
        dollars(total.cost) if total.open_seconds else "",
    )


def confusion_rows(confusion: Confusion, width: int) -> list[Row]:
    """Give which language was heard for which: a row for each that was spoken, a column for each that was heard."""
    heading = ("", *(_heard(code) for code in confusion.found))
    lines = [
        heading,
        *(
            (plain(spoken), *(str(confusion.counts.get((spoken, heard), "·")) for heard in confusion.found))
            for spoken in confusion.expected
        ),
    ]
    widths = [max(columns(line[place]) for line in lines) for place in range(len(heading))]
    places = list(range(len(heading)))
    if sum(widths[place] + len(_GAP) for place in places) > width:
        return _listed(confusion, width)
    return [
        _row(lines[0], places, widths, width, is_heading=True),
        *(
            _matrix_row(confusion, spoken, line, widths)
            for spoken, line in zip(confusion.expected, lines[1:], strict=True)
        ),
    ]


def _matrix_row(confusion: Confusion, spoken: str, line: Sequence[str], widths: Sequence[int]) -> Row:
    """Give a row of the matrix: what was heard right and what was not are told apart by colour, too."""
    spans = [Span(" " + line[0] + " " * (widths[0] - columns(line[0])))]
    for heard, cell, wide_ in zip(confusion.found, line[1:], widths[1:], strict=True):
        style = "dim" if not confusion.counts.get((spoken, heard)) else "green" if heard == spoken else "red"
        spans += [Span(_GAP + " " * (wide_ - columns(cell))), Span(cell, style)]
    return tuple(spans)


def _listed(confusion: Confusion, width: int) -> list[Row]:
    """Give the same where a matrix has no room."""
    rows_: list[Row] = []
    for spoken in confusion.expected:
        heard = [
            f"{_heard(code)} {count}" for code in confusion.found if (count := confusion.counts.get((spoken, code), 0))
        ]
        rows_ += hanging(row(f" {plain(spoken)}  "), ", ".join(heard), "", width)
    return rows_


def _is_diagonal(confusion: Confusion) -> bool:
    return all(spoken == heard for spoken, heard in confusion.counts)


def _row(line: Sequence[str], places: Sequence[int], widths: Sequence[int], width: int, *, is_heading: bool) -> Row:
    parts = [" " + line[0] + " " * (widths[0] - columns(line[0]))]
    parts += [_GAP + " " * (widths[place] - columns(line[place])) + line[place] for place in places[1:]]
    return cut((Span("".join(parts).rstrip(), "dim" if is_heading else ""),), width)
