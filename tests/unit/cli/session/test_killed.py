"""A session that is ended by a signal, in each state: none is left open that could have been ended."""

from __future__ import annotations

import contextlib
import fcntl
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

LONG = "1h"
STATES: dict[str, tuple[dict[str, Any], str]] = {
    "before the token": ({"faults": [{"request": "mint", "delay": LONG}]}, "mint"),
    "before the engine": ({"faults": [{"request": "engine", "delay": "500ms"}]}, "engine"),
    "before the answer": ({"latencies": {**LATENCIES, "answer": "30s"}}, "offer"),
    "before it is ready": ({"latencies": {**LATENCIES, "ready": "30s"}}, "channel"),
    "when it is ready": ({}, "ready"),
    "in the middle of a reply": ({"latencies": {**LATENCIES, "word": "1s"}}, "speech"),
}


def reached(server, state):
    """Tell whether a session has come as far as a state."""
    if state in ("mint", "engine"):
        return any(exchange.operation == state for exchange in server.service.journal.exchanges)
    found = server.sessions.all()
    if not found:
        return False
    received = {message.kind for message in found[0].received}
    if state == "offer":
        return "offer" in received
    if state == "channel":
        return found[0].state == "live" or "heartbeat" in received or "offer" in received
    return "speech" in received


@pytest.mark.parametrize("numbers", [[signal.SIGINT], [signal.SIGTERM], [signal.SIGHUP], [signal.SIGINT] * 2], ids=str)
@pytest.mark.parametrize("state", STATES)
def test_a_signal_leaves_no_session_open(serve, background, state, numbers):
    scenario, moment = STATES[state]
    server = serve(grace="1h", **scenario)
    arguments = ["--say", "Hello", "--watch"] if moment == "speech" else ["--for", "60s"]
    one = background(*arguments)
    if moment == "ready":
        one.until("ready")
    else:
        assert wait_until(lambda: reached(server, moment), 20)
    for number in numbers:
        one.process.send_signal(number)
    last = one.finish()

    assert (one.process.returncode, last["type"], last["exitCode"], last["ended"]) == (130, "summary", 130, True)
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


@contextlib.contextmanager
def at_terminal():
    """Start a session at a terminal of 100 columns, and give its process and our end."""
    parent, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("4H", 24, 100, 0, 0))
    with subprocess.Popen(
        [sys.executable, "-m", "anamctl", "session", "start", "camille"],
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
