"""AssemblyAI on loopback for a test of the command, and what is asked about its sessions."""

from __future__ import annotations

import json
import wave
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from anamctl.sandbox.runner import Runner
from anamctl.sandbox.scenario.files import Scenario, load
from anamctl.sandbox.stt.assemblyai.service import AssemblyService

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

SCENARIOS = Path(__file__).resolve().parents[3] / "scenarios/stt"
CLIPS = Path(__file__).resolve().parents[4] / "anamctl/sandbox/speech/clips"
RATE = 16000
KEY = "aai-key-of-a-test"


class Served(NamedTuple):
    """A running service."""

    service: Any
    url: str

    @property
    def records(self) -> Any:
        """Its sessions."""
        return self.service.records

    @property
    def last(self) -> Any:
        """The newest session."""
        return self.service.records.last

    def wait(self, is_so: Any, seconds: float = 10.0) -> bool:
        """Wait until something is so in the service, and tell whether it came to that."""
        return bool(self.records.wait_for(is_so, seconds))

    def is_over(self, seconds: float = 5.0) -> bool:
        """Wait until no session is open."""
        return self.wait(lambda: not any(record.is_open for record in self.records.all), seconds)


@contextmanager
def serving(scenario: dict[str, Any] | Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """Serve a scenario, from its file or as a file would say it, and lead the command line there."""
    if isinstance(scenario, Path):
        chosen = load(str(scenario)).assemblyai
    else:
        chosen = Scenario.model_validate({"assemblyai": {"key": KEY, **scenario}}).assemblyai
    service = AssemblyService(chosen)
    with Runner([service]) as runner:
        monkeypatch.setenv("ANAMCTL_STT_URL", runner.url("assemblyai"))
        monkeypatch.setenv("ASSEMBLYAI_API_KEY", KEY if chosen.key == "another" else chosen.key)
        yield Served(service, runner.url("assemblyai"))
    assert [record.bug for record in service.records.all if record.bug] == []


def silence(path: Path, seconds: float) -> Path:
    """Write a file of silence."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(bytes(round(seconds * RATE) * 2))
    return path


def events(text: str) -> list[dict[str, Any]]:
    """Read JSON lines."""
    return [json.loads(line) for line in text.splitlines()]
