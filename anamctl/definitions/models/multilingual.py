"""Bolna's `multilingual_config`, as people write it."""
# ruff: noqa: TC001  # pydantic reads the annotations at run time

from __future__ import annotations

from pydantic import ConfigDict

from anamctl.definitions.models.base import BolnaShape, known, needed
from anamctl.definitions.models.synthesizer import LanguageSynthesizer
from anamctl.definitions.models.transcriber import LanguageTranscriber


class LanguageConfig(BolnaShape):
    """One language of an agent. It starts from the agent's transcriber and synthesizer."""

    model_config = ConfigDict(json_schema_extra={"x-keys": "open"})

    synthesizer: LanguageSynthesizer = needed()
    """Who speaks this language."""
    transcriber: LanguageTranscriber = known()
    """Who listens. Left out: the agent's transcriber, with this language."""
    system_prompt: str | None = known()
    """The whole prompt while this language is active, in its own script. Replaces the agent's prompt."""
    handoff_message: str | None = known()
    """Said around the switch. Knows `{agent_name}` and `{language}`."""
    agent_name: str | None = known()
    """Name of the agent in this language."""


class MultilingualConfig(BolnaShape):
    """The languages of an agent. Dropped by Bolna unless `enabled` is true."""

    model_config = ConfigDict(json_schema_extra={"x-keys": "open", "x-when": "enabled"})

    enabled: bool = known({"x-expected": True, "x-confidence": {"missing": "inferred"}})
    """True makes the agent multilingual; otherwise the whole object is dropped."""
    active_language: str = known()
    """Language that the call opens in, one of the keys of `languages`. Left out: `en`."""
    languages: dict[str, LanguageConfig] = needed({"x-key-format": "bolna-language"}, min_length=2)
    """At least two languages; the key is Bolna's code (ISO 639-1, and `od` for Odia)."""
    switch_tool_description: str | None = known()
    """Replaces the description of the tool `switch_language`."""
    language_switch_trigger: str = known({"x-confidence": "inferred"}, examples=["requested_or_auto_detected"])
    """When a call may change its language."""
