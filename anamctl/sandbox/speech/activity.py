"""Whether somebody makes a sound at all: levels against the floor of noise."""

from __future__ import annotations

from collections import deque

from anamctl.sandbox.speech.spectrum import FRAME_MS, SILENT_DB

QUIETEST_DB = -62.0
"""Below it nobody speaks: a clip turned down by 30 dB lies at about -50."""

ABOVE_FLOOR_DB = 8.0

STRETCH = 100 // FRAME_MS
FLOOR_STRETCHES = 20
"""The floor is the quietest of that many stretches of 100 ms: words leave gaps in two seconds, a noise does not."""

BEGIN_FRAMES = 150 // FRAME_MS
"""Loud frames that begin activity: a click is shorter."""

ECHO_FRAMES = 150 // FRAME_MS
"""Frames more that it takes after a known utterance: a room goes on for a while."""

END_FRAMES = 400 // FRAME_MS
"""Quiet frames that end it: pauses within a sentence are shorter."""


class Activity:
    """
    Follows the level of a stream.

    Attributes:
        is_active: somebody makes a sound, or did within the last END_FRAMES.
        since: frame at which the activity began.
        last_loud: last frame that was loud.
    """

    def __init__(self) -> None:
        self.is_active = False
        self.since = 0
        self.last_loud = -END_FRAMES
        self._floors: deque[float] = deque(maxlen=FLOOR_STRETCHES)
        self._lowest = 0.0
        self._level = SILENT_DB
        self._loud = 0  # frames lately; falls again while it is quiet
        self._first = 0
        self._needed = BEGIN_FRAMES

    def take(self, frame: int, level: float) -> None:
        """Take the level of a frame in dB of full scale."""
        self._level = level if frame == 0 else 0.6 * self._level + 0.4 * level  # one odd frame is no floor
        self._lowest = self._level if frame % STRETCH == 0 else min(self._lowest, self._level)
        if frame % STRETCH == STRETCH - 1:
            self._floors.append(self._lowest)
        floor = min(self._floors, default=self._lowest)
        if level > max(QUIETEST_DB, floor + ABOVE_FLOOR_DB):
            if self._loud == 0:
                self._first = frame
            self._loud = min(self._loud + 1, self._needed)
            self.last_loud = frame
            if not self.is_active and self._loud == self._needed:
                self.is_active = True
                self.since = self._first
        else:
            self._loud = max(0, self._loud - 1)
            if frame - self.last_loud >= END_FRAMES:
                self.is_active = False
                self._needed = BEGIN_FRAMES

    def settle(self) -> None:
        """Take what was loud for explained: only new sound is activity."""
        self.is_active = False
        self._loud = 0
        self._needed = BEGIN_FRAMES + ECHO_FRAMES
