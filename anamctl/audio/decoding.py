"""A file, a pipe or stdin as pieces of mono sound, with every way in which it can be wrong said in words."""

from __future__ import annotations

import errno
import os
import stat
import sys
from typing import TYPE_CHECKING, BinaryIO, Self

from anamctl.audio.blocks import BLOCK_MS
from anamctl.audio.failures import SoundFileError
from anamctl.audio.wav_reader import WaveFormat, convert, looks_like_wav, other_kind, raw_format, read_header

if TYPE_CHECKING:
    from collections.abc import Iterator

STDIN = "-"
_HINTS = {
    errno.ENOENT: "is the path right?",
    errno.ENOTDIR: "is the path right?",
    errno.EISDIR: "name the files in it.",
    errno.EACCES: "may you read it?",
    errno.EBADF: "is it closed? Pipe sound into it, or name a file.",
}


class Decoder:
    """
    Sound from a stream of bytes. Reading may block.

    Attributes:
        name: for people.
        rate: samples in a second.
        seconds: how long it is; None when nobody knows before the end.
        missing: seconds that the header promised and that did not come, known after the end.
    """

    def __init__(
        self, stream: BinaryIO, name: str, format_: WaveFormat, *, seconds: float | None, begun: bytes = b""
    ) -> None:
        self._stream = stream
        self._format = format_
        self._begun = begun
        self.name = name
        self.rate = format_.rate
        self.seconds = seconds
        self.missing = 0.0

    @classmethod
    def open(cls, path: str, *, rate: int | None = None, stdin: BinaryIO | None = None) -> Self:
        """
        Open a file and read its header.

        Args:
            path: of a WAV, or of raw samples when there is a rate; `STDIN` is stdin.
            rate: samples in a second of sound without a header (mono, signed 16 bit, little endian).
            stdin: in the place of stdin.

        Raises:
            SoundFileError: it cannot be read as sound.
        """
        stream, name, length = _stdin(stdin) if path == STDIN else _file(path)
        try:
            return cls._begin(stream, name, length, rate)
        except OSError as error:
            stream.close()
            raise _unreadable(name, error) from None
        except BaseException:
            stream.close()
            raise

    @classmethod
    def _begin(cls, stream: BinaryIO, name: str, length: int | None, rate: int | None) -> Self:
        def read(size: int) -> bytes:
            return _exactly(stream, size)

        head = read(12)
        if not head:
            raise SoundFileError(f"{name} is empty.", hint="is whatever writes it running?")
        if looks_like_wav(head):
            format_ = read_header(read, head, name)
            return cls._wave(stream, name, length, format_)
        kind = other_kind(head, is_certain=rate is None)
        if kind:
            raise SoundFileError(f"{name} is {kind}, not a PCM WAV.", hint=convert(name))
        if rate is None:
            raise SoundFileError(
                f"{name} is no WAV, and raw samples do not say their rate.",
                hint="give it a WAV header; `anamctl listen` takes mono 16 bit samples without one, with --rate 16000.",
            )
        seconds = None if length is None else length // 2 / rate
        return cls(stream, name, raw_format(rate), seconds=seconds, begun=head)

    @classmethod
    def _wave(cls, stream: BinaryIO, name: str, length: int | None, format_: WaveFormat) -> Self:
        size = format_.size
        if length is not None:
            there = length - stream.tell()
            if there < format_.frame:
                raise SoundFileError(f"{name} holds no sound.", hint="is whatever writes it running?")
            if size is not None and there < size:
                per_second = format_.rate * format_.frame
                raise SoundFileError(
                    f"{name} is cut short: its header promises {size / per_second:.1f} s,"
                    f" and it holds {there / per_second:.1f} s.",
                    hint="copy or record it again.",
                )
            size = there if size is None else size
        seconds = None if size is None else size // format_.frame / format_.rate
        return cls(stream, name, format_, seconds=seconds)

    def pieces(self, milliseconds: int = BLOCK_MS) -> Iterator[bytes]:
        """
        Give the sound, mono and 16 bit, piece by piece.

        Raises:
            SoundFileError: reading fails.
        """
        format_, left = self._format, self._format.size
        want = max(1, format_.rate * milliseconds // 1000) * format_.frame
        while left is None or left > 0:
            size = want if left is None else min(want, left)
            try:
                data = self._begun + _exactly(self._stream, size - len(self._begun))
            except OSError as error:
                raise SoundFileError(f"{self.name} cannot be read on: {error.strerror}.") from None
            self._begun = b""
            if left is not None:
                left -= len(data)
            whole = len(data) // format_.frame * format_.frame
            if whole:
                yield format_.as_mono(data[:whole])
            if len(data) < size:
                break
        if left and format_.size is not None:
            self.missing = left / format_.frame / format_.rate

    def close(self) -> None:
        """Let go of the file."""
        self._stream.close()


def _unreadable(name: str, error: OSError) -> SoundFileError:
    return SoundFileError(f"{name} cannot be read: {error.strerror}.", hint=_HINTS.get(error.errno or 0, ""))


def is_regular(path: str) -> bool:
    """Tell whether reading a path never has to wait for somebody who writes."""
    try:
        return path != STDIN and stat.S_ISREG(os.stat(path).st_mode)
    except OSError:
        return True  # and opening it says what is wrong


def _exactly(stream: BinaryIO, size: int) -> bytes:
    """Read so many bytes; fewer at the end only. A pipe gives what it has, which may be less."""
    data = stream.read(size) or b""
    if len(data) == size or not data:
        return data
    parts = [data]
    size -= len(data)
    while size > 0:
        data = stream.read(size) or b""
        if not data:
            break
        parts.append(data)
        size -= len(data)
    return b"".join(parts)


def _stdin(given: BinaryIO | None) -> tuple[BinaryIO, str, None]:
    if given is not None:
        return given, "stdin", None
    try:
        if os.isatty(0):
            raise SoundFileError(
                "stdin is a terminal, and sound was expected.",
                hint="pipe sound into it, for example: sox speech.mp3 -t wav - | anamctl …",
            )
        _binary(0)
        # Not buffered: a thread that waits in a buffer of Python's at exit would bring the interpreter down.
        return open(0, "rb", buffering=0, closefd=False), "stdin", None
    except OSError as error:
        raise _unreadable("stdin", error) from None


def _binary(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.setmode(descriptor, os.O_BINARY)


def _file(path: str) -> tuple[BinaryIO, str, int | None]:
    try:
        stream = open(path, "rb", buffering=0)  # noqa: SIM115  # the decoder closes it
    except OSError as error:
        raise _unreadable(path, error) from None
    except ValueError:
        raise SoundFileError(f"{path!r} is no path.", hint="it holds a character that no path has.") from None
    status = os.fstat(stream.fileno())
    return stream, path, status.st_size if stat.S_ISREG(status.st_mode) else None
