"""
Comparing a stream with the beginnings of all clips at once, wherever they may start in it.

For every clip and every position in it there is a running sum: how the last frames of the stream go with the frames of
the clip up to that position. A new frame moves each sum one position on and adds one product, so that
a match is known while the clip is still being spoken and no start has to be guessed. Divided by the lengths of both
sides this is the cosine of the angle between two pieces of sound: 1 for the same, about 0.3 for other speech.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from anamctl.sandbox.speech import clips
from anamctl.sandbox.speech.spectrum import BANDS, FRAME_MS, Floats, Spectrum

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from anamctl.sandbox.speech.clips import Clip

LEAD_MS = 30
"""Quiet put before a clip: so its beginning, too, is a change."""

FAINT = 1e-3
"""Of the energy of a clip: a piece of the stream with less is too quiet to compare."""

SPARE = 64
"""Frames that are kept beyond the length of the longest clip, for looking back after its end."""


class Templates(NamedTuple):
    """
    The clips as the matcher needs them; ``frames`` is the length of the longest.

    Attributes:
        clips: in the order of the rows below.
        lengths: frames of each clip.
        features: clips x frames x BANDS, zeros after the end of a clip.
        energies: clips x frames, sum of squares up to and with a frame.
    """

    clips: tuple[Clip, ...]
    lengths: NDArray[np.intp]
    features: Floats
    energies: Floats

    @property
    def frames(self) -> int:
        """Tell the length of the longest clip."""
        return int(self.features.shape[1])


@functools.lru_cache(maxsize=4)
def templates(known: tuple[Clip, ...]) -> Templates:
    """Make templates of clips; the same clips give the same object."""
    if not known:
        raise ValueError("no clips to listen for")
    rows = []
    for clip in known:
        spectrum = Spectrum(clips.RATE)
        lead = np.zeros(clips.RATE * LEAD_MS // 1000, dtype=np.float32)
        rows.append(spectrum.feed(np.concatenate([lead, clips.samples(clip)])).features)
    longest = max(len(row) for row in rows)
    features = np.zeros((len(rows), longest, BANDS), dtype=np.float32)
    for index, row in enumerate(rows):
        features[index, : len(row)] = row
    energies = np.cumsum((features * features).sum(axis=2), axis=1)
    return Templates(known, np.array([len(row) for row in rows]), features, energies)


class Match(NamedTuple):
    """A piece of the stream that goes with the beginning of a clip, up to and with frame ``position`` of it."""

    row: int
    position: int
    score: float


class Matcher:
    """Keeps the running sums of a stream."""

    def __init__(self, known: Templates) -> None:
        self.known = known
        rows, longest = len(known.clips), known.frames
        self._flat = np.ascontiguousarray(known.features.reshape(rows * longest, BANDS).T)
        self._sums: Floats = np.zeros((rows, longest), dtype=np.float32)
        self._spare = np.zeros_like(self._sums)
        within = np.arange(longest) < known.lengths[:, None]
        self._weights: Floats = np.where(within, 1 / np.sqrt(np.maximum(known.energies, 1e-9)), 0).astype(np.float32)
        self._faint: Floats = (FAINT * known.energies.max(axis=0)).astype(np.float32)
        # Energy of the stream: sums from its beginning, newest first. 64 bit: a stream lasts for hours.
        self._totals = np.zeros(longest + 1, dtype=np.float64)
        self._features: Floats = np.zeros((longest + SPARE, BANDS), dtype=np.float32)  # newest last

    def advance(self, feature: Floats) -> None:
        """Take one frame."""
        # Frame by frame: a product of several would depend, in its last digits, on how the stream is cut into blocks.
        products = (feature @ self._flat).reshape(self._sums.shape)
        older, self._sums = self._sums, self._spare
        self._spare = older
        self._sums[:, 0] = products[:, 0]
        np.add(older[:, :-1], products[:, 1:], out=self._sums[:, 1:])
        self._totals[1:] = self._totals[:-1]
        self._totals[0] += float(feature @ feature)
        self._features[:-1] = self._features[1:]
        self._features[-1] = feature

    def clear(self) -> None:
        """Forget the stream: after a long silence, which goes with nothing."""
        self._sums[:] = 0
        self._totals[:] = 0
        self._features[:] = 0

    def scores(self) -> Floats:
        """Return the cosine for every clip and every position, as if its beginning were that long ago."""
        energies = np.maximum((self._totals[0] - self._totals[1:]).astype(np.float32), self._faint)
        return np.asarray(self._sums * self._weights / np.sqrt(energies))

    def sums(self, match: Match) -> tuple[float, float, float]:
        """Return what the score of a match is made of: product, energy of the stream, energy of the clip."""
        row, position, _ = match
        heard = float(self._totals[0] - self._totals[position + 1])
        return float(self._sums[row, position]), heard, float(self.known.energies[row, position])

    def newest(self, count: int) -> Floats:
        """Return the features of the last frames of the stream, the newest last."""
        return self._features[len(self._features) - count :]


def frames(milliseconds: int) -> int:
    """Tell how many frames a time in a clip is, counted from the beginning of its template."""
    return (milliseconds + LEAD_MS) // FRAME_MS
