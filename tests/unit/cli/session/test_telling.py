"""Whoever does not read the summary cannot keep a command from ending."""

from __future__ import annotations

import os
import signal
from contextlib import suppress

import pytest

from anamctl.cli.listen import screens as listen_screens
from anamctl.cli.session import screens as session_screens
from anamctl.cli.session import signals as session_signals
from anamctl.cli.signals import SIGNALS
from tests.unit.audio.samples import posix
from tests.unit.cli.listen.serving import CLIPS


@pytest.fixture
def full(monkeypatch):
    """Give a function that writes to a full pipe when the summary comes, and is interrupted there."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    with suppress(BlockingIOError):
        while os.write(writer, bytes(65536)):
            pass
    os.set_blocking(writer, True)
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, *SIGNALS)}

    def finish(*_):
        signal.raise_signal(signal.SIGINT)
        os.write(writer, bytes(65536))

    monkeypatch.setattr(session_signals, "LOOK", 0.02)
    monkeypatch.setattr(session_signals, "PATIENCE", 100_000)  # a busy machine is not taken for a pipe that is full
    monkeypatch.setattr("anamctl.cli.telling.give_up_stdout", lambda: None)
    monkeypatch.setattr("anamctl.cli.guard.give_up_stdout", lambda: None)
    yield finish
    for number, handler in before.items():
        signal.signal(number, handler)
    os.close(reader)
    os.close(writer)


@posix
@pytest.mark.parametrize("command", ["listen", "session"])
def test_a_summary_that_nobody_takes_can_be_interrupted(anamctl, request, monkeypatch, full, command):
    if command == "listen":
        monkeypatch.setattr(listen_screens.JsonScreen, "finish", full)
        found = anamctl("listen", "--sandbox", "--pace", "max", "--json", str(CLIPS / "fr-table.wav"))
    else:
        request.getfixturevalue("server")
        monkeypatch.setattr(session_screens.JsonScreen, "finish", full)
        found = anamctl("session", "start", "camille", "--json", "--say", "Hello")

    assert found.code == 130
    assert found.err.splitlines()[0] == "anamctl: cannot write the result: the pipe is full, and nobody reads it."
