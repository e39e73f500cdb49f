"""
Records into a WAV file that can be played at any moment.

The header is brought up to date with everything that is written, so a crash loses nothing.
A file that exists is kept, unless replacing it was asked for; and then the old one stays until there is new sound.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import struct
import tempfile
from typing import TYPE_CHECKING, BinaryIO

from anamctl.audio.blocks import SAMPLE
from anamctl.audio.failures import SoundFileError
from anamctl.audio.fitting import Fitting
from anamctl.audio.notices import OutputLost, nobody
from anamctl.unwritable import unwritable

if TYPE_CHECKING:
    from anamctl.audio.notices import Tell

_MOST = 0xFFFFFFFF
_HEADER = 44


class WavWriter:
    """
    A recording, readable by its owner only.

    Args:
        path: of the file.
        rate: frames in a second; None takes that of the first sound.
        channels: None takes those of the first sound.
        replace: the file may exist, and is replaced as soon as there is sound.
        tell: is told when writing fails; nothing is raised then, for a call goes on without its recording.

    Raises:
        SoundFileError: the file exists, or cannot be made.
    """

    def __init__(
        self,
        path: str,
        *,
        rate: int | None = None,
        channels: int | None = None,
        replace: bool = False,
        tell: Tell = nobody,
    ) -> None:
        self.path = path
        self._rate = rate
        self._channels = channels
        self._tell = tell
        self._size = 0
        self._fitting: Fitting | None = None
        self._final = path
        try:
            self._file: BinaryIO | None = self._replacing() if replace else self._new()
            self._file.write(_header(rate or 16000, channels or 1, 0))
        except FileExistsError as error:
            if os.path.isdir(path):
                raise unwritable(path, error, SoundFileError) from None
            raise SoundFileError(
                f"{path} exists, and is not written over.", hint="choose another name, or remove it."
            ) from None
        except OSError as error:
            raise unwritable(path, error, SoundFileError) from None

    @property
    def seconds(self) -> float:
        """How much was recorded."""
        return self._size / SAMPLE / self._fitting.channels / self._fitting.rate if self._fitting is not None else 0.0

    def write(self, pcm: bytes, rate: int, channels: int) -> None:
        """
        Record sound after what is there.

        Args:
            pcm: whole frames of 16 bit samples.
            rate: frames in a second.
            channels: samples of a frame.
        """
        if self._file is None or not pcm:
            return
        if self._fitting is None:
            self._fitting = Fitting(self._rate or rate, self._channels or channels)
        self._append(self._fitting.fit(pcm, rate, channels))

    def close(self) -> None:
        """Write what is left. A recording without any sound is removed."""
        if self._file is not None and self._fitting is not None:
            self._append(self._fitting.flush())
        file, self._file = self._file, None
        if file is None:
            return
        file.close()
        if not self._size:
            with contextlib.suppress(OSError):
                os.unlink(self.path)
        self.path = self._final

    def _append(self, data: bytes) -> None:
        if self._file is None or self._fitting is None or not data:
            return
        try:
            self._file.seek(_HEADER + self._size)
            left = memoryview(data)
            while left:
                left = left[self._file.write(left) :]
            self._size += len(data)
            self._file.seek(0)
            self._file.write(_header(self._fitting.rate, self._fitting.channels, self._size))
            if self.path != self._final:
                self._move()
        except OSError as error:
            file, self._file = self._file, None
            with contextlib.suppress(OSError):
                file.close()
                if self.path != self._final:
                    os.unlink(self.path)
            self.path = self._final
            self._tell(OutputLost(self._final, f"recording has ended: {error.strerror}", error))

    def _new(self) -> BinaryIO:
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        return open(os.open(self.path, flags, 0o600), "r+b", buffering=0)

    def _replacing(self) -> BinaryIO:
        """Write beside the file at first; the name is taken over with the first sound."""
        with contextlib.suppress(FileNotFoundError):
            mode = os.stat(self.path).st_mode
            if stat.S_ISDIR(mode):
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            if not stat.S_ISREG(mode):
                raise SoundFileError(
                    f"{self.path} is no file, so no recording can take its place.", hint="choose another place."
                )
        folder, name = os.path.split(self.path)
        descriptor, self.path = tempfile.mkstemp(".part", f".{name}.", folder or ".")  # with mode 0600
        return open(descriptor, "r+b", buffering=0)

    def _move(self) -> None:
        """Give the file its name; closed meanwhile, because Windows moves no open file."""
        assert self._file is not None  # noqa: S101  # the caller has just written to it
        self._file.close()
        os.replace(self.path, self._final)
        self.path = self._final
        self._file = open(self.path, "r+b", buffering=0)  # noqa: SIM115  # closed in `close`


def _header(rate: int, channels: int, size: int) -> bytes:
    frame = channels * SAMPLE
    return struct.pack(
        "<4sI4s4sIHHIIHH4sI",
        b"RIFF",
        min(_HEADER - 8 + size, _MOST),
        b"WAVE",
        b"fmt ",
        16,
        1,
        channels,
        rate,
        rate * frame,
        frame,
        SAMPLE * 8,
        b"data",
        min(size, _MOST),
    )
