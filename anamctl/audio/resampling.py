"""
Another rate for mono sound, where it cannot be avoided: files of different rates in a row, loudspeakers, recordings.

Services are sent the rate that the source has. PyAV's resampler does the work where it is installed (with the extra
"live"); without it, a windowed sinc in plain Python, good enough for speech at about a tenth of a core.
"""

from __future__ import annotations

import math
from array import array
from operator import mul
from typing import Any, Protocol

from anamctl.audio.pcm import as_array, as_bytes

_REACH = 12
"""Zero crossings of the sinc on either side."""


class Resampler(Protocol):
    """Gives mono 16 bit sound another rate, piece by piece."""

    def feed(self, pcm: bytes) -> bytes:
        """Take whole samples, and give those that are certain by now."""

    def flush(self) -> bytes:
        """Give the rest; nothing can be fed afterwards."""


def resampler(source: int, target: int) -> Resampler:
    """Give a resampler from one rate to another."""
    if source == target:
        return _Same()
    try:
        return AvResampler(source, target)
    except ImportError:
        return SincResampler(source, target)


class _Same:
    def feed(self, pcm: bytes) -> bytes:
        return pcm

    def flush(self) -> bytes:
        return b""


class AvResampler:
    """
    FFmpeg's resampler, by PyAV.

    Args:
        source: rate of what comes.
        target: rate of what is wanted.

    Raises:
        ImportError: PyAV is not installed.
    """

    def __init__(self, source: int, target: int) -> None:
        import av

        self._source = source
        self._frame = av.AudioFrame
        self._inner = av.AudioResampler(format="s16", layout="mono", rate=target)

    def feed(self, pcm: bytes) -> bytes:
        """Take whole samples, and give those that are certain by now."""
        if not pcm:
            return b""
        frame = self._frame(format="s16", layout="mono", samples=len(pcm) // 2)
        frame.sample_rate = self._source
        plane = frame.planes[0]
        plane.update(pcm + bytes(plane.buffer_size - len(pcm)))
        return self._bytes(self._inner.resample(frame))

    def flush(self) -> bytes:
        """Give the rest; nothing can be fed afterwards."""
        return self._bytes(self._inner.resample(None))

    @staticmethod
    def _bytes(frames: list[Any]) -> bytes:
        return b"".join(bytes(frame.planes[0])[: frame.samples * 2] for frame in frames)


class SincResampler:
    """
    A windowed sinc in plain Python.

    Args:
        source: rate of what comes.
        target: rate of what is wanted.
    """

    def __init__(self, source: int, target: int) -> None:
        common = math.gcd(source, target)
        self._up, self._down = target // common, source // common
        cutoff = min(1.0, target / source)
        self._reach = math.ceil(_REACH / cutoff)
        self._cutoff = cutoff * 0.95
        self._taps: dict[int, list[float]] = {}
        self._held = array("h", bytes(2 * (self._reach - 1)))
        self._first = 1 - self._reach
        """Which sample of the source the first held one is."""
        self._made = 0
        self._fed = 0

    def feed(self, pcm: bytes) -> bytes:
        """Take whole samples, and give those that are certain by now."""
        samples = as_array(pcm)
        self._fed += len(samples)
        self._held += samples
        return self._make((self._first + len(self._held) - self._reach) * self._up)

    def flush(self) -> bytes:
        """Give the rest; nothing can be fed afterwards."""
        self._held.frombytes(bytes(2 * self._reach))
        return self._make(self._fed * self._up)

    def _make(self, limit: int) -> bytes:
        """Make the samples that lie before a place, counted in steps of which a sample of the source has `_up`."""
        made = array("h")
        held, up, down, width = self._held, self._up, self._down, 2 * self._reach
        while self._made * down < limit:
            index, phase = divmod(self._made * down, up)
            taps = self._taps.get(phase)
            if taps is None:
                taps = self._taps[phase] = self._design(phase / up)
            at = index - self._reach + 1 - self._first
            value = round(sum(map(mul, taps, held[at : at + width])))
            made.append(max(-32768, min(32767, value)))
            self._made += 1
        spent = self._made * down // up - self._reach + 1 - self._first
        if spent > 0:
            del held[:spent]
            self._first += spent
        return as_bytes(made)

    def _design(self, phase: float) -> list[float]:
        """Give the weights of the samples around a place that lies `phase` of a sample after one."""
        reach, cutoff = self._reach, self._cutoff
        taps = []
        for number in range(-reach + 1, reach + 1):
            distance = number - phase
            angle = math.pi * distance * cutoff
            sinc = math.sin(angle) / angle if angle else 1.0
            window = 0.5 + 0.5 * math.cos(math.pi * distance / (reach + 1))
            taps.append(sinc * window)
        whole = sum(taps)
        return [tap / whole for tap in taps]
