"""What the persona shows: a small bright bar that walks across a dark picture."""

from __future__ import annotations

import asyncio
from fractions import Fraction
from typing import TYPE_CHECKING

from aiortc import MediaStreamTrack
from aiortc.mediastreams import MediaStreamError
from av import VideoFrame

if TYPE_CHECKING:
    from collections.abc import Callable

WIDTH, HEIGHT = 96, 64
RATE = 10
"""Pictures a second: enough to be seen moving, and little work."""
_CLOCK = 90_000
_BAR = 8
_DARK, _BRIGHT, _GREY = 40, 200, 128


class Picture(MediaStreamTrack):
    """
    A track of moving pictures, at its own pace.

    Args:
        clock: tells the time in seconds; that of the running loop when left out.
    """

    kind = "video"

    def __init__(self, clock: Callable[[], float] | None = None) -> None:
        super().__init__()
        self._clock = clock or asyncio.get_running_loop().time
        self._start: float | None = None
        self._count = 0

    async def recv(self) -> VideoFrame:
        """
        Give the next picture when its time has come.

        Raises:
            MediaStreamError: the track has been stopped.
        """
        if self._start is None:
            self._start = self._clock()
        await asyncio.sleep(self._start + self._count / RATE - self._clock())
        if self.readyState != "live":
            raise MediaStreamError
        frame = picture(self._count)
        frame.pts = self._count * _CLOCK // RATE
        frame.time_base = Fraction(1, _CLOCK)
        self._count += 1
        return frame


def picture(count: int) -> VideoFrame:
    """Draw a picture; the bar is elsewhere in each."""
    frame = VideoFrame(WIDTH, HEIGHT, "yuv420p")
    left = count * _BAR % WIDTH
    line = bytes([_DARK]) * left + bytes([_BRIGHT]) * _BAR + bytes([_DARK]) * (WIDTH - left - _BAR)
    for index, plane in enumerate(frame.planes):
        if index == 0:
            padded = line + bytes(plane.line_size - WIDTH)
            plane.update(padded * plane.height)
        else:
            plane.update(bytes([_GREY]) * plane.buffer_size)
    return frame
