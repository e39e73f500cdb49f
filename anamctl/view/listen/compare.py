"""The view of several services that hear the same: each has its rows at the bottom, its finals carry its letter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anamctl.listening.cost import dollars
from anamctl.report.width import columns, wrap
from anamctl.stt import heard
from anamctl.view.listen import text
from anamctl.view.listen.bottom import Bottom
from anamctl.view.listen.rows import Row, Span, cut, fitted, hanging, plain, row, text_of
from anamctl.view.listen.status import headline_row, keys_row, most_important, partial_rows, share_of, state_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anamctl.listening.compare import Compared, Lane
    from anamctl.listening.events import Event

LETTERS = "ABCDEFGH"
_STYLES = ("cyan", "yellow", "green", "red")
_BAR = 12
_GAP = 2
_LEAST = 24
"""Columns of a text beside another one."""
_WIDE_LANE = 66
"""Columns from which a service has two rows instead of three."""
_LABEL = 6
"""Columns that the name of a service keeps in the table."""


class CompareView(Bottom):
    """Shows what several services hear (`anamctl.listening.compare.ComparisonScreen`)."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401  # those of `Bottom`
        super().__init__(**options)
        self._lanes: Sequence[Lane] = ()
        self._partials: dict[int, heard.Partial] = {}

    def begin(self, lanes: Sequence[Lane]) -> None:
        """Draw the rows at the bottom from now on."""
        self._lanes = lanes
        self.print_above([name_row(number, lane.label) for number, lane in enumerate(lanes)])
        self.start()

    def picture(self, width: int, height: int) -> Sequence[Row]:
        """Give the rows at the bottom: two or three for each service."""
        rows: list[tuple[int, Row]] = [(1, ())]
        for number, lane in enumerate(self._lanes):
            headline, *more, partial = lane_rows(number, lane, self._partials.get(number), width)
            rows += [(5, headline), *((4, one) for one in more), (3, partial)]
        if self._lanes:
            # No settings: what one service calls them means nothing to the other.
            rows.append((2, cut(keys_row(self._lanes[0].status, width, has_keys=self.has_keys), width)))
        return most_important(rows, height, is_wide=width >= _WIDE_LANE)

    def show(self, lane: int, event: Event) -> None:
        """Show an event of a service."""
        found: list[Row] = []
        if isinstance(event, heard.Partial):
            self._partials[lane] = event
        elif isinstance(event, heard.Final):
            partial = self._partials.get(lane)
            if partial is not None and partial.key == event.key:
                del self._partials[lane]
            found = final_rows(lane, self._lanes[lane], event, self.room)
        elif said := text.remark(event):
            found = hanging(letter(lane), said, "dim", self.room)
        self.print_above(found)

    def finish(self, compared: Sequence[Compared]) -> None:
        """Say how it was; nothing comes after it."""
        verdicts = [
            spans for one in compared for spans in hanging((), verdict_line(one), "", self.room) if one.summary.verdict
        ]
        self.print_last([(), *table_rows(compared, self.room), *beside_rows(compared, self.room), (), *verdicts])


def letter(number: int) -> Row:
    """Give what stands before what a service says."""
    return row(Span(f"{LETTERS[number % len(LETTERS)]}  ", _STYLES[number % len(_STYLES)]))


def name_row(number: int, label: str) -> Row:
    """Say which service a letter stands for."""
    return row(*letter(number), plain(label))


def final_rows(number: int, lane: Lane, event: heard.Final, width: int) -> list[Row]:
    """Give the rows of a turn that is complete."""
    said = plain(event.text)
    if not said:
        return []
    ending = "(interrupted)" if event.is_interrupted else "(corrected)" if event.replaces else ""
    return hanging((*letter(number), *text.label(event, lane.status.about)), said, "", width, ending=ending)


def final_line(label: str, lane: Lane, event: heard.Final) -> str:
    """Give a turn that is complete in one line."""
    line = text.final_line(event, lane.status.about)
    return f"{plain(label)}  {line}" if line else ""


def lane_rows(number: int, lane: Lane, partial: heard.Partial | None, width: int) -> list[Row]:
    """Give the rows of a service: how it goes, in a narrow terminal in two of them, and what it hears just now."""
    status, room = lane.status, width - len("A  ")
    is_narrow = width < _WIDE_LANE
    headline = row(*headline_row(status, _BAR, room))
    facts = _facts(lane, is_narrow=is_narrow)
    last = [spans for spans in partial_rows(partial, max(room, 8)) if spans]
    indent = " " * (len("A  ") - 1)
    shown = (
        [fitted([headline], room), row(" ", *fitted(facts, room - 1))]
        if is_narrow
        else [fitted([headline, *facts], room)]
    )
    return [
        cut(row(*letter(number), *shown[0]), width),
        *(cut(row(indent, " ", *one), width) for one in shown[1:]),
        cut(row(indent, *(last[-1] if last else ())), width),
    ]


