"""
What the persona hears: brought to 48 kHz, and given out in real time.

The sound outlives a lost connection: the next peer goes on where the last one was.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from anamctl.errors import AnamctlError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from anamctl.anam.media import AudioIn

RATE = 48_000
"""Samples a second that WebRTC sends."""
_AHEAD = RATE * 2 // 5
"""Bytes that are kept ready: a fifth of a second. No more is read before it has been sent."""


class AudioFeed:
    """
    Reads from a source and keeps a little ready.

    Args:
        source: the microphone or the file.
        tell: is told once why there is no more sound, for people.
    """

    def __init__(self, source: AudioIn, tell: Callable[[str], None]) -> None:
        self._source = source
        self._tell = tell
        self._ready = bytearray()
        self._wanted = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin to read; until then, and after the end, there is silence."""
        if self._task is None:
            self._task = asyncio.create_task(self._pump(), name="anam-audio-in")

    def take(self, samples: int) -> bytes:
        """Give so many samples at 48 kHz, filled up with silence."""
        size = samples * 2
        taken = bytes(self._ready[:size])
        del self._ready[:size]
        self._wanted.set()
        return taken + bytes(size - len(taken))

    async def close(self, limit: float = 0.5) -> None:
        """Stop reading; a source that does not stop is left alone after the limit."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task], timeout=limit)

    async def _pump(self) -> None:
        resampled = _Resampler(self._source.rate)
        try:
            while (block := await self._source.block()) is not None:
                for pcm in resampled.give(block):
                    self._ready += pcm
                while len(self._ready) >= _AHEAD:
                    self._wanted.clear()
                    await self._wanted.wait()
            for pcm in resampled.rest():
                self._ready += pcm
        except (AnamctlError, OSError) as error:
            self._tell(f"the persona hears nothing any more: {error}")


class _Resampler:
    """Brings mono 16-bit samples to 48 kHz. A half sample at the end of a block waits for the next."""

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._half = b""
        self._resampler: Any = None
        if rate != RATE:
            from av import AudioResampler

            self._resampler = AudioResampler(format="s16", layout="mono", rate=RATE)

    def give(self, pcm: bytes) -> Iterator[bytes]:
        pcm = self._half + pcm
        whole = len(pcm) // 2 * 2
        self._half = pcm[whole:]
        if not whole:
            return
        if self._resampler is None:
            yield pcm[:whole]
            return
        frame = frame_of(pcm[:whole], self._rate)
        yield from map(samples_of, self._resampler.resample(frame))

    def rest(self) -> Iterator[bytes]:
        if self._resampler is not None:
            yield from map(samples_of, self._resampler.resample(None))


def frame_of(pcm: bytes, rate: int) -> Any:  # noqa: ANN401  # av.AudioFrame, loaded lazily
    """Give mono 16-bit samples as a frame of PyAV."""
    from av import AudioFrame

    frame = AudioFrame(format="s16", layout="mono", samples=len(pcm) // 2)
    frame.planes[0].update(pcm)
    frame.sample_rate = rate
    return frame


def samples_of(frame: Any) -> bytes:  # noqa: ANN401  # av.AudioFrame, loaded lazily
    """Give the samples of a packed 16-bit frame; what lies behind them in its memory is padding."""
    size = frame.samples * len(frame.layout.channels) * 2
    return bytes(frame.planes[0])[:size]
