"""Sound of any format, made into that of an output."""

from __future__ import annotations

from anamctl.audio import pcm as samples
from anamctl.audio.resampling import Resampler, resampler


class Fitting:
    """
    Gives 16 bit sound another rate and another number of channels, whatever formats come.

    Args:
        rate: wanted.
        channels: wanted.
    """

    def __init__(self, rate: int, channels: int) -> None:
        self.rate = rate
        self.channels = channels
        self._source = rate
        self._change: Resampler = resampler(rate, rate)

    def fit(self, pcm: bytes, rate: int, channels: int) -> bytes:
        """Take whole frames of a format, and give frames of that of the output."""
        rest = b""
        if rate != self._source:
            rest = self.flush()
            self._source, self._change = rate, resampler(rate, self.rate)
        if rate == self.rate:
            return rest + samples.mixed(pcm, channels, self.channels)
        # Resampling is for one channel; who plays or records speech misses nothing.
        return rest + samples.spread(self._change.feed(samples.mono(pcm, channels)), self.channels)

    def flush(self) -> bytes:
        """Give what the resampler still holds."""
        return samples.spread(self._change.flush(), self.channels)
