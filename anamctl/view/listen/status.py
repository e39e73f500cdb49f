"""
The rows at the bottom of the view of `listen`: what is being said, which language, and how it goes.

How many there are depends on the size of the terminal and on nothing else, so nothing above them ever jumps.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from anamctl.listening.cost import dollars
from anamctl.report.width import columns, tail, wrap
from anamctl.stt.joining import joined
from anamctl.view.listen.rows import Row, Span, cut, fitted, plain, row, text_of, wide
from anamctl.view.listen.text import WORTH_A_WORD, clock, name, percent, sureness, unsureness

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anamctl.audio.level import Level
    from anamctl.listening.status import Status
    from anamctl.listening.tally import Total
    from anamctl.stt.heard import Partial
    from anamctl.view.listen.prompt import Prompt

WIDE = 76
"""Columns from which the status has two rows instead of six."""
_ROOMY = 96
"""Columns from which the bar is long."""
FEW = 8
"""Rows of a terminal that are few."""
PARTIAL_ROWS = 2
METER = 7
_BAR, _NARROW_BAR = 20, 12
_BETWEEN = "    "
_STEPS = "▁▂▃▄▅▆▇█"
_EIGHTHS = " ▏▎▍▌▋▊▉"
_QUIET, _LOUD = -55.0, -12.0
"""Decibels of the lowest and of the highest step of the meter; speech is between."""


class Picture(NamedTuple):
    """What the rows show beside the status."""

    partial: Partial | None = None
    """The turn that goes on."""
    levels: Sequence[Level | None] = ()
    """How loud it was, the latest last."""
    has_keys: bool = True
    """Whether keys are read."""
    prompt: Prompt | None = None
    """What settings are typed into; None while it is not open."""
    is_tall: bool = False
    """Whether shares and expectation have a row of their own also where there are many columns (`needs_a_row`)."""


def rows(status: Status, picture: Picture, width: int, height: int) -> list[Row]:
    """
    Give the rows, none wider than `width`.

    Args:
        status: how it goes.
        picture: what else is shown.
        width: columns there are.
        height: rows of the terminal; there are always fewer than these.
    """
    found = _wide(status, picture, width) if width >= WIDE else _narrow(status, picture, width)
    return [cut(spans, width) for spans in most_important(found, height, is_wide=width >= WIDE)]


def most_important(found: Sequence[tuple[int, Row]], height: int, *, is_wide: bool) -> list[Row]:
    """
    Give as many rows as leave room for what is above, the most important ones.

    Of a few rows that are wide they take half, for then they still fit when the terminal becomes half as wide and
    breaks each of them; what does not fit it would move to its history.

    Args:
        found: rows with how important each is.
        height: rows of the terminal.
        is_wide: most of what there is to say is in two rows.
    """
    limit = max(height - 1, 1)
    if is_wide and height <= FEW:
        limit = min(limit, max(height // 2, 3))
    kept = list(found)
    while len(kept) > limit:
        kept.remove(min(kept, key=lambda one: one[0]))
    return [spans for _, spans in kept]


def needs_a_row(status: Status, width: int) -> bool:
    """Tell whether shares and expectation do not fit beside the language that is heard now."""
    if width < WIDE:
        return False
    shares = shares_row(status, width)
    parts = [part for part in (_headline_of(status, width), shares, expected_row(status)) if part]
    return wide(fitted(parts, 10 * width, between=_BETWEEN)) > width


def _headline_of(status: Status, width: int) -> Row:
    return headline_row(status, _BAR if width >= _ROOMY else _NARROW_BAR, width)


def _wide(status: Status, picture: Picture, width: int) -> list[tuple[int, Row]]:
    headline, expected = _headline_of(status, width), expected_row(status)
    if picture.is_tall:
        room = width - 1 - (wide(expected) + len(_BETWEEN) if expected else 0)
        second = fitted([shares_row(status, max(room, 0)), expected], width - 1, between=_BETWEEN)
        heard = [(8, headline), (6, row(" ", *second))]
    else:
        rest = [shares_row(status, max(width - wide(headline) - len(_BETWEEN), 0)), expected]
        heard = [(8, fitted([headline, *_roomy(rest, width - wide(headline))], width, between=_BETWEEN))]
    return [
        (1, ()),
        *_partial(picture, width),
        *heard,
        (9, fitted([_state(status, picture), *_facts(status)], width)),
        *_bottom(status, picture, width, 1),
    ]


def _roomy(parts: Sequence[Row], room: int) -> list[Row]:
    """Leave out the shares where otherwise the expectation would not fit."""
    shares, expected = parts
    if shares and expected and wide(shares) + wide(expected) + 8 > room:
        return [expected]
    return [part for part in parts if part]


def _narrow(status: Status, picture: Picture, width: int) -> list[tuple[int, Row]]:
    return [
        (1, ()),
        *_partial(picture, width),
        (8, headline_row(status, _NARROW_BAR, width)),
        (4, row(" ", *shares_row(status, width - 1))),
        *([(5, row(" ", *expected_row(status)))] if status.wish is not None else []),
        (9, _state(status, picture, is_narrow=True)),
        *([(6, row(" ", *fitted(_facts(status, is_narrow=True), width - 1)))] if picture.prompt is None else []),
        (2, row(" ", _model(status))),
        *_bottom(status, picture, width, 2),
    ]


def _bottom(status: Status, picture: Picture, width: int, hints: int) -> list[tuple[int, Row]]:
    """Give the row of keys, or in its place what is typed into; other rows make room for that."""
    if picture.prompt is None:
        can_set, has_presets = bool(status.about.changing.parameters), bool(status.about.changing.presets)
        return [(2, keys_row(status, width, has_keys=picture.has_keys, can_set=can_set, has_presets=has_presets))]
    line, *said = picture.prompt.rows(width, hints)
    return [(12, line), *((11 - number, one) for number, one in enumerate(said))]


def _partial(picture: Picture, width: int) -> list[tuple[int, Row]]:
    """
    Give the two rows of the turn that goes on; in a terminal of a few rows the one with its end stays.

    While somebody types there is one.
    """
    first, second = partial_rows(picture.partial, width)
    if picture.prompt is not None:
        return [(7, second or first)]
    return [(3, first), (7, second)] if second else [(7, first), (3, second)]


def partial_rows(partial: Partial | None, width: int) -> list[Row]:
    """Give the end of a turn that goes on, in two rows: what will not change, and dim what may."""
    if partial is None or not (partial.stable or partial.unstable):
        return [(), ()]
    room = max(width - 2, 2)
    stable, unstable = plain(partial.stable), plain(partial.unstable)
    text = joined((stable, unstable))
    shown = tail(text, room * (PARTIAL_ROWS + 1)) if len(text) > room else text
    parts = wrap(shown.strip(), room)[-PARTIAL_ROWS:]
    found: list[Row] = []
    left = columns(unstable.strip())
    # From the end, because of the stable part only the end may be seen.
    for part in reversed(parts):
        loose = _of_end(part, min(left, columns(part)))
        left = max(0, left - columns(part) - 1)
        found.insert(0, row(" ", part[: len(part) - len(loose)], Span(loose, "dim")))
    return [*found, *([()] * (PARTIAL_ROWS - len(found)))]


def _of_end(text: str, width: int) -> str:
    return tail(text, width) if width else ""


def headline_row(status: Status, bar: int, width: int) -> Row:
    """
    Give the language that is heard now, with a bar of how sure the service is; beside it what it is not sure of.

    The bar makes room where there is too little.
    """
    found = _headline(status, bar)
    return found if wide(found) <= width else _headline(status, 0)


def _headline(status: Status, bar: int) -> Row:
    headline = status.headline
    about = status.about
    unsure: Row = ()
    if headline.unsure:
        why = unsureness(headline.unsure_confidence, headline.unsure_belief, about)
        said = f"{name(headline.unsure)}? {why}"
        unsure = row(Span(f"{said} unsure", "yellow"))
    if not headline.code:
        return row(" ", *(unsure or row(Span("no language yet", "dim"))))
    title = Span(f" {name(headline.code)}", "bold")
    sure = sureness(headline.confidence, about)
    if headline.confidence is None:
        found = row(title, Span(f"  {sure}", "dim"))
    else:
        found = row(title, "  ", *(*_bar(headline.confidence, bar), Span(" ")) if bar else (), sure)
    return row(*found, *(row("  ", *unsure) if unsure else ()))


def _bar(part: float, width: int) -> Row:
    eighths = round(min(max(part, 0.0), 1.0) * width * 8)
    full, rest = divmod(eighths, 8)
    filled = "█" * full + (_EIGHTHS[rest] if rest else "")
    return row(Span(filled, "green"), Span("░" * (width - len(filled)), "dim"))


def shares_row(status: Status, width: int) -> Row:
    """Give how much of the speech was in which language, as many of them as fit."""
    parts = [row(share_of(total)) for total in status.totals if total.code]
    if not parts:
        return ()
    shown = fitted(parts, width)
    return shown if wide(shown) <= width and not text_of(shown).endswith("…") else ()


def share_of(total: Total) -> str:
    """Give the share of a language in short: ``fr 60 %``, ``fr? 40 %`` for what was not recognised surely."""
    return f"{plain(total.code)}{'' if total.is_sure else '?'} {percent(total.share)}"


def expected_row(status: Status) -> Row:
    """Give how the expectation stands; nothing without one."""
    verdict = status.verdict
    if verdict is None:
        return ()
    return row(Span(plain(verdict.so_far), "green" if verdict.is_met else "yellow"))


def meter(levels: Sequence[Level | None]) -> str:
    """Draw how loud it was lately."""
    latest = list(levels)[-METER:]
    steps = [" " if level is None else _step(level.rms) for level in latest]
    return " " * (METER - len(steps)) + "".join(steps)


def _step(decibels: float) -> str:
    part = (decibels - _QUIET) / (_LOUD - _QUIET)
    return _STEPS[min(len(_STEPS) - 1, max(0, int(part * len(_STEPS))))]


def _state(status: Status, picture: Picture, *, is_narrow: bool = False) -> Row:
    state, style = state_word(status, is_narrow=is_narrow)
    return row(" ", Span(meter(picture.levels), "green"), " ", Span(state, style), f" {clock(status.seconds)}")


def state_word(status: Status, *, is_narrow: bool = False) -> tuple[str, str]:
    """Give how it goes in a word, and its style."""
    if status.state in ("ending", "ended"):
        return "ending", "yellow"
    if status.state == "reconnecting":
        return _reconnecting(status), "yellow"
    if status.state == "waiting":
        return f"waiting for {plain(status.about.shown)}", "dim"
    if status.state == "missing":
        return f"waiting for {'sound' if is_narrow else 'the microphone'} ({clock(status.missing)})", "yellow"
    if status.state == "connecting":
        return "connecting", "dim"
    return status.state, "bold" if status.state == "listening" else "yellow"


def _reconnecting(status: Status) -> str:
    attempt = status.attempt
    count = f" ({attempt.attempt}/{attempt.of})" if attempt is not None and attempt.attempt else ""
    wait = f" in {math.ceil(status.again)} s" if status.again >= 0.5 else ""
    return f"{'reconnecting' if status.has_begun else 'trying again'}{wait}{count}"


def _facts(status: Status, *, is_narrow: bool = False) -> list[Row]:
    """Give what else there is to know, the most important first; where it is narrow the model has a row of its own."""
    lost = row(Span(f"dropped {status.dropped:.1f} s", "red")) if status.dropped >= WORTH_A_WORD else ()
    delay = row(f"last final +{status.last_delay:.2f} s") if status.last_delay is not None else ()
    money = dollars(status.cost) if status.open_seconds >= 1 else ""
    facts = [lost, *([] if is_narrow else [row(_model(status))]), delay, row(money)]
    return [fact for fact in facts if any(span.text for span in fact)]


def _model(status: Status) -> str:
    return plain(status.model or status.about.shown)


def keys_row(status: Status, width: int, *, has_keys: bool, can_set: bool = False, has_presets: bool = False) -> Row:
    """Say what keys do, in short where there is no room for more."""
    if not has_keys:
        return ()
    space = "go on" if status.state == "paused" else "pause"
    keys = [("space", space), ("e", "end turn"), ("s", "settings"), ("1-3", "presets"), ("q", "quit")]
    shown = [key for key in keys if (key[0] != "s" or can_set) and (key[0] != "1-3" or has_presets)]
    found = _keys(shown, "   ")
    if wide(found) > width:
        found = _keys([key for key in shown if key[0] != "1-3"], "   ")
    if wide(found) > width:
        found = _keys([(key, "set" if key == "s" else does) for key, does in shown if key != "1-3"], "  ")
    return found


def _keys(keys: Sequence[tuple[str, str]], between: str) -> Row:
    parts = [
        row(Span(between if number else " "), Span(key, "bold"), Span(f" {does}", "dim"))
        for number, (key, does) in enumerate(keys)
    ]
    return tuple(span for part in parts for span in part)
