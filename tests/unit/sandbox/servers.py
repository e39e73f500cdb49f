"""Services on loopback for a test, and what they take, written from the documentation of their APIs."""

from __future__ import annotations

from contextlib import contextmanager
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import httpx

from anamctl.sandbox.anam.service import AnamService
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


AVATAR = "30fa96d0-26c4-4e55-94a0-517025942e18"
VOICE = "6bfbe25a-979d-40f3-a92b-5394170af54b"
LLM = "a7cf662c-2ace-4de1-a21e-ef0fbf144bb7"
NOBODY = "00000000-0000-4000-8000-000000000000"
PERSONA: dict[str, Any] = {"avatarId": AVATAR, "voiceId": VOICE, "llmId": LLM, "languageCode": "fr"}


class Anam:
    """A running Anam, and a plain client with its key, which knows nothing of ours."""

    def __init__(self, service: AnamService, url: str, client: httpx.Client) -> None:
        self.service = service
        self.url = url
        self.client = client
        self.sessions = service.sessions

    def mint(self, **persona: Any) -> str:
        """Give a token."""
        response = self.client.post("/v1/auth/session-token", json={"personaConfig": {**PERSONA, **persona}})
        assert response.status_code == 200, response.text
        token: str = response.json()["sessionToken"]
        return token

    def start(self, token: str = "", **body: Any) -> httpx.Response:
        """Start an engine with a token, a new one when there is none."""
        headers = {"Authorization": f"Bearer {token or self.mint()}"}
        return self.client.post("/v1/engine/session", headers=headers, json=body)


@contextmanager
def anam(**scenario: Any) -> Iterator[Anam]:
    """Serve Anam with a scenario as a file would say it."""
    service = AnamService(Scenario.model_validate({"anam": scenario}).anam)
    headers = {"Authorization": f"Bearer {service.scenario.key}"}
    with (
        Runner([service]) as runner,
        httpx.Client(base_url=runner.url("anam"), headers=headers, trust_env=False) as client,
    ):
        yield Anam(service, runner.url("anam"), client)
