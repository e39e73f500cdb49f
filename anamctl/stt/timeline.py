"""
From the time of a session to that of the source, and to the clock.

A service counts from the first sample that a session was sent. Which sample of the source that was changes with every
session; and within one, wherever sound was left out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from anamctl.stt.backlog import Frame

_MOST = 4096
"""Places that are remembered, of either kind: minutes of sound, which is longer than any turn."""


class _Place(NamedTuple):
    session: int
    source: int


class Timeline:
    """
    Remembers what one session was sent.

    Args:
        rate: samples in a second.
    """

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._places: list[_Place] = []
        self._ends: list[int] = []
        self._captured: list[float] = []
        """When the samples before those ends were captured."""
        self._known = 0
        """From which sample on that is known."""
        self.samples = 0
        """How many were sent."""

    @property
    def is_plain(self) -> bool:
        """Whether the time of the session is that of the source."""
        return not self._places or (len(self._places) == 1 and self._places[0] == (0, 0))

    @property
    def milliseconds(self) -> float:
        """Where in the session we are."""
        return self.samples * 1000 / self._rate

    def note(self, frame: Frame) -> None:
        """Take in that a frame is sent."""
        for offset, start in frame.pieces:
            at = self.samples + offset
            if not self._places or self._places[-1].source + at - self._places[-1].session != start:
                self._places.append(_Place(at, start))
        self.samples += frame.samples
        self._ends.append(self.samples)
        self._captured.append(frame.captured)
        if len(self._ends) >= 2 * _MOST:
            self._known = self._ends[_MOST - 1]
            del self._ends[:_MOST], self._captured[:_MOST]
        if len(self._places) >= 2 * _MOST:
            del self._places[:_MOST]

    def to_source(self, milliseconds: float) -> float:
        """Give the time in the source."""
        if self.is_plain:
            return milliseconds
        at = milliseconds * self._rate / 1000
        place = self._places[max(0, bisect_right(self._places, at, key=lambda place: place.session) - 1)]
        return round((place.source + at - place.session) * 1000 / self._rate, 3)

    def go_on(self) -> None:
        """Take in that nothing was sent for a while on purpose: how long the service took for what was is not known."""
        self._known = self.samples
        self._ends.clear()
        self._captured.clear()

    def captured(self, milliseconds: float) -> float | None:
        """Give when a moment of the session was captured; None when that is not known, or not any more."""
        at = milliseconds * self._rate / 1000
        if not self._ends or (self._known and at <= self._known):
            return None
        index = min(bisect_left(self._ends, at), len(self._ends) - 1)
        # Services round up at the end of a turn; nothing was captured after the last sample.
        return self._captured[index] - max(0.0, self._ends[index] - at) / self._rate
