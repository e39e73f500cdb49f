"""A session that is ended by a signal, in each state: none is left open that could have been ended."""

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
import time
from pathlib import Path
from typing import Any

import pytest

from tests.unit.cli.session.conftest import LATENCIES, open_sessions, wait_until

ROOT = Path(__file__).resolve().parents[4]
LONG = "1h"
CUT = [{"fault": "drop", "at": "ready"}, {"fault": "refuse", "at": "reopen", "status": 503}]
STATES: dict[str, tuple[dict[str, Any], str]] = {
    "before the token": ({"faults": [{"request": "mint", "delay": LONG}]}, "mint"),
    "before the engine": ({"faults": [{"request": "engine", "delay": "500ms"}]}, "engine"),
    "before the socket": ({"live_faults": [{"fault": "refuse", "status": 503}]}, "event engine"),
    "before the answer": ({"latencies": {**LATENCIES, "answer": "30s"}}, "offer"),
    "before the peers meet": ({"live_faults": [{"fault": "no-peer"}]}, "answer"),
    "before it is ready": ({"latencies": {**LATENCIES, "ready": "30s"}}, "event channel"),
    "when it is ready": ({}, "event ready"),
    "in the middle of a reply": ({"latencies": {**LATENCIES, "word": "1s"}}, "speech"),
    "when the socket is lost": ({"live_faults": CUT}, "event reconnecting"),
    "when the peer is lost": ({"live_faults": [{"fault": "peer-lost"}]}, "event reconnecting"),
}
INT, TERM, HUP = signal.SIGINT, signal.SIGTERM, signal.SIGHUP
WAYS = {"INT": [INT], "INT INT": [INT, INT], "TERM": [TERM], "HUP": [HUP], "INT TERM HUP": [INT, TERM, HUP]}
# What a signal does is the same in all of them, so each state meets the first way and one of the others.
MATRIX = [
    (state, way)
    for index, state in enumerate(STATES)
    for place, way in enumerate(WAYS)
    if place == 0 or index % 4 == place - 1
]


def reached(server, one, moment):
    """Wait until a session has come as far as a moment."""
    kind, _, event = moment.partition(" ")
    if kind == "event":
        one.until(event)
        return True
    return wait_until(lambda: _is_at(server, kind), 20)


def _is_at(server, kind):
    if kind in ("mint", "engine"):
        return any(exchange.operation == kind for exchange in server.service.journal.exchanges)
    found = server.sessions.all()
    return bool(found) and kind in {message.kind for message in (*found[0].received, *found[0].sent)}


@pytest.mark.parametrize(("state", "way"), MATRIX)
def test_a_signal_leaves_no_session_open(serve, background, state, way):
    scenario, moment = STATES[state]
    server = serve(grace="1h", **scenario)
    one = background(*(["--say", "Hello", "--watch"] if moment == "speech" else ["--for", "60s"]))
    assert reached(server, one, moment)
    begun = time.monotonic()
    for number in WAYS[way]:
        one.process.send_signal(number)
    last = one.finish()

    assert time.monotonic() - begun < 10
    assert (one.process.returncode, last["type"], last["exitCode"], last["ended"]) == (130, "summary", 130, True)
    assert wait_until(lambda: open_sessions(server) == 0)


@pytest.mark.parametrize("way", ["INT", "TERM", "HUP"])
def test_a_signal_while_it_ends_does_not_keep_it_from_ending(serve, background, way):
    # What has come of the start has to be waited for, and ended.
    server = serve(grace="1h", faults=[{"request": "engine", "delay": "1s"}])
    one = background()
    assert reached(server, one, "engine")
    one.process.send_signal(INT)
    time.sleep(0.2)
    for number in WAYS[way]:
        one.process.send_signal(number)
    last = one.finish()

    assert (one.process.returncode, last["exitCode"], last["ended"], last["reason"]) == (130, 130, True, "you")
    assert len(server.sessions.all()) == 1
    assert open_sessions(server) == 0


