"""What the persona says, as sound: silence, and clips when it speaks."""

from __future__ import annotations

import asyncio
from fractions import Fraction
from typing import TYPE_CHECKING

from aiortc import MediaStreamTrack
from aiortc.mediastreams import MediaStreamError
from av import AudioFrame, AudioResampler

if TYPE_CHECKING:
    from collections.abc import Callable

RATE = 48_000
_SAMPLES = RATE // 50
_BYTES = 2 * _SAMPLES
LIMIT = 2 * RATE * 60
"""Bytes of speech that are kept at most: a minute."""
_LATE = 0.5
"""Seconds behind after which the track starts its pace anew, as when the machine was asleep."""


class Voice(MediaStreamTrack):
    """
    A track of mono sound, in frames of 20 milliseconds at their own pace.

    Args:
        clock: tells the time in seconds; that of the running loop when left out.
    """

    kind = "audio"

    def __init__(self, clock: Callable[[], float] | None = None) -> None:
        super().__init__()
        self._clock = clock or asyncio.get_running_loop().time
        self._start: float | None = None
        self._count = 0
        self._first = 0
        self._speech = bytearray()

    @property
    def is_speaking(self) -> bool:
        """Whether there is speech that has not been heard yet."""
        return bool(self._speech)

    def play(self, pcm: bytes, rate: int) -> None:
        """Speak mono s16le after what is being spoken; what is too much is left out."""
        self._speech += resampled(pcm, rate)
        del self._speech[LIMIT:]

    def hush(self) -> None:
        """Stop speaking at once."""
        self._speech.clear()

    async def recv(self) -> AudioFrame:
        """
        Give the next frame when its time has come.

        Raises:
            MediaStreamError: the track has been stopped.
        """
        now = self._clock()
        if self._start is None or now - (self._start + (self._count - self._first) * _SAMPLES / RATE) > _LATE:
            self._start, self._first = now, self._count
        await asyncio.sleep(self._start + (self._count - self._first) * _SAMPLES / RATE - now)
        if self.readyState != "live":
            raise MediaStreamError
        data = bytes(self._speech[:_BYTES])
        del self._speech[:_BYTES]
        frame = AudioFrame(format="s16", layout="mono", samples=_SAMPLES)
        frame.planes[0].update(data + bytes(_BYTES - len(data)))
        frame.sample_rate = RATE
        frame.pts = self._count * _SAMPLES
        frame.time_base = Fraction(1, RATE)
        self._count += 1
        return frame


def resampled(pcm: bytes, rate: int, wanted: int = RATE) -> bytes:
    """Give mono s16le at another rate."""
    pcm = pcm[: len(pcm) // 2 * 2]
    if rate == wanted or not pcm:
        return pcm
    frame = AudioFrame(format="s16", layout="mono", samples=len(pcm) // 2)
    frame.planes[0].update(pcm)
    frame.sample_rate = rate
    frame.pts = 0
    frame.time_base = Fraction(1, rate)
    resampler = AudioResampler(format="s16", layout="mono", rate=wanted)
    return b"".join(samples(one) for one in (*resampler.resample(frame), *resampler.resample(None)))


def samples(frame: AudioFrame) -> bytes:
    """Give the sound of a mono s16 frame, without the padding that its plane may have."""
    return bytes(frame.planes[0])[: 2 * frame.samples]
