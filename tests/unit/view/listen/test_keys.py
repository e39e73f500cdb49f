from __future__ import annotations

import asyncio
import os
import sys
import threading
from types import SimpleNamespace

import pytest

from anamctl.listening.screen import END_TURN, INTERRUPTED, PAUSE, QUIT
from anamctl.view.listen import presses
from anamctl.view.listen.keys import Keys, meaning

posix = pytest.mark.skipif(os.name == "nt", reason="terminals are something else there")


@pytest.mark.parametrize(
    ("press", "key"),
    [
        (" ", PAUSE),
        ("e", END_TURN),
        ("E", END_TURN),
        ("q", QUIT),
        ("Q", QUIT),
        ("\x04", QUIT),
        ("\x03", INTERRUPTED),
        ("x", ""),
        ("s", ""),
        ("1", ""),
        (presses.ENTER, ""),
        (presses.ESCAPE, ""),
    ],
)
def test_keys_that_mean_something(press, key):
    assert meaning(press) == key


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


def interrupt(descriptor):
    import termios

    return termios.tcgetattr(descriptor)[6][termios.VINTR]


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
                    os.write(ours, "\x1b[Aéq".encode())
                if key == "q":
                    keys.stop()
            return found

    assert asyncio.run(asyncio.wait_for(run(), 5)) == [" ", presses.UP, "é", "q"]


@posix
@pytest.mark.parametrize(("first", "rest", "press"), [(b"\x1b[", b"D", presses.LEFT), (b"\xc3", b"\xa9", "é")])
def test_what_comes_in_two_pieces_is_one_key(tty, monkeypatch, first, rest, press):
    ours, _ = tty
    pieces = [first, rest]
    read = os.read

    def in_pieces(descriptor, _size):
        data = read(descriptor, len(pieces.pop(0)) if pieces else 1024)
        if pieces:
            os.write(ours, pieces[0])
        return data

    monkeypatch.setattr("anamctl.view.listen.keys.os.read", in_pieces)

    async def run():
        with Keys() as keys:
            os.write(ours, first)
            async for key in keys.read():
                keys.stop()
                return key
        return None

    assert asyncio.run(asyncio.wait_for(run(), 5)) == press


@posix
def test_nobody_reads_any_more_when_it_is_left(tty):
    ours, _ = tty

    async def run():
        with Keys() as keys:
            os.write(ours, b"q")
            async for _ in keys.read():
                break

    asyncio.run(asyncio.wait_for(run(), 5))
    assert "anamctl-keys" not in [thread.name for thread in threading.enumerate()]


@posix
def test_a_lone_escape_does_not_wait_for_the_next_look_at_whether_it_is_over(tty, monkeypatch):
    ours, _ = tty
    monkeypatch.setattr("anamctl.view.listen.keys._LOOK", 60.0)

    async def run():
        with Keys() as keys:
            os.write(ours, b"\x1b")
            async for key in keys.read():
                keys.stop()
                return key
        return None

    assert asyncio.run(asyncio.wait_for(run(), 20)) == presses.ESCAPE


@posix
def test_ctrl_c_is_a_press_only_while_it_is_held(tty):
    import termios

    _, theirs = tty
    before = interrupt(theirs)
    with Keys() as keys:
        assert interrupt(theirs) == before
        keys.hold(is_held=True)
        assert interrupt(theirs) == b"\x00"
        termios.tcsetattr(theirs, termios.TCSANOW, termios.tcgetattr(theirs))
        keys.take()
        assert interrupt(theirs) == b"\x00"
        keys.hold(is_held=False)
        assert interrupt(theirs) == before
        keys.hold(is_held=True)
    assert interrupt(theirs) == before


def test_holding_ctrl_c_where_there_is_no_terminal_is_no_mistake():
    Keys().hold(is_held=True)


class WindowsKeyboard:
    """Keys of Windows, which have a character or come as a zero and a letter."""

    def __init__(self, pressed):
        self._pressed = list(pressed)

    def kbhit(self):
        return bool(self._pressed)

    def getwch(self):
        return self._pressed.pop(0)


def test_arrows_of_windows_are_presses_and_their_letters_no_keys(monkeypatch):
    keyboard = WindowsKeyboard(["é", "\xe0", "K", "\x00", "q", "s"])
    monkeypatch.setattr("anamctl.view.listen.keys.import_module", lambda _: keyboard)
    monkeypatch.setattr("anamctl.view.listen.keys.sys", SimpleNamespace(platform="win32", stdin=Tty(0)))

    async def run():
        found = []
        with Keys() as keys:
            async for press in keys.read():
                found.append(press)
                if press == "s":
                    keys.stop()
        return found

    assert asyncio.run(asyncio.wait_for(run(), 5)) == ["é", presses.LEFT, "s"]


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


@posix
def test_holding_ctrl_c_when_the_terminal_is_gone_is_no_mistake(monkeypatch):
    ours, theirs = os.openpty()
    monkeypatch.setattr(sys, "stdin", Tty(theirs))
    with Keys() as keys:
        os.close(ours)
        keys.hold(is_held=True)
        keys.hold(is_held=False)
    os.close(theirs)


def test_without_a_terminal_there_are_no_keys(monkeypatch):
    monkeypatch.setattr("anamctl.view.listen.keys._terminal", lambda: (None, False))

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
