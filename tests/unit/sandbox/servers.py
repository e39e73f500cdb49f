"""A Bolna on loopback for a test, and agents that it takes, written from the documentation of its API."""

from __future__ import annotations

from contextlib import contextmanager
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from anamctl.sandbox.bolna.service import BolnaService
from anamctl.sandbox.runner import Runner
from anamctl.sandbox.scenario.files import Scenario

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = "bn-sandbox"

BASE: dict[str, Any] = {
    "agent_config": {
        "agent_name": "Parcels",
        "agent_welcome_message": "Hello.",
        "tasks": [
            {
                "task_type": "conversation",
                "toolchain": {"execution": "parallel", "pipelines": [["transcriber", "llm", "synthesizer"]]},
                "tools_config": {
                    "input": {"provider": "plivo", "format": "wav"},
                    "output": {"provider": "plivo", "format": "wav"},
                    "llm_agent": {"llm_config": {"provider": "openai", "model": "gpt-4.1-mini", "temperature": 0.2}},
                    "transcriber": {"provider": "sarvam", "model": "saaras:v4", "language": "hi", "endpointing": 250},
                    "synthesizer": {
                        "provider": "sarvam",
                        "buffer_size": 220,
                        "provider_config": {"voice": "Anushka", "voice_id": "anushka", "model": "bulbul:v2"},
                    },
                },
            }
        ],
    },
    "agent_prompts": {"task_1": {"system_prompt": "You answer the phone."}},
}
ENTRY = {"synthesizer": {"provider": "sarvam", "provider_config": {"voice": "Vidya", "voice_id": "vidya"}}}


def agent(multilingual: Any = ..., **tools: Any) -> dict[str, Any]:
    """Give a body with other tools; without languages when left out."""
    body = deepcopy(BASE)
    own = body["agent_config"]["tasks"][0]["tools_config"]
    if multilingual is not ...:
        own["multilingual_config"] = deepcopy(multilingual)
    own.update(deepcopy(tools))
    return body


def languages(*codes: str, **more: Any) -> dict[str, Any]:
    """Give an enabled `multilingual_config`; the first code is the active language."""
    return {
        "enabled": True,
        "active_language": codes[0],
        "languages": {code: deepcopy(ENTRY) for code in codes},
        **more,
    }


class Bolna:
    """A running Bolna."""

    def __init__(self, service: BolnaService, url: str) -> None:
        self.service = service
        self.url = url
        self.journal = service.journal
        self.store = service.store

    @property
    def bodies(self) -> list[dict[str, Any]]:
        """What it keeps."""
        return [record.body for record in self.store.all()]

    def add(self, body: dict[str, Any], id_: str = "") -> str:
        """Let somebody else make an agent."""
        return self.store.add(deepcopy(body), id_).id


@contextmanager
def bolna(state: str = "", **scenario: Any) -> Iterator[Bolna]:
    """Serve Bolna with a scenario as a file would say it."""
    service = BolnaService(Scenario.model_validate({"bolna": scenario}).bolna, state=state)
    with Runner([service]) as runner:
        yield Bolna(service, runner.url("bolna"))
