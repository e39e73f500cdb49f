"""Files to check, and what a call gave."""

from __future__ import annotations

from typing import NamedTuple, Protocol

PERSONA = """\
personaConfig:
  name: Concierge
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  languageCode: en
  systemPrompt: You are a hotel concierge. Keep answers short.
"""
WRONG = PERSONA.replace("languageCode: en", "languageCode: jp")
"""An error: LNG101 at 6:17."""
DOUBTFUL = PERSONA.replace("name: Concierge", "name: no")
"""A warning: YML008 at 2:9."""


class Result(NamedTuple):
    code: int
    out: str
    err: str


class Anamctl(Protocol):
    """Run `anamctl ARGUMENTS`."""

    def __call__(self, *arguments: str, stdin: bytes = b"") -> Result: ...
