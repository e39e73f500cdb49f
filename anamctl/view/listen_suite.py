"""What came of a suite of clips, as tables for people: by service, clips that failed, and which language for which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.listening.cost import dollars
from anamctl.listening.tally import UNSURE
from anamctl.report.width import columns
from anamctl.view.listen_rows import Row, Span, cut, hanging, plain, row
from anamctl.view.listen_text import percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anamctl.listening.suite import Confusion, Report, Result, Total

_GAP = "  "
_HEADING = ("", "met", "language", "confidence", "word errors", "delay", "cost")


def result_rows(result: Result, width: int, *, has_several: bool) -> list[Row]:
    """Give a clip in one line, as it was heard; below it why that is not what was expected."""
    mark = Span(" ✓ ", "green") if result.is_met else Span(" ✗ ", "red")
    who = f"{plain(result.target.label)}{_GAP}" if has_several else ""
    found = cut(row(mark, Span(who, "dim"), plain(result.clip.path), Span(f"{_GAP}{_found(result)}", "cyan")), width)
    return [found, *([] if result.is_met else hanging(row("   "), plain(result.why), "", width))]


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
            label = f" of {plain(total.target.label)}" if len(report.totals) > 1 else ""
            found += [(), row(Span(f" heard as{label}", "dim")), *confusion_rows(confusion, width)]
    return found


def total_rows(totals: Sequence[Total], width: int) -> list[Row]:
    """Give a row for each service; columns that nobody has anything for, or that are too much, are left out."""
    lines = [_HEADING, *map(_cells, totals)]
    places = [0, *(place for place in range(1, len(_HEADING)) if any(line[place] for line in lines[1:]))]
    widths = [max(columns(line[place]) for line in lines) for place in range(len(_HEADING))]
    while len(places) > 2 and sum(widths[place] + len(_GAP) for place in places) > width:
        places.pop()
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
    return [_row(line, places, widths, width, is_heading=not number) for number, line in enumerate(lines)]


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
