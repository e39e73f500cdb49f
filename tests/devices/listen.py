"""`listen` with a microphone: from the sound in a room to the language that is heard, and with one that breaks."""

from __future__ import annotations

import json
import queue
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.unit.cli.listen.serving import CLIPS, KEY, serving

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 5.5
"""Seconds after which no session may be open."""


class Listening:
    """The command in a process of its own, and a thread that reads its lines."""

    def __init__(self, virtual, served, *options):
        environment = {**virtual.environment, "ANAMCTL_STT_URL": served.url, "ASSEMBLYAI_API_KEY": KEY}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "anamctl", "listen", "--device", "virtmic", "--json", *options],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.seen: list[dict] = []
        self._lines: queue.SimpleQueue = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self):
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(json.loads(line))
        self._lines.put(None)

    def until(self, kind, text="", within=20.0):
        """Wait for an event; a warning has to contain a text."""
        end = time.monotonic() + within
        while True:
            try:
                event = self._lines.get(timeout=max(0.0, end - time.monotonic()))
            except queue.Empty:
                pytest.fail(f"no {kind} {text!r} in {within} s, but {self.seen}")
            if event is None:
                pytest.fail(f"no {kind} {text!r} but the end: {self.seen} {self.finish()[1]}")
            self.seen.append(event)
            if event["type"] == kind and text in event.get("text", ""):
                return event

    def finish(self, within=20.0):
        """Wait for the end; give the exit code and what stderr says."""
        code = self.process.wait(within)
        self._reader.join(within)
        while not self._lines.empty():
            if (event := self._lines.get()) is not None:
                self.seen.append(event)
        assert self.process.stderr is not None
        return code, self.process.stderr.read()

    def close(self):
        """Leave nothing behind."""
        self.process.kill()
        self.process.wait()
        self._reader.join()
        for pipe in (self.process.stdout, self.process.stderr):
            assert pipe is not None
            pipe.close()


@pytest.fixture
def served(monkeypatch):
    """Serve AssemblyAI, which hears the clips by their sound."""
    with serving({}, monkeypatch) as found:
        yield found


@pytest.fixture
def listening(virtual, served):
    """Start commands."""
    started = []

    def start(*options):
        started.append(Listening(virtual, served, *options))
        return started[-1]

    yield start
    for one in started:
        one.close()


@pytest.mark.parametrize(("clip", "code"), [("fr-table", 0), ("de-table", 1)])
def test_what_is_said_in_the_room_is_heard_in_its_language(virtual, served, listening, clip, code):
    one = listening("--expect", "fr", "--for", "6s")
    one.until("ready")
    with virtual.playing(CLIPS / f"{clip}.wav"):
        pass
    final = one.until("final")

    found = one.finish()
    summary = one.seen[-1]
    assert found == (code, ""), summary["why"]
    assert final["language"] == clip[:2]
    assert (summary["type"], summary["met"], summary["exitCode"]) == ("summary", code == 0, code)
    assert ("none of the speech was French" in summary["why"]) == (code == 1)
    assert summary["dropped"] == 0
    assert served.last.asked_to_end
    assert served.last.shortest_ms >= 50


def test_a_microphone_that_is_muted_is_warned_of_and_heard_again(virtual, served, listening):
    virtual.mute(on=True)
    one = listening("--expect", "fr", "--for", "12s")
    one.until("ready")
    warning = one.until("warning", "sil")
    virtual.mute(on=False)
    with virtual.playing(CLIPS / "fr-table.wav"):
        pass
    one.until("final")

    assert one.finish() == (0, "")
    assert ";" in warning["text"]  # what may be done about it


def test_a_microphone_that_stalls_is_warned_of_and_a_signal_ends_it(virtual, served, listening):
    one = listening()
    one.until("ready")
    virtual.stall(on=True)
    one.until("warning")
    began = time.monotonic()
    one.process.send_signal(signal.SIGTERM)
    code, err = one.finish()

    assert (code, err) == (130, "")
    assert time.monotonic() - began < LIMIT
    assert served.is_over()
    assert served.last.asked_to_end
    assert one.seen[-1]["exitCode"] == 130


def test_a_sound_server_that_hangs_keeps_no_session_open(virtual, served, listening):
    one = listening()
    one.until("ready")
    virtual.hang(on=True)
    one.until("warning")
    began = time.monotonic()
    one.process.send_signal(signal.SIGINT)
    code, _ = one.finish()

    assert code == 130
    assert served.is_over()
    assert served.last.asked_to_end
    assert time.monotonic() - began < LIMIT + 1
    assert one.seen[-1]["type"] == "summary"


def test_a_microphone_that_is_unplugged_is_waited_for(virtual, served, listening):
    one = listening("--expect", "fr")
    one.until("ready")
    virtual.unplug()
    try:
        one.until("warning", "is gone; waiting up to 60 s for it to come back")
        assert not served.last.asked_to_end
    finally:
        virtual.plug()
    one.until("warning", "is back")
    with virtual.playing(CLIPS / "fr-table.wav"):
        pass
    one.until("final")
    one.process.send_signal(signal.SIGINT)
    code, err = one.finish()

    noise = [line for line in err.splitlines() if not line.startswith("Expression ")]  # of PortAudio
    assert (code, noise) == (130, [])
    assert one.seen[-1]["met"]
    assert served.is_over()
    assert served.last.asked_to_end


def test_a_signal_ends_the_wait_for_an_unplugged_microphone(virtual, served, listening):
    one = listening()
    one.until("ready")
    virtual.unplug()
    try:
        one.until("warning", "is gone")
        began = time.monotonic()
        one.process.send_signal(signal.SIGINT)
        code, _ = one.finish()
    finally:
        virtual.plug()

    assert code == 130
    assert time.monotonic() - began < LIMIT
    assert served.is_over()
    assert served.last.asked_to_end


def test_a_device_that_is_none_is_named_and_no_session_stays_open(listening, served):
    one = listening("--device", "nosuch")
    code, err = one.finish()

    assert code in (2, 3)
    assert err == ""
    assert "nosuch" in one.seen[-1]["errors"][0]["message"]
    assert served.is_over()
