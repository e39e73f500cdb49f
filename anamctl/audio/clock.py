"""Which sample was captured when, and the other way round."""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

_LATE = 0.1
"""Seconds that a block may be late before we think that samples were lost."""
_LONG = 60.0
"""Seconds for which one line is drawn: sampling clocks and that of the machine drift apart."""
_MOST = 4096


class _Line(NamedTuple):
    """From sample `first` on, which was captured at `time`, samples come at the rate."""

    first: int
    time: float


class SampleClock:
    """
    Maps samples to the monotonic clock and back.

    Blocks are reported late by chance, never early, so the earliest report is the best one. When samples get lost
    (a device that stood still), the map has a step there.

    Args:
        rate: samples in a second.
    """

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._lines: list[_Line] = []
        self._end = 0

    @property
    def end(self) -> int:
        """Which sample comes after the last one that was noted."""
        return self._end

    def note(self, start: int, end: int, captured: float) -> None:
        """
        Take in that samples were captured.

        Args:
            start: the first.
            end: the one after the last.
            captured: when the last was; must not be before that of earlier samples.
        """
        began = captured - (end - start) / self._rate
        self._end = end
        if not self._lines:
            self._lines.append(_Line(start, began))
            return
        while True:
            index, time = self._lines[-1]
            early = time + (start - index) / self._rate - began
            if early < -_LATE:
                self._lines.append(_Line(start, began))
                break
            if early <= 0:
                break
            # Not lost, only late: the step before was none.
            if len(self._lines) > 1 and time > self._on(self._lines[-2], index) >= time - early:
                self._lines.pop()
                continue
            if (start - index) / self._rate > _LONG:
                self._lines.append(_Line(start, began))
            else:
                self._lines[-1] = _Line(index, time - early)
            break
        if len(self._lines) > _MOST:
            del self._lines[0]

    def time_of(self, index: int) -> float:
        """
        Give when a sample was, or will be, captured.

        Raises:
            LookupError: nothing was captured yet.
        """
        return self._on(self._line(bisect_right(self._lines, index, key=lambda line: line.first)), index)

    def index_at(self, time: float) -> int:
        """
        Give the sample that was, or will be, captured at a time; while nothing was captured, the one before.

        Raises:
            LookupError: nothing was captured yet.
        """
        place = bisect_right(self._lines, time, key=lambda line: line.time)
        line = self._line(place)
        index = line.first + round((time - line.time) * self._rate)
        return min(index, self._lines[place].first) if 0 < place < len(self._lines) else index

    def _line(self, place: int) -> _Line:
        if not self._lines:
            raise LookupError("nothing was captured yet")
        return self._lines[max(place - 1, 0)]

    def _on(self, line: _Line, index: int) -> float:
        return line.time + (index - line.first) / self._rate
