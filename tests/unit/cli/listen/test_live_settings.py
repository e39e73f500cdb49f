"""Settings that are typed at a real terminal while a stream runs, and what the service gets of them."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import pty
import signal
import struct
import subprocess
import sys
import termios
import threading

import pytest

from tests.unit.cli.listen.serving import serving, silence

LIMIT = 20.0
OWN = """
import fcntl, os, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
os.execv(sys.executable, [sys.executable, "-m", "anamctl", *sys.argv[1:]])
"""
"""Runs the command with its terminal as the one whose Ctrl-C is a signal."""


class Terminal:
    """The other end of a terminal: what is seen, and who types."""

    def __init__(self, descriptor):
        self._descriptor = descriptor
        self._changed = threading.Condition()
        self.seen = ""
        self._is_over = False
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self):
        with contextlib.suppress(OSError):
            while data := os.read(self._descriptor, 65536):
                with self._changed:
                    self.seen += data.decode(errors="replace")
                    self._changed.notify_all()
        with self._changed:
            self._is_over = True
            self._changed.notify_all()

    def type(self, *texts):
        """Type pieces, each in a write of its own."""
        for text in texts:
            os.write(self._descriptor, text.encode())

    def wait(self, text, after=0):
        """Wait until something is seen, and give how much there was to see then."""
        with self._changed:
            found = self._changed.wait_for(lambda: text in self.seen[after:] or self._is_over, LIMIT)
            assert found, self.seen
            assert text in self.seen[after:], self.seen
            return len(self.seen)

    def until_over(self):
        self._thread.join(LIMIT)


@contextlib.contextmanager
def listening(monkeypatch, tmp_path, *arguments, **scenario):
    """Listen at a terminal of 80 columns; the service is there, and hears."""
    parent, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("4H", 24, 80, 0, 0))
    with (
        serving(scenario, monkeypatch) as served,
        subprocess.Popen(
            [sys.executable, "-c", OWN, "listen", str(silence(tmp_path / "silence.wav", 60)), *arguments],
            stdin=child,
            stdout=child,
            stderr=child,
            start_new_session=True,
            env={**os.environ, "TERM": "xterm"},
        ) as process,
    ):
        os.close(child)
        terminal = Terminal(parent)
        try:
            terminal.wait("q\x1b[0m\x1b[2m quit")
            assert served.wait(lambda: any(record.sound_ms >= 100 for record in served.records.all), LIMIT)
            yield terminal, served, process
            process.wait(LIMIT)
        finally:
            process.kill()
            terminal.until_over()
            os.close(parent)


def changes(served):
    return [
        {name: value for name, value in message.items() if name != "type"}
        for message in served.last.messages
        if message.get("type") == "UpdateConfiguration"
    ]


def test_what_is_typed_reaches_the_service_and_what_is_wrong_does_not(monkeypatch, tmp_path):
    kept = tmp_path / "kept.jsonl"
    with listening(monkeypatch, tmp_path, "--save", str(kept)) as (terminal, served, process):
        terminal.type("s")
        at = terminal.wait("NAME=VALUE")
        terminal.type("min\tsoon\r")
        at = terminal.wait('min_turn_silence cannot be "soon"; write 800 or 800ms', at)
        assert changes(served) == []
        assert served.last.is_open

        terminal.type("\x17", 'min_turn_silence=800ms keyterms_prompt=["Zo', "ë K.", '"]\r')
        terminal.wait("set: min_turn_silence 800 ms, keyterms_prompt Zoë K. (sent)", at)
        terminal.type("1")
        assert served.wait(lambda: len(changes(served)) == 2)
        assert served.last.settings["max_turn_silence"] == 400
        terminal.type("q")
        assert process.wait(LIMIT) == 0

        assert changes(served) == [
            {"min_turn_silence": 800, "keyterms_prompt": ["Zoë K."]},
            {"end_of_turn_confidence_threshold": 0.4, "min_turn_silence": 160, "max_turn_silence": 400},
        ]
        assert served.last.asked_to_end
        assert served.last.close_code == 1000
    told = [event for line in kept.read_text().splitlines() if (event := json.loads(line))["type"] == "settings"]
    assert [(event["settings"], event["preset"], event["waits"]) for event in told] == [
        ({"min_turn_silence": 800, "keyterms_prompt": ["Zoë K."]}, None, False),
        (changes(served)[1], "aggressive", False),
    ]


def test_ctrl_c_leaves_the_typing_and_after_that_it_ends(monkeypatch, tmp_path):
    with listening(monkeypatch, tmp_path) as (terminal, served, process):
        terminal.type("s")
        at = terminal.wait("NAME=VALUE")
        terminal.type("qe \x03")
        terminal.wait("pause", at)
        assert served.last.is_open
        assert served.last.kinds == []
        terminal.type("\x03")
        assert process.wait(LIMIT) == 130
        assert served.last.asked_to_end


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it_also_while_somebody_types(monkeypatch, tmp_path, number):
    with listening(monkeypatch, tmp_path) as (terminal, served, process):
        terminal.type("s")
        terminal.wait("NAME=VALUE")
        process.send_signal(number)
        assert process.wait(LIMIT) == 130
        assert served.last.asked_to_end


def test_a_setting_that_the_service_refuses_is_named(monkeypatch, tmp_path):
    with listening(monkeypatch, tmp_path, "--model", "universal-3-5-pro") as (terminal, _, process):
        terminal.type("slanguage_codes=xx\r")
        assert process.wait(LIMIT) == 2
        terminal.wait("Invalid 'language_codes'")
        terminal.wait("what was set last is language_codes")
