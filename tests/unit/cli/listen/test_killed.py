"""A stream that is ended by force, in each state: the service is told, or the socket is closed all the same."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import signal
import socket
import struct
import subprocess
import sys
import termios
import threading
import time
from typing import Any

import pytest

from anamctl.cli.listen_screens import JsonScreen
from tests.unit.cli.listen.serving import events, serving, silence

LIMIT = 5.5
"""Seconds after which no socket may be open, whatever the service does."""
WAYS = {
    "INT": [signal.SIGINT],
    "INT INT": [signal.SIGINT, signal.SIGINT],
    "TERM": [signal.SIGTERM],
    "HUP": [signal.SIGHUP],
}
OVER = [(130, ""), (-signal.SIGINT, "")]
"""Exit codes; the second signal may come when Python is on its way out, and a shell sees 130 as well."""
SPEECH = [{"at": "0ms", "text": "Bonjour à tous.", "language": "fr", "confidence": 0.97}]
LOST = [
    {"fault": "drop", "at": "sound", "sound": "200ms", "times": len(WAYS)},
    {"fault": "refuse", "status": 503, "after": len(WAYS)},
]
STATES: dict[str, tuple[dict[str, Any], float]] = {
    "before Begin": ({"faults": [{"fault": "mute", "at": "open"}]}, 60),
    "listening": ({}, 60),
    "a service that is deaf": ({"faults": [{"fault": "deaf", "at": "sound", "sound": "200ms", "lasts": "3s"}]}, 60),
    "reconnecting": ({"faults": LOST}, 60),
    "finishing": ({"faults": [{"fault": "mute", "at": "end"}]}, 0.1),
}


@contextlib.contextmanager
def started(count, *arguments):
    """Start processes, all at once."""
    with contextlib.ExitStack() as stack:
        yield [
            stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-m", "anamctl", "listen", *arguments, "--json"],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    text=True,
                )
            )
            for _ in range(count)
        ]


def until(process, kind):
    """Read the output up to an event."""
    for line in process.stdout:
        if f'"type": "{kind}"' in line:
            return
    raise AssertionError(process.communicate()[1])


def strike(processes):
    """Send each its signals, and give when."""
    began = time.monotonic()
    for process, numbers in zip(processes, WAYS.values(), strict=True):
        for number in numbers:
            process.send_signal(number)
            time.sleep(0.02 * (len(numbers) > 1))
    return began


@pytest.mark.parametrize("state", STATES)
def test_a_signal_leaves_no_session_open(monkeypatch, tmp_path, state):
    scenario, seconds = STATES[state]
    sound = silence(tmp_path / "silence.wav", seconds)
    with serving(scenario, monkeypatch) as served, started(len(WAYS), str(sound)) as processes:
        if state == "reconnecting":
            for process in processes:
                until(process, "reconnecting")
        elif state == "finishing":
            assert served.wait(
                lambda: (
                    len(served.records.all) == len(WAYS) and all(record.asked_to_end for record in served.records.all)
                ),
                20,
            )
        elif state == "before Begin":
            assert served.wait(lambda: len(served.records.all) == len(WAYS), 20)
        else:
            for process in processes:
                until(process, "ready")
            assert served.wait(lambda: all(record.sound_ms >= 200 for record in served.records.all))
        began = strike(processes)
        for process, way in zip(processes, WAYS, strict=True):
            out, err = process.communicate(timeout=20)
            assert (process.returncode, err) in OVER, way
            assert events(out)[-1]["exitCode"] == 130, way
        took = time.monotonic() - began

        assert took < LIMIT
        assert served.is_over()
        if state not in ("reconnecting", "a service that is deaf"):
            assert all(record.asked_to_end for record in served.records.all)
        assert state == "reconnecting" or {record.ended_by for record in served.records.all} <= {"client", "lost"}


def test_a_signal_while_nobody_answers_closes_the_socket(monkeypatch, tmp_path):
    taken: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        monkeypatch.setenv("ANAMCTL_STT_URL", f"ws://127.0.0.1:{server.getsockname()[1]}")
        monkeypatch.setenv("ASSEMBLYAI_API_KEY", "key")

        def accept():
            taken.extend(server.accept()[0] for _ in WAYS)

        accepting = threading.Thread(target=accept)
        accepting.start()
        with started(len(WAYS), str(silence(tmp_path / "silence.wav", 60))) as processes:
            accepting.join(20)
            assert len(taken) == len(WAYS)
            began = strike(processes)
            for one in taken:
                one.settimeout(LIMIT)
                with one, contextlib.suppress(ConnectionResetError):
                    while one.recv(65536):
                        pass
            assert time.monotonic() - began < LIMIT
            for process, way in zip(processes, WAYS, strict=True):
                _, err = process.communicate(timeout=20)
                assert (process.returncode, err) in OVER, way


@pytest.mark.parametrize("moment", ["ready", "partial", "final", "reconnecting", "ended"])
def test_a_bug_leaves_no_session_open(anamctl, monkeypatch, tmp_path, moment):
    show = JsonScreen.show

    def broken(screen, event):
        if type(event).__name__.lower() == moment:
            raise RuntimeError("planted")
        show(screen, event)

    monkeypatch.setattr(JsonScreen, "show", broken)
    faults = LOST if moment == "reconnecting" else []
    with serving({"hears": SPEECH, "faults": faults}, monkeypatch) as served:
        began = time.monotonic()
        result = anamctl("listen", str(silence(tmp_path / "silence.wav", 3)), "--json", "--pace", "100")
        assert time.monotonic() - began < LIMIT
        assert served.is_over()
        assert all(record.asked_to_end or moment == "reconnecting" for record in served.records.all)
    assert result.code == 70
    assert "Traceback" not in result.err


def test_a_terminal_that_is_gone_ends_it(monkeypatch, tmp_path):
    sound = silence(tmp_path / "silence.wav", 60)
    parent, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("4H", 24, 100, 0, 0))
    with (
        serving({}, monkeypatch) as served,
        subprocess.Popen(
            [sys.executable, "-m", "anamctl", "listen", str(sound)],
            stdin=child,
            stdout=child,
            stderr=child,
            start_new_session=True,
            env={**os.environ, "TERM": "xterm"},
        ) as process,
    ):
        os.close(child)
        assert served.wait(lambda: any(record.sound_ms >= 200 for record in served.records.all), 20)
        os.close(parent)
        assert process.wait(20) in (0, 130)
        assert served.is_over()
        assert served.last.asked_to_end


def test_a_reader_that_closes_the_pipe_ends_it(monkeypatch, tmp_path):
    sound = silence(tmp_path / "silence.wav", 60)
    with serving({"hears": SPEECH}, monkeypatch) as served, started(1, str(sound)) as (process,):
        assert process.stdout is not None
        assert process.stderr is not None
        until(process, "ready")
        process.stdout.close()
        assert process.wait(20) == 0
        assert process.stderr.read() == ""
        assert served.is_over()
        assert served.last.asked_to_end


@pytest.mark.parametrize("options", [["--json"], []], ids=str)
def test_a_signal_ends_it_although_nobody_reads_what_it_writes(monkeypatch, tmp_path, options):
    turn = {"type": "Turn", "turn_order": "{n}", "end_of_turn": True, "transcript": "word " * 200, "words": []}
    script = [{"at": "100ms", "repeat": 5000, "every": "2ms", "send": [turn]}]
    sound = silence(tmp_path / "silence.wav", 60)
    reader, writer = os.pipe()
    with (
        open(reader, "rb"),
        serving({"hears": [], "script": script}, monkeypatch) as served,
        subprocess.Popen(
            [sys.executable, "-m", "anamctl", "listen", str(sound), *options], stdout=writer, stderr=subprocess.PIPE
        ) as process,
    ):
        os.close(writer)
        assert served.wait(lambda: any(record.sent["Turn"] > 30 for record in served.records.all), 20)
        time.sleep(1)  # now the pipe is full
        process.send_signal(signal.SIGINT)
        assert process.wait(LIMIT + 5) == 130
        assert served.is_over()
        assert served.last.asked_to_end


def test_a_process_that_is_killed_has_kept_what_it_has_shown(monkeypatch, tmp_path):
    sound, saved = silence(tmp_path / "silence.wav", 60), tmp_path / "heard.txt"
    with serving({"hears": SPEECH}, monkeypatch) as served, started(1, str(sound), "--save", str(saved)) as (process,):
        until(process, "final")
        process.kill()
        process.wait(20)
        assert served.is_over()
    assert saved.read_text(encoding="utf-8") == "Bonjour à tous.\n"
