"""The command line against an Anam on loopback that answers at once."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import pytest

from anamctl.live.control_client import Control
from anamctl.live.registry import entries
from tests.unit.sandbox.servers import Anam, anam

AT_FIRST = {
    "languageCode": "en",
    "voiceGenerationOptions": {"speed": 1.0},
    "voiceDetectionOptions": {"endOfSpeechSensitivity": 0.5},
}
LATENCIES = {"greeting": 0.0, "reply": 0.01, "word": 0.0}
PERSONA = """\
personaConfig:
  name: Camille
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  languageCode: en
  skipGreeting: true
  systemPrompt: You are the concierge of a hotel. Keep your answers short.
  voiceGenerationOptions: {speed: 1.0}
  voiceDetectionOptions: {endOfSpeechSensitivity: 0.5}
languages:
  fr:
    voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
    systemPrompt: Vous êtes le concierge d'un hôtel. Répondez toujours en français.
  es:
    voiceId: de23e340-1416-4dd8-977d-065a7ca11697
    systemPrompt: Eres el conserje de un hotel. Responde siempre en español.
    voiceDetectionOptions: {endOfSpeechSensitivity: 0.7}
"""


@pytest.fixture
def runtime(monkeypatch):
    """Give a runtime directory whose path is short, as that of a user is."""
    with tempfile.TemporaryDirectory(prefix="anam") as name:
        path = Path(name) / "run"
        monkeypatch.setenv("ANAMCTL_RUNTIME_DIR", str(path))
        yield path


@pytest.fixture
def persona(tmp_path) -> Path:
    """Write `personas/camille.yaml`, which speaks three languages."""
    path = tmp_path / "personas" / "camille.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(PERSONA, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def quick_anam():
    """Serve an Anam in which nothing goes wrong."""
    with anam(latencies=LATENCIES, slots=50) as server:
        yield server


@pytest.fixture
def server(quick_anam: Anam, monkeypatch, runtime, persona, tmp_path) -> Anam:
    """Lead the command line to an Anam in which nothing goes wrong."""
    monkeypatch.chdir(tmp_path)
    lead(monkeypatch, quick_anam)
    return quick_anam


@pytest.fixture
def serve(monkeypatch, runtime, persona, tmp_path):
    """Lead the command line to an Anam with a scenario."""
    monkeypatch.chdir(tmp_path)
    with ExitStack() as stack:

        def start(**scenario: Any) -> Anam:
            found = stack.enter_context(anam(**{"latencies": LATENCIES, **scenario}))
            lead(monkeypatch, found)
            return found

        yield start


def lead(monkeypatch: pytest.MonkeyPatch, found: Anam) -> None:
    monkeypatch.setenv("ANAM_API_URL", found.url)
    monkeypatch.setenv("ANAM_API_KEY", found.service.scenario.key)


def events(out: str) -> list[dict[str, Any]]:
    """Read JSON lines."""
    return [json.loads(line) for line in out.splitlines()]


def open_sessions(server: Anam) -> int:
    """Count the sessions that take a slot."""
    return len(server.sessions.active())


def is_open(server: Anam, id_: str) -> bool:
    """Tell whether a session takes a slot."""
    return any(session.id == id_ for session in server.sessions.active())


class Background:
    """A session in a process of its own."""

    def __init__(self, *arguments: str, folder: Path | None = None, **environ: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "anamctl", "session", "start", "camille", "--json", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            cwd=folder,
            env={**os.environ, **environ},
        )
        self.seen: list[dict[str, Any]] = []

    @property
    def id(self) -> str:
        """The id of the session; known when it has an engine."""
        return str(next(event["sessionId"] for event in self.seen if event["type"] == "engine"))

    def until(self, kind: str) -> dict[str, Any]:
        """Read its output up to an event."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.seen.append(json.loads(line))
            if self.seen[-1]["type"] == kind:
                return self.seen[-1]
        raise AssertionError(self.process.communicate()[1])

    def end(self, number: int = signal.SIGTERM) -> dict[str, Any]:
        """Send a signal and give the summary."""
        self.process.send_signal(number)
        return self.finish()

    def finish(self) -> dict[str, Any]:
        """Wait for its end and give the last line."""
        out, err = self.process.communicate(timeout=20)
        assert err == ""
        self.seen += events(out)
        return self.seen[-1]


@pytest.fixture
def background():
    """Start sessions that run beside the test."""
    started: list[Background] = []

    def start(*arguments: str) -> Background:
        started.append(Background(*(arguments or ("--for", "60s"))))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.process.terminate()
    for one in started:
        with suppress(ValueError):  # its output was read already
            one.process.communicate(timeout=20)


@pytest.fixture(scope="module")
def shared(quick_anam: Anam, tmp_path_factory):
    """Give a session that many tests ask, and its runtime directory."""
    folder = tmp_path_factory.mktemp("shared")
    (folder / "personas").mkdir()
    (folder / "personas" / "camille.yaml").write_text(PERSONA, encoding="utf-8")
    with tempfile.TemporaryDirectory(prefix="anam") as name:
        access = {"ANAM_API_URL": quick_anam.url, "ANAM_API_KEY": quick_anam.service.scenario.key}
        one = Background("--max-length", "10m", "--watch", folder=folder, ANAMCTL_RUNTIME_DIR=name, **access)
        one.until("ready")
        yield one, name
        assert one.end()["exitCode"] == 130


@pytest.fixture
def running(server: Anam, shared, monkeypatch) -> Background:
    """Give that session as it was when it began."""
    one: Background
    one, name = shared
    monkeypatch.setenv("ANAMCTL_RUNTIME_DIR", name)
    with Control(entries()[0]) as control:
        control.ask("update", data=AT_FIRST)
    server.sessions.get(one.id).received.clear()  # type: ignore[union-attr]
    return one


@pytest.fixture
def own(server: Anam, background) -> Background:
    """Start a session that the test may end."""
    one: Background = background()
    one.until("ready")
    return one


def wait_until(is_so: Any, seconds: float = 5.0) -> bool:
    """Wait until something is so, and tell whether it came to that."""
    until = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > until:
            return False
        time.sleep(0.01)
    return True


def kill(pid: int) -> None:
    """Kill a process of the test, and wait until it is gone."""
    os.kill(pid, signal.SIGKILL)
    assert wait_until(lambda: not Path(f"/proc/{pid}").exists() or "Z" in Path(f"/proc/{pid}/stat").read_text())
