"""The command line against an Anam on loopback."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest

from tests.unit.sandbox.servers import AVATAR, LLM, VOICE, Anam, anam

if TYPE_CHECKING:
    from pathlib import Path

PERSONA = f"""\
personaConfig:
  name: Camille
  avatarId: {AVATAR}
  voiceId: {VOICE}
  llmId: {LLM}
  languageCode: en
  systemPrompt: You are the very secret concierge of a hotel nobody knows.
languages:
  fr:
    voiceId: de23e340-1416-4dd8-977d-065a7ca11697
    systemPrompt: Tu es concierge.
"""


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep lists in a folder of the test."""
    monkeypatch.setenv("ANAMCTL_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache" / "anam"


@pytest.fixture(autouse=True)
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Note how long would have been waited, and wait for nothing."""
    seconds: list[float] = []

    async def sleep(time: float) -> None:
        seconds.append(time)

    monkeypatch.setattr("anamctl.cli.anam_service.sleep", sleep)
    return seconds


@pytest.fixture(scope="module")
def quiet_anam():
    """Serve an Anam in which nothing goes wrong."""
    with anam() as server:
        yield server


@pytest.fixture
def server(quiet_anam: Anam, monkeypatch: pytest.MonkeyPatch) -> Anam:
    """Lead the command line to an Anam in which nothing goes wrong."""
    quiet_anam.service.journal.exchanges.clear()
    lead(monkeypatch, quiet_anam)
    return quiet_anam


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch):
    """Lead the command line to an Anam with a scenario."""
    with ExitStack() as stack:

        def start(**scenario: Any) -> Anam:
            found = stack.enter_context(anam(**scenario))
            lead(monkeypatch, found)
            return found

        yield start


def lead(monkeypatch: pytest.MonkeyPatch, found: Anam) -> None:
    monkeypatch.setenv("ANAM_API_URL", found.url)
    monkeypatch.setenv("ANAM_API_KEY", found.service.scenario.key)


@pytest.fixture
def persona(tmp_path: Path) -> Path:
    """Write `personas/camille.yaml`, which speaks English and French."""
    path = tmp_path / "personas" / "camille.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(PERSONA, encoding="utf-8")
    return path
