"""One clip that a stream may be going through, followed to its end or to where they part."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from anamctl.sandbox.speech.matching import FAINT, Match, Matcher
from anamctl.sandbox.speech.spectrum import FRAME_MS, Floats

if TYPE_CHECKING:
    from anamctl.sandbox.speech.clips import Clip

WINDOW = 200 // FRAME_MS
"""Frames that are compared on their own: shorter than a word, so that another word is noticed."""

ALIKE = 0.5
"""Cosine of a window below which it does not sound like the clip."""

REALIGNED = 0.85
"""Cosine of some frames from which the clip goes on at another place."""

REALIGN_OVER = 120 // FRAME_MS
FORTH = 100 // FRAME_MS
"""Frames of the clip that may be missing in the stream ..."""
BACK = 250 // FRAME_MS
"""... and that a pause in the stream may last which is not in the clip."""

FLAWS = 150 // FRAME_MS
"""Frames in all at which the window may sound otherwise. Noise and echoes make some, another word makes more."""

GAPS = 100 // FRAME_MS
"""Frames in all at which the window may be silent where the clip is not: no longer pause is taken for a part of it."""

NEARLY = 0.9
"""Part of a clip that is enough when the sound ends."""

PAUSE = 0.1
"""Of the mean energy of the clip: a window of it with less is a pause, and says nothing."""

SILENT = 0.1
"""Of the energy that a window of the stream should have: with less it is silent."""


class Candidate:
    """
    A clip and where the stream is in it.

    Unlike the running sums of the matcher it can get over a hole in the stream, or a pause that is not in the clip.

    Attributes:
        row: of the clip in the matcher.
        position: frame of the clip at which the stream is now; after its end it goes on counting.
        flaws: frames so far whose window did not sound like the clip.
        gaps: frames so far whose window was silent where the clip is not.
    """

    def __init__(self, matcher: Matcher, match: Match) -> None:
        known = matcher.known
        self.row = match.row
        self.position = match.position
        self.clip: Clip = known.clips[self.row]
        self.length = int(known.lengths[self.row])
        self._features = known.features[self.row]
        self._mean_energy = float(known.energies[self.row, self.length - 1]) / self.length
        self._matcher = matcher
        self._product, self._heard, self._energy = matcher.sums(match)
        self.flaws = 0
        self.gaps = 0
        count = self.position + 1
        self._judge(self._features[:count], matcher.newest(count))

    @property
    def score(self) -> float:
        """Tell the cosine of everything up to now."""
        return self._product / float(np.sqrt(max(self._energy, 1e-9) * max(self._heard, FAINT * self._energy, 1e-9)))

    @property
    def is_at_end(self) -> bool:
        """Tell whether the whole clip has gone by."""
        return self.position >= self.length - 1

    @property
    def sounds_otherwise(self) -> bool:
        """Tell whether something else is being said."""
        return self.flaws > FLAWS

    @property
    def is_nearly_whole(self) -> bool:
        """Tell whether all but the very end of the clip was there."""
        missing = self.gaps + WINDOW // 2 if self.gaps else 0
        return self.position - missing >= NEARLY * self.length

    @property
    def has_stopped(self) -> bool:
        """Tell whether the sound has ended before the clip."""
        return self.gaps > GAPS

    def advance(self) -> None:
        """Go one frame on with the stream."""
        self.position += 1
        stream = self._matcher.newest(1)[0]
        self._heard += float(stream @ stream)
        if self.position >= self.length:
            return
        here = self._features[self.position]
        self._product += float(stream @ here)
        self._energy += float(here @ here)
        flaws, position = self.flaws, self.position
        self._judge(
            self._features[max(0, self.position + 1 - WINDOW) : self.position + 1], self._matcher.newest(WINDOW)
        )
        if (self.flaws > flaws or self.gaps) and self._realign():
            self.flaws = flaws
            if self.gaps and self.position < position:
                # After a mere pause the clip goes on as if nothing had been: what was taken for flaws were none.
                self.flaws = max(0, flaws - REALIGN_OVER)
                self.gaps = 0

    def piece(self, first: int, last: int) -> float | None:
        """
        Compare a part of the clip alone, as it is aligned with the stream now.

        Args:
            first: frame of the clip at which the part begins.
            last: frame after it.

        Returns:
            The cosine of as much of it as has been heard, or None when that is a pause.
        """
        last = min(last, self.position + 1, self.length)
        return self._compared(self._features[first:last], self.position + 1 - last)

    def _compared(self, part: Floats, ago: int) -> float | None:
        stream = self._matcher.newest(len(part) + ago)[: len(part)]
        energy = float((part * part).sum())
        if energy < PAUSE * len(part) * self._mean_energy:
            return None
        other = float((stream * stream).sum())
        return float((part * stream).sum()) / float(np.sqrt(energy * max(other, FAINT * energy)))

    def _judge(self, part: Floats, stream: Floats) -> None:
        """Count flaws and gaps in all windows of a part of the clip and as many frames of the stream."""
        if len(part) < WINDOW:
            return
        product, energy, heard = (_windows(one) for one in (part * stream, part * part, stream * stream))
        speaks = energy >= PAUSE * WINDOW * self._mean_energy
        loudness = self._heard / max(self._energy, 1e-9)
        is_silent = heard < SILENT * loudness * energy
        differs = product < ALIKE * np.sqrt(energy * heard)
        self.gaps += int((speaks & is_silent).sum())
        self.flaws += int((speaks & ~is_silent & differs).sum())

    def _realign(self) -> bool:
        """Go on at a better place nearby if there is one; what was left out counts against the score."""
        best, place = REALIGNED, self.position
        for position in range(max(REALIGN_OVER, self.position - BACK), min(self.length, self.position + FORTH + 1)):
            score = self._compared(self._features[position + 1 - REALIGN_OVER : position + 1], 0) or 0.0
            if score > best:
                best, place = score, position
        if place == self.position:
            return False
        if place > self.position:
            missed = self._features[self.position + 1 : place + 1]
            self._energy += float((missed * missed).sum())
        stream = self._matcher.newest(REALIGN_OVER)
        then = self._features[max(0, self.position + 1 - REALIGN_OVER) : self.position + 1]
        now = self._features[place + 1 - REALIGN_OVER : place + 1]
        self._product += float((now * stream).sum()) - float((then * stream[REALIGN_OVER - len(then) :]).sum())
        self.position = place
        return True


def _windows(values: Floats) -> Floats:
    """Sum rows over every window."""
    sums = np.concatenate([[0], np.cumsum(values.sum(axis=1))])
    return np.asarray(sums[WINDOW:] - sums[:-WINDOW])
