"""
Keeps what C libraries write to file descriptor 2 out of a live view.

PortAudio and ALSA print their troubles there, past Python and past whoever draws the screen. Python's own `sys.stderr`
goes on to the terminal.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections import deque
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import TextIOWrapper

_MOST = 200
_LONGEST = 1000


class Noise:
    """What was caught: the last lines of it."""

    def __init__(self) -> None:
        self._lines: deque[str] = deque(maxlen=_MOST)

    @property
    def lines(self) -> tuple[str, ...]:
        """The last lines, for --debug."""
        return tuple(self._lines)

    def catch(self, descriptor: int) -> None:
        """Read a pipe until everybody who writes to it has gone."""
        rest = b""
        with contextlib.suppress(OSError):
            while data := os.read(descriptor, 4096):
                *lines, rest = (rest + data).split(b"\n")
                rest = rest[-_LONGEST:]
                for line in lines:
                    self._add(line)
        if rest:
            self._add(rest)
        os.close(descriptor)

    def _add(self, line: bytes) -> None:
        if text := line.decode(errors="replace").strip():
            self._lines.append(text[:_LONGEST])


class _Redirect:
    """Descriptor 2, led into a pipe."""

    def __init__(self) -> None:
        self.noise = Noise()
        self._saved = os.dup(2)
        reading, writing = os.pipe()
        self._before = sys.stderr
        self._terminal: TextIOWrapper | None = None
        if _is_descriptor_2(self._before):
            self._before.flush()
            self._terminal = open(  # noqa: SIM115  # closed in `end`
                self._saved,
                "w",
                encoding=self._before.encoding,
                errors=self._before.errors,
                buffering=1,
                closefd=False,
            )
            sys.stderr = self._terminal
        os.dup2(writing, 2)
        os.close(writing)
        self._reader = threading.Thread(target=self.noise.catch, args=(reading,), name="anamctl-noise", daemon=True)
        self._reader.start()

    def end(self) -> None:
        os.dup2(self._saved, 2)
        if self._terminal is not None:
            with contextlib.suppress(OSError, ValueError):
                self._terminal.flush()
            if sys.stderr is self._terminal:
                sys.stderr = self._before
            self._terminal.detach()
        os.close(self._saved)
        self._reader.join(1.0)  # a child process may hold the pipe open


def _is_descriptor_2(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.fileno() == 2
    except (OSError, ValueError, AttributeError):
        return False


_lock = threading.Lock()
_users = 0
_redirect: _Redirect | None = None


@contextlib.contextmanager
def quiet() -> Iterator[Noise]:
    """Keep descriptor 2 quiet until the last of those who asked for it has left, and give what was written there."""
    global _users, _redirect  # noqa: PLW0603  # there is one descriptor 2
    with _lock:
        if _redirect is None:
            try:
                _redirect = _Redirect()
            except OSError:  # there is no descriptor 2: nothing to keep quiet
                _redirect = None
        redirect = _redirect
        _users += 1
    try:
        yield redirect.noise if redirect is not None else Noise()
    finally:
        with _lock:
            _users -= 1
            if _users == 0 and _redirect is not None:
                _redirect.end()
                _redirect = None
