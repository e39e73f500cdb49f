from __future__ import annotations

import asyncio
import os
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.listening.screen import END_TURN, INTERRUPTED, PAUSE, QUIT
from anamctl.view.listen_keys import Keys, meant

posix = pytest.mark.skipif(os.name == "nt", reason="terminals are something else there")


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (" ", [PAUSE]),
        ("e", [END_TURN]),
        ("E", [END_TURN]),
        ("q", [QUIT]),
        ("Q", [QUIT]),
        ("\x04", [QUIT]),
        ("\x03", [INTERRUPTED]),
        ("x1\r\n", []),
        (" eq", [PAUSE, END_TURN, QUIT]),
        ("\x1b[A\x1b[1;5q\x1bOe\x1be", []),
        ("\x1b[200~", []),
    ],
)
def test_keys_that_mean_something(text, keys):
    assert meant(text) == keys


@given(text=st.text())
def test_whatever_is_pressed_is_no_error(text):
    assert set(meant(text)) <= {PAUSE, END_TURN, QUIT, INTERRUPTED}


class Tty:
    """A terminal in the place of stdin."""

    def __init__(self, descriptor):
        self._descriptor = descriptor

    def isatty(self):
        return True

    def fileno(self):
        return self._descriptor


@pytest.fixture
def tty(monkeypatch):
    """Give the other end of a terminal, and the terminal itself."""
    ours, theirs = os.openpty()
    monkeypatch.setattr(sys, "stdin", Tty(theirs))
    yield ours, theirs
    os.close(ours)
    os.close(theirs)


def modes(descriptor):
    import termios

    mode = termios.tcgetattr(descriptor)
    return bool(mode[3] & termios.ICANON), bool(mode[3] & termios.ECHO), mode[6][termios.VSUSP]


@posix
def test_keys_come_one_by_one_until_it_is_stopped(tty):
    ours, _ = tty

    async def run():
        with Keys() as keys:
            found = []
            os.write(ours, b" ")
            async for key in keys.read():
                found.append(key)
                if len(found) == 1:
                    os.write(ours, b"\x1b[Aeq")
                if key == QUIT:
                    keys.stop()
            return found

    assert asyncio.run(asyncio.wait_for(run(), 5)) == [PAUSE, END_TURN, QUIT]


@posix
def test_the_terminal_is_given_back_as_it_was(tty):
    _, theirs = tty
    before = modes(theirs)

    with Keys() as keys:
        assert keys.is_there
        assert modes(theirs) == (False, False, b"\x00")
    assert modes(theirs) == before == (True, True, before[2])

    with pytest.raises(RuntimeError), Keys():
        raise RuntimeError
    assert modes(theirs) == before


@posix
def test_the_terminal_can_be_taken_again_after_the_shell_had_it(tty):
    import termios

    _, theirs = tty
    before = termios.tcgetattr(theirs)
    with Keys() as keys:
        termios.tcsetattr(theirs, termios.TCSANOW, before)
        keys.take()
        assert modes(theirs)[:2] == (False, False)
    assert modes(theirs)[:2] == (True, True)


@posix
def test_reading_ends_when_the_terminal_is_gone(monkeypatch):
    ours, theirs = os.openpty()
    monkeypatch.setattr(sys, "stdin", Tty(theirs))

    async def run():
        with Keys() as keys:
            os.close(ours)
            return [key async for key in keys.read()]

    assert asyncio.run(asyncio.wait_for(run(), 5)) == []
    os.close(theirs)


def test_without_a_terminal_there_are_no_keys(monkeypatch):
    monkeypatch.setattr("anamctl.view.listen_keys._terminal", lambda: (None, False))

    async def run():
        with Keys() as keys:
            assert not keys.is_there
            return [key async for key in keys.read()]

    assert asyncio.run(asyncio.wait_for(run(), 5)) == []


@posix
def test_stopping_before_reading_begins_is_no_mistake(tty):
    async def run():
        with Keys() as keys:
            keys.stop()
            return [key async for key in keys.read()]

    assert asyncio.run(asyncio.wait_for(run(), 5)) == []
