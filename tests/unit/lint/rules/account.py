"""An account for the rules that ask about ids."""

from __future__ import annotations

from typing import Any

from anamctl.lint.account import FACT, Account, Item, Listed
from anamctl.lint.rules import online_codes
from anamctl.lint.runner import Linter, Selection

CARA = "30fa96d0-26c4-4e55-94a0-517025942e18"
LIV = "071b0286-4cce-4808-bee2-e642f1062de3"
SOPHIE = "6bfbe25a-979d-40f3-a92b-5394170af54b"
LUCY = "de23e340-1416-4dd8-977d-065a7ca11697"
LLM = "a7cf662c-2ace-4de1-a21e-ef0fbf144bb7"
SAVED = "89c726f6-069f-4cb1-8628-e78d2f0d1d3e"
TOOL = "5f0c1a52-8f0e-4b6f-9a44-7f1f6a2b3c4d"

ACCOUNT = Account(
    {
        "avatarId": Listed(
            "avatar",
            "an avatar",
            "anamctl avatars",
            {CARA: Item("Cara", models=("cara-3", "cara-4")), LIV: Item("Liv", models=("cara-3",))},
        ),
        "voiceId": Listed(
            "voice",
            "a voice",
            "anamctl voices",
            {
                SOPHIE: Item("Sophie", country="", words="Sophie · calm", is_multilingual=True),
                LUCY: Item("Lucy", country="GB", words="Lucy · fresh, also in French", is_multilingual=True),
            },
        ),
        "llmId": Listed("language model", "a language model", "anamctl llms", {LLM: Item("GPT")}),
        "personaId": Listed("saved persona", "a saved persona", "anamctl personas", {SAVED: Item("Lobby")}),
        "toolIds": Listed("tool", "a tool", "", {TOOL: Item("weather")}),
    }
)
FACTS: dict[str, Any] = {FACT: ACCOUNT, "voices": {SOPHIE: ("CARTESIA", "sonic-3"), LUCY: ("ELEVENLABS", "eleven_v2")}}


def linter(code: str) -> Linter:
    """Make what lints a case of a rule: with an account when the rule needs one."""
    return Linter(Selection(), {}, facts=FACTS if code in online_codes() else None)
