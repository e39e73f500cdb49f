"""The command line against a Bolna on loopback."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest

from anamctl.definitions import emit
from tests.unit.sandbox.servers import KEY, Bolna, agent, bolna, languages

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def slept(monkeypatch) -> list[float]:
    """Note how long would have been waited, and wait for nothing."""
    seconds: list[float] = []
    monkeypatch.setattr("anamctl.cli.agent.service.sleep", seconds.append)
    return seconds


@pytest.fixture(scope="module")
def quiet_bolna():
    """Serve a Bolna in which nothing goes wrong; stopping one takes a tenth of a second."""
    with bolna() as server:
        yield server


@pytest.fixture
def server(quiet_bolna: Bolna, monkeypatch) -> Bolna:
    """Lead the command line to a Bolna without agents in which nothing goes wrong."""
    for record in quiet_bolna.store.all():
        quiet_bolna.store.remove(record.id)
    quiet_bolna.journal.exchanges.clear()
    lead(monkeypatch, quiet_bolna)
    return quiet_bolna


@pytest.fixture
def serve(monkeypatch, slept):
    """Lead the command line to a Bolna with a scenario."""
    with ExitStack() as stack:

        def start(**scenario: Any) -> Bolna:
            found = stack.enter_context(bolna(**scenario))
            lead(monkeypatch, found)
            return found

        yield start


def lead(monkeypatch: pytest.MonkeyPatch, found: Bolna) -> None:
    monkeypatch.setenv("BOLNA_API_URL", found.url)
    monkeypatch.setenv("BOLNA_API_KEY", KEY)


@pytest.fixture
def write(tmp_path: Path):
    """Write a definition, in order when nothing is said."""

    def write(body=None, name: str = "a.yaml") -> Path:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(emit.document(body or agent(languages("hi", "ta"))), encoding="utf-8")
        return path

    return write


@pytest.fixture
def terminal(monkeypatch) -> None:
    """Let stdin and stderr be a terminal."""
    monkeypatch.setattr("anamctl.cli.asking.is_terminal", lambda _: True)
