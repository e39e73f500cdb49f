"""A network for tests of the REST client: answers what was laid out, and remembers what was asked."""

from __future__ import annotations

import asyncio
import inspect
import json
from typing import TYPE_CHECKING, Any

import httpx

from anamctl.anam.access import Access
from anamctl.anam.requests import PATIENCE
from anamctl.anam.rest import AnamClient
from anamctl.secret import Secret

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from anamctl.retrying import Patience

KEY = "anam-very-secret-key"
TOKEN = "eyJh.eyJ0eXBlIjoiZXBoZW1lcmFsIiwiZXhwIjo0MDAwMDAwMDAwfQ.very-secret-signature"
AVATAR = "30fa96d0-26c4-4e55-94a0-517025942e18"
VOICE = "6bfbe25a-979d-40f3-a92b-5394170af54b"
LLM = "a7cf662c-2ace-4de1-a21e-ef0fbf144bb7"
PROMPT = "You are the very secret concierge of a hotel that nobody may know about."
BODY = {"personaConfig": {"avatarId": AVATAR, "voiceId": VOICE, "llmId": LLM, "systemPrompt": PROMPT}}
ENGINE = {
    "sessionId": "s-1",
    "engineHost": "connect-eu.anam.ai/v1/webrtc/engines/e1",
    "engineProtocol": "https",
    "signallingEndpoint": "/v1/webrtc/engines/e1/ws",
    "clientConfig": {"iceServers": [{"urls": "turn:x", "username": "u", "credential": "very-secret-turn"}]},
}


class Wire:
    """Answers requests with what was laid out, one after the other; a callable answers by itself."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.requests: list[httpx.Request] = []
        self.slept: list[float] = []
        self.told: list[str] = []

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self.answers.pop(0)
        while callable(answer):
            answer = answer(request)
            if inspect.isawaitable(answer):
                answer = await answer
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, httpx.Response):
            return answer
        status, data, *headers = answer
        return httpx.Response(status, json=data, headers=headers[0] if headers else None)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    @property
    def asked(self) -> list[str]:
        return [f"{request.method} {request.url.path}" for request in self.requests]

    def sent(self, place: int = 0) -> Any:
        return json.loads(self.requests[place].content)


def client(wire: Wire, url: str = "https://anam.example", patience: Patience = PATIENCE) -> AnamClient:
    return AnamClient(
        Access(url, Secret(KEY), "the test", "ANAM_TEST_KEY from the environment"),
        transport=httpx.MockTransport(wire),
        sleep=wire.sleep,
        chance=lambda: 1.0,
        tell=wire.told.append,
        patience=patience,
    )


def run(wire: Wire, use: Callable[[AnamClient], Awaitable[Any]], url: str = "https://anam.example") -> Any:
    """Use a client in a loop of its own, and give what comes of it."""

    async def main() -> Any:
        async with client(wire, url) as api:
            return await use(api)

    return asyncio.run(main())
