"""Sound for tests, and files that hold it."""

from __future__ import annotations

import asyncio
import io
import math
import os
import struct
import sys
from array import array

import pytest
from hypothesis import strategies as st

posix = pytest.mark.skipif(os.name == "nt", reason="has other files, modes and signals")


def pcm(values) -> bytes:
    samples = array("h", values)
    if sys.byteorder == "big":
        samples.byteswap()
    return samples.tobytes()


def values(data) -> list[int]:
    return list(struct.unpack(f"<{len(data) // 2}h", data))


def tone(rate=16000, seconds=0.5, frequency=440.0, peak=10000) -> bytes:
    step = 2 * math.pi * frequency / rate
    return pcm(round(peak * math.sin(step * index)) for index in range(int(rate * seconds)))


def wav(
    data, rate=16000, channels=1, width=2, *, tag=1, size=None, before=b"", extensible=False, kind=b"RIFF"
) -> bytes:
    """Give a WAV whose header says what it is told to say."""
    frame = channels * width
    form = struct.pack("<HHIIHH", 0xFFFE if extensible else tag, channels, rate, rate * frame, frame, width * 8)
    if extensible:
        form += struct.pack("<HHI", 22, width * 8, 0) + struct.pack("<H", tag) + bytes(14)
    size = len(data) if size is None else size
    chunks = before + b"fmt " + struct.pack("<I", len(form)) + form + b"data" + struct.pack("<I", size) + data
    return kind + struct.pack("<I", min(4 + len(chunks), 0xFFFFFFFF)) + b"WAVE" + chunks


SAMPLES = st.lists(st.integers(-32768, 32767), max_size=400)


class Drip(io.RawIOBase):
    """A pipe that gives a few bytes at a time."""

    def __init__(self, data, step=7):
        self._data = io.BytesIO(data)
        self._step = step

    def readable(self):
        return True

    def read(self, size=-1):
        return self._data.read(min(size, self._step) if size >= 0 else self._step)


async def all_of(source):
    return [block async for block in source]


def run(coroutine, seconds=20.0):
    """Run to the end, and fail in the place of hanging."""

    async def bounded():
        async with asyncio.timeout(seconds):
            return await coroutine

    return asyncio.run(bounded())
