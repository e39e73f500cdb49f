"""
Tracks of aiortc, ours and the service's.

Imported only after aiortc is known to be there.
"""

from __future__ import annotations

import asyncio
import queue
import time
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from aiortc.mediastreams import MediaStreamError, MediaStreamTrack

from anamctl.anam.audio_feed import RATE, frame_of, samples_of
from anamctl.errors import AnamctlError

if TYPE_CHECKING:
    from collections.abc import Callable

    from aiortc import RTCRtpReceiver
    from av import AudioFrame

    from anamctl.anam.audio_feed import AudioFeed
    from anamctl.anam.media import AudioOut

_SAMPLES = RATE // 50
"""Samples of a frame of 20 ms."""
DECODER_QUEUE = "_RTCRtpReceiver__decoder_queue"
"""Where aiortc 1.16 puts what has to be decoded. A private name: without it everything is decoded and thrown away."""


class FeedTrack(MediaStreamTrack):
    """Sends what a feed has, a frame every 20 ms."""

    kind = "audio"

    def __init__(self, feed: AudioFeed) -> None:
        super().__init__()
        self._feed = feed
        self._start: float | None = None
        self._sent = 0

    async def recv(self) -> AudioFrame:
        """Wait until the next frame is due, and give it."""
        if self.readyState != "live":
            raise MediaStreamError
        now = time.monotonic()
        if self._start is None:
            self._start = now
        late = now - self._start - self._sent / RATE
        if late > 1:  # the machine was asleep, or stalled: nobody wants to hear that in a hurry
            self._start += late
        elif late < 0:
            await asyncio.sleep(-late)
        frame: AudioFrame = frame_of(self._feed.take(_SAMPLES), RATE)
        frame.pts = self._sent
        frame.time_base = Fraction(1, RATE)
        self._sent += _SAMPLES
        return frame


class _Nothing(queue.Queue[Any]):
    """A queue that is over from the start: whoever reads it ends, and what is put into it is gone."""

    def put(self, item: Any, block: bool = True, timeout: float | None = None) -> None:  # noqa: ANN401, FBT001, FBT002
        """Keep nothing."""

    def get(self, block: bool = True, timeout: float | None = None) -> None:  # noqa: FBT001, FBT002
        """Give the end."""


def spare_decoding(receiver: RTCRtpReceiver) -> bool:
    """
    Let a receiver take part in everything but decoding; False when this aiortc is built otherwise.

    It still reports what it gets, so that the service sees a client that is well. Its decoding thread ends at once, and
    with it the track: one thread less that an interrupted process would wait for.
    """
    if not isinstance(getattr(receiver, DECODER_QUEUE, None), queue.Queue):
        return False
    setattr(receiver, DECODER_QUEUE, _Nothing())
    return True


async def drain(track: MediaStreamTrack, outs: tuple[AudioOut, ...], tell: Callable[[str], None]) -> None:
    """
    Take what a track of the service gives, until it ends: aiortc would keep it all.

    Args:
        track: audio or video.
        outs: who gets the sound.
        tell: is told, once for each of them, that it takes no more.
    """
    listening = list(outs) if track.kind == "audio" else []
    while True:
        try:
            frame: Any = await track.recv()
        except MediaStreamError:
            return
        if not listening:
            continue
        pcm, rate, channels = samples_of(frame), frame.sample_rate, len(frame.layout.channels)
        for out in tuple(listening):
            try:
                out.write(pcm, rate, channels)
            except (AnamctlError, OSError) as error:
                listening.remove(out)
                tell(f"the persona cannot be heard any more: {error}")
