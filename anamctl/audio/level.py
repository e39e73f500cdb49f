"""How loud sound is, for a meter."""

from __future__ import annotations

import math
import sys
from array import array
from operator import mul
from typing import NamedTuple

FLOOR = -100.0
"""Decibels of digital silence: a little below the smallest sample there is."""
_FULL = 32768


class Level(NamedTuple):
    """Loudness in decibels below the loudest there is (dBFS), from `FLOOR` to 0."""

    rms: float
    """The mean, as an ear has it."""
    peak: float
    """The loudest sample."""


SILENCE = Level(FLOOR, FLOOR)


def level(pcm: bytes) -> Level:
    """Measure a piece of sound."""
    samples = array("h")
    samples.frombytes(pcm[: len(pcm) // 2 * 2])
    if sys.byteorder == "big":
        samples.byteswap()
    if not samples:
        return SILENCE
    peak = max(max(samples), -min(samples))  # noqa: PLW3301  # unpacking them takes ten times as long
    if peak == 0:
        return SILENCE
    rms = math.sqrt(sum(map(mul, samples, samples)) / len(samples))
    return Level(_decibels(rms), _decibels(peak))


def is_silent(pcm: bytes) -> bool:
    """Tell whether all samples are exactly zero, which no room is: a microphone that is muted or not allowed."""
    return pcm.count(0) == len(pcm)


def _decibels(value: float) -> float:
    return max(FLOOR, 20 * math.log10(value / _FULL))
