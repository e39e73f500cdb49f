"""Sound devices as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.report.width import clip, columns
from anamctl.view.listen.rows import Row, Span, cut, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anamctl.audio.devices import Device

_HEADING = ("no.", "name", "API", "in", "out", "takes (kHz)", "default")
_RIGHT = (0, 3, 4)
"""Columns of numbers."""
_GAP = 2
_LEAST = 12
"""Columns that a name keeps."""


def table(devices: Sequence[Device], width: int) -> list[Row]:
    """Give the rows of a table, none wider than asked: first the API goes, then the rates, then names are cut."""
    lines = [_HEADING, *map(_cells, devices)]
    places = list(range(len(_HEADING)))
    for place in (2, 5):
        if _wide(lines, places) > width:
            places.remove(place)
    widths = {place: max(columns(line[place]) for line in lines) for place in places}
    widths[1] = max(_LEAST, min(widths[1], width - _wide(lines, places) + widths[1]))
    return [_row(line, places, widths, width, "dim" if not number else "") for number, line in enumerate(lines)]


def _wide(lines: Sequence[Sequence[str]], places: Sequence[int]) -> int:
    return sum(max(columns(line[place]) for line in lines) + _GAP for place in places) - _GAP


def _cells(device: Device) -> tuple[str, ...]:
    defaults = [word for word, is_one in (("in", device.is_default_input), ("out", device.is_default_output)) if is_one]
    return (
        str(device.number),
        plain(device.name),
        plain(device.api),
        str(device.inputs or "–"),
        str(device.outputs or "–"),
        " ".join(f"{rate / 1000:g}" for rate in device.rates) or "–",
        " and ".join(defaults),
    )


def _row(line: Sequence[str], places: Sequence[int], widths: dict[int, int], width: int, style: str) -> Row:
    cells = []
    for place in places:
        text = clip(line[place], widths[place])
        space = " " * (widths[place] - columns(text))
        cells.append(space + text if place in _RIGHT else text + space)
    return cut((Span((" " * _GAP).join(cells).rstrip(), style),), width)
