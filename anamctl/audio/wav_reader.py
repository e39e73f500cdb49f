"""
Reads WAV from anything that gives bytes in order, so also from a pipe, and from a file that is still being written.

The `wave` module of Python wants to seek, takes sizes at their word, and knows fewer headers.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from anamctl.audio import pcm
from anamctl.audio.failures import SoundFileError

if TYPE_CHECKING:
    from collections.abc import Callable

    Read = Callable[[int], bytes]
    """Gives exactly so many bytes, fewer only at the end."""

_PCM, _FLOAT, _EXTENSIBLE = 0x0001, 0x0003, 0xFFFE
_CODECS = {
    0x0002: "Microsoft ADPCM",
    0x0006: "A-law",
    0x0007: "µ-law",
    0x0011: "IMA ADPCM",
    0x0031: "GSM 06.10",
    0x0050: "MPEG",
    0x0055: "MP3",
    0x00FF: "AAC",
}
_OTHERS = (
    (b"ID3", "MP3"),
    (b"\xff\xfb", "MP3"),
    (b"\xff\xf3", "MP3"),
    (b"\xff\xf2", "MP3"),
    (b"OggS", "Ogg"),
    (b"fLaC", "FLAC"),
    (b"FORM", "AIFF"),
    (b".snd", "AU"),
    (b"caff", "CAF"),
    (b"RIFX", "a big-endian WAV"),
    (b"\x1aE\xdf\xa3", "WebM or Matroska"),
    (b"#!AMR", "AMR"),
)
_UNFINISHED = 0x7FFF0000
"""Sizes from here on are what programs write that do not know the size yet (each another one), or 0."""
_RATES = range(1000, 768_001)


class WaveFormat(NamedTuple):
    """What the header of a WAV says."""

    rate: int
    channels: int
    width: int
    """Bytes of a sample."""
    is_float: bool
    size: int | None
    """Bytes of sound; None when whoever writes it did not know yet."""

    @property
    def frame(self) -> int:
        """Bytes of one sample of all channels."""
        return self.channels * self.width

    def as_mono(self, data: bytes) -> bytes:
        """Give whole frames as we use them."""
        narrow = pcm.from_floats(data, self.width) if self.is_float else pcm.narrowed(data, self.width)
        return pcm.mono(narrow, self.channels)


def raw_format(rate: int) -> WaveFormat:
    """
    Give the format of sound without a header: mono, 16 bit.

    Raises:
        SoundFileError: nothing has that rate.
    """
    if rate not in _RATES:
        raise SoundFileError(
            f"{rate} Hz is no rate of sound.", hint=f"--rate takes {_RATES[0]} to {_RATES[-1]}, for example 16000."
        )
    return WaveFormat(rate, 1, 2, is_float=False, size=None)


def looks_like_wav(head: bytes) -> bool:
    """Tell by the first twelve bytes whether it is a WAV."""
    return head[:4] in (b"RIFF", b"RF64", b"BW64") and head[8:12] == b"WAVE"


def other_kind(head: bytes, *, is_certain: bool) -> str:
    """
    Tell by the first bytes what else it is; empty when they tell nothing.

    Args:
        head: the first twelve bytes.
        is_certain: it has a header of some kind; raw samples may begin like one of only two bytes.
    """
    if head[4:8] == b"ftyp":
        return "MP4"
    if head[:4] == b"RIFF":
        return f"{head[8:12].decode('ascii', 'replace').strip()} in RIFF"
    return next((name for magic, name in _OTHERS if head.startswith(magic) and (is_certain or len(magic) > 2)), "")


def read_header(read: Read, head: bytes, name: str) -> WaveFormat:
    """
    Read on from the first twelve bytes to where the sound begins.

    Args:
        read: gives the bytes after the first twelve.
        head: the first twelve, of which `looks_like_wav` is true.
        name: of the file, for messages.

    Raises:
        SoundFileError: it is broken, or in a format that we do not read.
    """
    format_: WaveFormat | None = None
    long_size: int | None = None
    while True:
        chunk = read(8)
        if len(chunk) < 8:
            what = "no sound in it" if format_ else "no format in it"
            _broken(name, f"is a WAV header with {what}")
        kind, size = struct.unpack("<4sI", chunk)
        if kind == b"data":
            break
        if size >= _UNFINISHED:
            _broken(name, "is a broken WAV: a chunk before the sound is longer than any file")
        body = _take(read, size + size % 2, name)
        if kind == b"fmt ":
            format_ = _format(body, name)
        elif kind == b"ds64" and size >= 16:
            (long_size,) = struct.unpack("<Q", body[8:16])
    if format_ is None:
        _broken(name, "is a broken WAV: the sound comes before its format")
    if head[:4] != b"RIFF" and size == 0xFFFFFFFF and long_size:
        return format_._replace(size=long_size)
    return format_ if size == 0 or size >= _UNFINISHED else format_._replace(size=size)


def _take(read: Read, size: int, name: str) -> bytes:
    """Read a chunk that is not sound; what is too long to be of use is passed over."""
    kept = b""
    while size > 0:
        piece = read(min(size, 65536))
        if not piece:
            _broken(name, "is a broken WAV: it ends within its header")
        kept = kept or piece
        size -= len(piece)
    return kept


def _format(body: bytes, name: str) -> WaveFormat:
    if len(body) < 16:
        _broken(name, "is a broken WAV: its format is cut short")
    tag, channels, rate, _, align, bits = struct.unpack("<HHIIHH", body[:16])
    if tag == _EXTENSIBLE and len(body) >= 26:
        (tag,) = struct.unpack("<H", body[24:26])
    if tag not in (_PCM, _FLOAT):
        codec = _CODECS.get(tag, f"format {tag:#06x}")
        raise SoundFileError(f"{name} is a WAV with {codec} in it; only PCM is read.", hint=convert(name))
    if not channels or align % channels or rate not in _RATES:
        _broken(name, f"is a broken WAV: {channels} channels, {rate} Hz and {align} bytes a frame do not fit")
    width = align // channels
    if width not in ((4, 8) if tag == _FLOAT else (1, 2, 3, 4)) or not (width - 1) * 8 < bits <= width * 8:
        _broken(name, f"has samples of {bits} bit in {width} bytes, which are not read", hint=convert(name))
    return WaveFormat(rate, channels, width, is_float=tag == _FLOAT, size=None)


def convert(name: str) -> str:
    """Say how to make a WAV of a file."""
    source = "INPUT" if name == "stdin" else name
    return f"convert it first: ffmpeg -i {source} -ac 1 -ar 16000 -c:a pcm_s16le sound.wav"


def _broken(name: str, what: str, *, hint: str = "") -> NoReturn:
    raise SoundFileError(f"{name} {what}.", hint=hint or "does it play? Record or convert it again.")
