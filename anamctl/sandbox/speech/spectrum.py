"""
From samples to features: what a sound looks like every 10 ms, whatever its rate and loudness.

A feature frame is a row of BANDS numbers: how the energy in that band of 100 to 3,800 Hz differs from 50 ms ago.
Energies are taken to a small power, which keeps quiet sounds visible without blowing up silence, and compared as
angles between vectors (see matching), so that a gain drops out. Differences in time let steady noise and the
colouring by a loudspeaker drop out. Windows are measured in time, not in samples: so every rate gives the same
features and nothing needs to be resampled; the bands end below the half of 8,000 Hz.
"""

from __future__ import annotations

import functools
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

FRAME_MS = 10
BANDS = 24
WINDOW_MS = 32
DIFFERENCE = 5
"""Frames between which energies are compared."""

POWER = 0.15
LOWEST_HZ, HIGHEST_HZ = 100, 3800
FINEST_HZ = 16
"""The spectrum is at least that fine; the narrowest band is four times as wide."""

SILENT_DB = -120.0

RATES = (8000, 16_000, 22_050, 24_000, 44_100, 48_000)

Floats = NDArray[np.float32]


class Frames(NamedTuple):
    """Some frames: their features (count x BANDS), and levels of all bands together in dB of full scale (count)."""

    features: Floats
    levels: Floats


class Spectrum:
    """
    Turns samples of a stream into frames.

    Frame ``n`` is made of the WINDOW_MS from ``n * FRAME_MS`` on.
    """

    def __init__(self, rate: int) -> None:
        if rate not in RATES:
            raise ValueError(f"a rate of {rate} Hz; known are {', '.join(map(str, RATES))}")
        self._rate = rate
        self._length = rate * WINDOW_MS // 1000
        self._window = np.hanning(self._length + 2)[1:-1].astype(np.float32)
        self._bins = 1 << (rate // FINEST_HZ).bit_length()
        self._filters = _filters(rate, self._bins)
        self._lowest = LOWEST_HZ * self._bins // rate
        self._scale = 2 / (self._bins * float((self._window**2).sum()))  # makes a full sine -3 dB
        self._samples: Floats = np.zeros(0, dtype=np.float32)
        self._first = 0  # index in the stream of the first sample kept
        self._frame = 0
        self._energies: Floats = np.zeros((DIFFERENCE, BANDS), dtype=np.float32)

    def feed(self, samples: Floats) -> Frames:
        """Take samples from -1 to 1, give the frames that they complete."""
        self._samples = np.concatenate([self._samples, samples]) if len(self._samples) else samples
        end = self._first + len(self._samples)
        count = 0
        while self._begin(self._frame + count) + self._length <= end:
            count += 1
        if count == 0:
            return Frames(np.zeros((0, BANDS), dtype=np.float32), np.zeros(0, dtype=np.float32))
        begins = np.array([self._begin(self._frame + index) - self._first for index in range(count)])
        windows = self._samples[begins[:, None] + np.arange(self._length)]
        windows -= windows.mean(axis=1, keepdims=True)  # an offset is no sound
        spectrum = np.fft.rfft(windows * self._window, self._bins)[:, : self._filters.shape[0]]
        strengths = (spectrum.real**2 + spectrum.imag**2).astype(np.float32)
        power = strengths[:, self._lowest :].sum(axis=1) * self._scale
        levels = 10 * np.log10(np.maximum(power, 10 ** (SILENT_DB / 10)))
        # Row by row: a product of matrices would depend, in its last digits, on how the stream is cut into blocks.
        energies = np.array([row @ self._filters for row in strengths]) / self._length**2
        shapes = energies**POWER
        shapes -= shapes.mean(axis=1, keepdims=True)
        history = np.concatenate([self._energies, shapes])
        self._energies = history[-DIFFERENCE:]
        self._frame += count
        keep = self._begin(self._frame)
        self._samples = self._samples[keep - self._first :].copy()
        self._first = keep
        return Frames(history[DIFFERENCE:] - history[:-DIFFERENCE], levels.astype(np.float32))

    def _begin(self, frame: int) -> int:
        return round(frame * FRAME_MS * self._rate / 1000)


@functools.cache
def _filters(rate: int, bins: int) -> Floats:
    """Return triangles over the spectrum, evenly spread over what an ear tells apart (bins x BANDS)."""
    low, high = (2595 * np.log10(1 + hertz / 700) for hertz in (LOWEST_HZ, HIGHEST_HZ))
    edges = 700 * (10 ** (np.linspace(low, high, BANDS + 2) / 2595) - 1)
    places = np.arange(int(HIGHEST_HZ * bins / rate) + 2) * rate / bins
    rising = (places[:, None] - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - places[:, None]) / (edges[2:] - edges[1:-1])
    triangles = np.maximum(0, np.minimum(rising, falling))
    return np.asarray(triangles / triangles.sum(axis=0), dtype=np.float32)
