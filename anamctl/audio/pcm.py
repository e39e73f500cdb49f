"""Samples of any width and any number of channels, made into the one kind we use: signed 16 bit, little endian."""

from __future__ import annotations

import sys
from array import array
from operator import add

_FLIP = bytes(value ^ 0x80 for value in range(256))
_IS_BIG = sys.byteorder == "big"


def as_array(pcm: bytes | memoryview) -> array[int]:
    """Give the samples as numbers."""
    samples = array("h")
    samples.frombytes(pcm)
    if _IS_BIG:
        samples.byteswap()
    return samples


def as_bytes(samples: array[int]) -> bytes:
    """Give numbers from -32768 to 32767 as samples."""
    if _IS_BIG:
        samples = samples[:]
        samples.byteswap()
    return samples.tobytes()


def mono(pcm: bytes, channels: int) -> bytes:
    """
    Mix channels into one: their mean.

    Args:
        pcm: whole frames.
        channels: samples of a frame.
    """
    if channels == 1:
        return pcm
    samples = as_array(pcm)
    if channels == 2:
        return as_bytes(array("h", [both >> 1 for both in map(add, samples[::2], samples[1::2])]))
    frames = zip(*(samples[channel::channels] for channel in range(channels)), strict=True)
    return as_bytes(array("h", [sum(frame) // channels for frame in frames]))


def spread(pcm: bytes, channels: int) -> bytes:
    """Give every channel the same mono sound."""
    if channels == 1:
        return pcm
    spread_ = bytearray(len(pcm) * channels)
    for channel in range(channels):
        spread_[2 * channel :: 2 * channels] = pcm[::2]
        spread_[2 * channel + 1 :: 2 * channels] = pcm[1::2]
    return bytes(spread_)


def mixed(pcm: bytes, channels: int, wanted: int) -> bytes:
    """Give frames another number of channels."""
    return pcm if channels == wanted else spread(mono(pcm, channels), wanted)


def narrowed(data: bytes, width: int) -> bytes:
    """
    Give samples as 16 bit.

    Args:
        data: whole samples as WAV files hold them: unsigned for one byte, else signed and little endian.
        width: bytes of a sample, 1 to 4.
    """
    if width == 2:
        return data
    narrow = bytearray(len(data) // width * 2)
    if width == 1:
        narrow[1::2] = data.translate(_FLIP)
    else:
        narrow[::2] = data[width - 2 :: width]
        narrow[1::2] = data[width - 1 :: width]
    return bytes(narrow)


def from_floats(data: bytes, width: int) -> bytes:
    """
    Give floating point samples as 16 bit; what is louder than can be is cut off, what is no number is silence.

    Args:
        data: whole samples, little endian, from -1 to 1.
        width: bytes of a sample, 4 or 8.
    """
    floats = array("f" if width == 4 else "d")
    floats.frombytes(data)
    if _IS_BIG:
        floats.byteswap()
    return as_bytes(array("h", map(_sample, floats)))


def _sample(value: float) -> int:
    if value >= 1:
        return 32767
    if value <= -1:
        return -32768
    return int(value * 32768) if value == value else 0  # noqa: PLR0124  # only what is no number differs from itself
