"""`anamctl listen` as a process, at a pipe or at a terminal, with limits that make tests short."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import signal
    from collections.abc import Callable, Iterator

PROGRAM = """
import os

from anamctl.__main__ import run
from anamctl.listening.runner import Runner
from anamctl.stt.policy import Policy
from anamctl.stt.stream import Stream

take = Runner.signal


def signal(runner):
    take(runner)
    os.write({told}, b"!")


Runner.signal = signal
Stream.__init__.__kwdefaults__["policy"] = Policy(ending={ending}, begin=60)
run()
"""
ENDING = 1.5
"""Seconds that a session may take to end; 5 when it is not a test."""


class Process:
    """
    A process.

    Args:
        process: started.
        output: what it writes to is read from.
        told: it says there that it has taken a signal.
        is_terminal: whether what it writes to is a terminal.
    """

    def __init__(self, process: subprocess.Popen[bytes], output: int, told: int, *, is_terminal: bool) -> None:
        self.process = process
        self.is_terminal = is_terminal
        self._output = output
        self._told = told
        self._heard = bytearray()
        self._changed = threading.Condition()
        self._is_left = threading.Event()
        self._reading = threading.Thread(target=self._read)
        self._reading.start()

    @property
    def text(self) -> str:
        """What it has written."""
        return bytes(self._heard).decode(errors="replace")

    def wait_for(self, is_so: Callable[[str], bool], seconds: float = 20) -> None:
        """Wait until it has written something."""
        with self._changed:
            assert self._changed.wait_for(lambda: is_so(self.text), seconds), self.text

    def has_said(self, any_of: tuple[str, ...]) -> bool:
        """Tell whether it has written one of several texts; true for none."""
        return not any_of or any(one in self.text for one in any_of)

    def press(self, key: str) -> None:
        """Press a key."""
        os.write(self._output, key.encode())

    def take(self, number: signal.Signals) -> None:
        """Send a signal, and wait until the stream has taken it: two that come at once are one."""
        self.process.send_signal(number)
        assert select.select([self._told], [], [], 20)[0]
        assert os.read(self._told, 1) == b"!", "it has ended without taking the signal"

    def leave(self) -> None:
        """Read no more: close the pipe, or the terminal."""
        self._is_left.set()
        self._reading.join()

    def end(self) -> tuple[int, str, str]:
        """Wait for its end, and give its exit code and what it has written."""
        code = self.process.wait(20)
        self._reading.join(20)
        return code, self.text, self.process.stderr.read().decode() if self.process.stderr is not None else ""

    def _read(self) -> None:
        try:
            while not self._is_left.is_set():
                if not select.select([self._output], [], [], 0.02)[0]:
                    continue
                piece = os.read(self._output, 65536)
                if not piece:
                    return
                with self._changed:
                    self._heard += piece
                    self._changed.notify_all()
        except OSError:  # how a terminal ends
            pass
        finally:
            os.close(self._output)


@contextlib.contextmanager
def listening(*arguments: str, at_terminal: bool = False, ending: float = ENDING) -> Iterator[Process]:
    """Start one; it is killed when this is left, should it still run."""
    told, tells = os.pipe()
    command = [sys.executable, "-c", PROGRAM.format(ending=ending, told=tells), "listen", *arguments]
    environment = {**os.environ, "TERM": "xterm"}
    if at_terminal:
        output, child = pty.openpty()
        fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("4H", 24, 100, 0, 0))
        started = subprocess.Popen(
            command,
            stdin=child,
            stdout=child,
            stderr=child,
            start_new_session=True,
            env=environment,
            pass_fds=(tells,),
        )
    else:
        output, child = os.pipe()
        started = subprocess.Popen(
            [*command, "--json"],
            stdin=subprocess.DEVNULL,
            stdout=child,
            stderr=subprocess.PIPE,
            env=environment,
            pass_fds=(tells,),
        )
    os.close(child)
    os.close(tells)
    with started, open(told, "rb"):
        process = Process(started, output, told, is_terminal=at_terminal)
        try:
            yield process
        finally:
            process.leave()
            started.kill()