def _facts(lane: Lane, *, is_narrow: bool) -> list[Row]:
    """Give how it goes, the most important first."""
    status = lane.status
    state, style = state_word(status, is_narrow=is_narrow)
    facts = [row(Span(state, style))]
    if status.dropped:
        facts.append(row(Span(f"dropped {status.dropped:.1f} s", "red")))
    if status.verdict is not None:
        facts.append(row(Span("met so far", "green") if status.verdict.is_met else Span("not met yet", "yellow")))
    if status.last_delay is not None:
        facts.append(row(f"+{status.last_delay:.2f} s"))
    return facts


# ---- in the end ------------------------------------------------------------------------------------------------------


def table_rows(compared: Sequence[Compared], width: int) -> list[Row]:
    """Give a row for each service; of what is missed least there is less where there is little room."""
    lines, widths, places = _table(compared, languages=2)
    for place in (4, 6, 5, 3):
        if _wide(widths, places) > width and place in places:
            places.remove(place)
    if _wide(widths, places) > width:
        kept = places
        lines, widths, places = _table(compared, languages=1)
        places = [place for place in places if place in kept]
    if _wide(widths, places) > width and _HEARD in places and 7 in places:
        places.remove(_HEARD)
    widths[1] = max(_LABEL, min(widths[1], widths[1] + width - _wide(widths, places)))
    return [
        cut(row(Span(_line(line, widths, places), "" if number else "dim")), width) for number, line in enumerate(lines)
    ]


_HEARD = 2
_HEADING = ("", "service", "heard", "confidence", "turns", "delay", "cost", "expectation")
_SHORT = (*_HEADING[:-1], "expected")


def _table(compared: Sequence[Compared], *, languages: int) -> tuple[list[tuple[str, ...]], list[int], list[int]]:
    """Give the lines of the table, how wide each column is, and which columns have anything."""
    cells = [_cells(number, one, languages) for number, one in enumerate(compared)]
    lines = [_HEADING if languages > 1 else _SHORT, *cells]
    widths = [max(columns(line[place]) for line in lines) for place in range(len(_HEADING))]
    places = [place for place in range(len(_HEADING)) if place < 2 or any(line[place] for line in cells)]
    return lines, widths, places


def _wide(widths: Sequence[int], places: Sequence[int]) -> int:
    return sum(widths[place] + _GAP for place in places) - _GAP


def _line(line: Sequence[str], widths: Sequence[int], places: Sequence[int]) -> str:
    parts = [text_of(cut(row(line[place]), widths[place])) for place in places]
    padded = [part + " " * (widths[place] - columns(part)) for part, place in zip(parts, places, strict=True)]
    return (" " * _GAP).join(padded).rstrip()


def _cells(number: int, one: Compared, languages: int) -> tuple[str, ...]:
    summary = one.summary
    known = [total for total in summary.languages if total.code]
    heard_ = " · ".join(share_of(total) for total in known[:languages])
    sure = known[0].mean_confidence if known else None
    verdict = summary.verdict
    return (
        LETTERS[number % len(LETTERS)],
        plain(one.label),
        "failed" if summary.error is not None else heard_ or "nothing",
        "" if sure is None else f"{sure:.2f}{' of words' if summary.about.language_is_share else ''}",
        str(sum(total.turns for total in summary.languages)),
        "" if summary.mean_delay is None else f"{summary.mean_delay:.2f} s",
        dollars(summary.cost) if summary.open_seconds else "",
        "" if verdict is None else "met" if verdict.is_met else "not met",
    )


def beside_rows(compared: Sequence[Compared], width: int) -> list[Row]:
    """Give what each has understood beside the others, or under each other where there is no room."""
    texts = [plain(one.text) or "–" for one in compared]
    room = (width - _GAP * (len(texts) - 1)) // max(len(texts), 1)
    if not compared or not any(one.text for one in compared):
        return []
    if room < _LEAST:
        return [(), *(one for number, said in enumerate(texts) for one in hanging(letter(number), said, "", width))]
    parts = [wrap(said, room) for said in texts]
    rows: list[Row] = [()]
    headings = [f"{LETTERS[number % len(LETTERS)]}  {plain(one.label)}" for number, one in enumerate(compared)]
    rows.append(_beside([Span(said, _STYLES[number % len(_STYLES)]) for number, said in enumerate(headings)], room))
    rows += [
        _beside([Span(part[at] if at < len(part) else "") for part in parts], room)
        for at in range(max(map(len, parts)))
    ]
    return rows


def _beside(cells: Sequence[Span], room: int) -> Row:
    spans: list[Span] = []
    for cell in cells:
        shown = cut((cell,), room)
        spans += shown
        spans.append(Span(" " * (room + _GAP - sum(columns(span.text) for span in shown))))
    return tuple(spans[:-1])


def verdict_line(one: Compared) -> str:
    """Give what came of the expectation of a service in one line; empty without one."""
    line = text.verdict_line(one.summary)
    return f"{plain(one.label)}: {line}" if line else ""