KINDS = ["Minted", "Engine", "Connected", "ChannelOpen", "Ready", "Message", "Closed"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_bug_leaves_no_session_open(anamctl, serve, monkeypatch, kind):
    server = serve(grace="1h")

    def show(self, event):
        if type(event).__name__ == kind:
            raise RuntimeError("planted")

    monkeypatch.setattr("anamctl.cli.session.screens.LinesScreen.show", show)
    code, _, err = anamctl("session", "start", "camille", "--say", "Hello")

    assert code == 70
    assert "This is a bug in anamctl (RuntimeError)." in err
    assert wait_until(lambda: open_sessions(server) == 0)


# ---- in the background -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [INT, TERM, HUP], ids=str)
def test_a_signal_ends_a_session_in_the_background(anamctl, serve, number):
    server = serve(grace="1h")
    code, out, _ = anamctl("session", "start", "camille", "--detach", "--json")
    assert code == 0
    os.kill(json.loads(out)["data"]["pid"], number)

    assert wait_until(lambda: open_sessions(server) == 0)
    assert wait_until(lambda: anamctl("session", "list").out == "")


@pytest.mark.parametrize("number", [INT, TERM, HUP], ids=str)
def test_a_signal_to_who_waits_for_it_ends_what_was_to_run_in_the_background(serve, number):
    server = serve(grace="1h", latencies={**LATENCIES, "answer": "30s"})
    command = [sys.executable, "-m", "anamctl", "session", "start", "camille", "--detach"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert wait_until(lambda: _is_at(server, "offer"), 20)
        process.send_signal(number)
        assert process.wait(20) == 130

    assert wait_until(lambda: open_sessions(server) == 0)


def test_a_killed_session_in_the_background_is_ended_by_its_id_before_it_was_ready(anamctl, serve, background):
    server = serve(grace="1h", latencies={**LATENCIES, "answer": "30s"})
    one = background()
    one.until("engine")
    one.process.kill()
    one.process.wait()
    assert open_sessions(server) == 1

    assert anamctl("session", "stop").code == 0
    assert wait_until(lambda: open_sessions(server) == 0)


# ---- devices and readers ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "options", "code"),
    [
        ("open", ["--mic", "--for", "60s"], 3),
        ("open", ["--speaker", "--say", "Hello"], 3),
        ("close", ["--mic", "--for", "200ms"], 0),
        ("close", ["--speaker", "--say", "Hello"], 0),
        ("close", ["--mic", "--for", "60s"], 130),
    ],
)
def test_a_device_that_hangs_does_not_hang_the_exit(serve, when, options, code):
    server = serve(grace="1h")
    script = Path(__file__).with_name("hung_device.py")
    with subprocess.Popen(
        [sys.executable, script, when, *options],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        text=True,
    ) as process:
        if code == 130:
            assert reached(server, None, "sessionready")
            process.terminate()
        out, err = process.communicate(timeout=20)

    assert (process.returncode, err) == (code, ""), out
    assert wait_until(lambda: open_sessions(server) == 0)


def test_a_reader_that_closes_the_pipe_ends_it(serve):
    server = serve(grace="1h")
    with subprocess.Popen(
        [sys.executable, "-m", "anamctl", "session", "start", "camille", "--json", "--for", "60s"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.wait(20) == 0
        assert process.stderr is not None
        assert process.stderr.read() == b""

    assert wait_until(lambda: open_sessions(server) == 0)


def test_a_reader_that_does_not_read_cannot_keep_it_from_ending(serve):
    server = serve(grace="1h", replies={"en": [" ".join(["word"] * 2000)]})
    read, write = os.pipe()
    with subprocess.Popen(
        [sys.executable, "-m", "anamctl", "session", "start", "camille", "--json", "--say", "Hello"],
        stdin=subprocess.DEVNULL,
        stdout=write,
        stderr=subprocess.PIPE,
    ) as process:
        os.close(write)
        assert wait_until(lambda: waits(process.pid), 20)
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 130
        assert process.stderr is not None
        assert process.stderr.read() == b""
    os.close(read)

    assert wait_until(lambda: open_sessions(server) == 0)


def waits(pid):
    """Tell whether a process waits for somebody to read a pipe, and goes on doing so."""
    places = []
    for _ in range(3):
        places.append(Path(f"/proc/{pid}/wchan").read_text())
        time.sleep(0.05)
    return all("pipe_w" in place for place in places)


AT_ITS_TERMINAL = """\
import fcntl, runpy, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
sys.argv = ["anamctl", *sys.argv[1:]]
runpy.run_module("anamctl", run_name="__main__")
"""
"""Only the terminal that controls a process sends it Ctrl-C while no prompt reads, and tells it of its own end."""


@contextlib.contextmanager
def at_terminal():
    """Start a session at a terminal of 100 columns, and give its process and our end."""
    parent, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("4H", 24, 100, 0, 0))
    with subprocess.Popen(
        [sys.executable, "-c", AT_ITS_TERMINAL, "session", "start", "camille"],
        stdin=child,
        stdout=child,
        stderr=child,
        start_new_session=True,
        env={**os.environ, "TERM": "xterm"},
    ) as process:
        os.close(child)
        yield process, parent


def test_a_terminal_that_is_gone_ends_it(serve):
    server = serve(grace="1h")
    with at_terminal() as (process, parent):
        seen = b""
        while b"ready" not in seen:
            seen += os.read(parent, 65536)
        os.close(parent)
        code = process.wait(20)

    assert wait_until(lambda: open_sessions(server) == 0)
    assert code in (0, 130)


def test_at_a_terminal_it_is_a_conversation(serve):
    server = serve(grace="1h")
    steps = [(b"ready", b"Hello\r"), (b" persona", b"/lang fr\r"), (b"applied", b"\x03")]
    with at_terminal() as (process, parent):
        seen = b""
        with contextlib.suppress(OSError):  # the other end is closed when the process is over
            while data := os.read(parent, 65536):
                seen += data
                if steps and steps[0][0] in seen:
                    os.write(parent, steps.pop(0)[1])
        os.close(parent)
        assert process.wait(20) == 130

    assert steps == []
    assert b"ended (you)" in seen
    assert open_sessions(server) == 0
