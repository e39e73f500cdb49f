"""BOL307: ElevenLabs wants voice and voice_id (E6)."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.bol import elevenlabs_voice
from tests.unit.lint.rules.bol.samples import ask, bare, one, tools, where

BASE = "{provider: elevenlabs, provider_config: {voice: V, voice_id: v, model: m}}"


def entry(config):
    return f"{{synthesizer: {{provider: elevenlabs, provider_config: {{{config}}}}}}}"


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ("voice_id: v, model: m", 'elevenlabs of "hi" has no voice'),
        ("voice: V, model: m", 'elevenlabs of "hi" has no voice_id'),
        ("model: m", 'elevenlabs of "hi" has no voice and no voice_id'),
        ('voice: "", voice_id: v, model: m', 'elevenlabs of "hi" has no voice'),
    ],
)
def test_both_are_wanted(config, message):
    text = tools(hi=entry(config))
    found = one(elevenlabs_voice, text)

    assert found.message == message
    assert found.label == "needs both voice and voice_id"
    assert found.text == "provider_config"
    assert found.place == where(text, "elevenlabs, provider_config", skip="elevenlabs, ")
    assert found.severity is Severity.WARNING
    assert found.notes == (
        "Bolna's documentation shows one without voice; its service and its published models refuse it",
    )


def test_what_the_base_lacks_is_reported_there_and_once():
    text = tools(
        synthesizer="{provider: elevenlabs, provider_config: {voice_id: v, model: m}}",
        en=entry("voice_id: w"),
        hi=entry(""),
    )
    found = one(elevenlabs_voice, text)

    assert found.message == "elevenlabs has no voice"
    assert found.place == "3:39"


def test_a_base_of_an_agent_with_one_language_counts():
    text = "tools_config:\n  synthesizer: {provider: elevenlabs, provider_config: {voice: V, model: m}}\n"

    assert one(elevenlabs_voice, text).message == "elevenlabs has no voice_id"


def test_another_provider_in_the_base_brings_nothing():
    assert one(elevenlabs_voice, tools(hi=entry("voice_id: v"))).message == 'elevenlabs of "hi" has no voice'


@pytest.mark.parametrize(
    "text",
    [
        bare(hi=entry("voice: V, voice_id: v, model: m")),
        bare(hi=entry("voice: V, voice_id: v")),  # the model: BOL322
        tools(synthesizer=BASE, hi=entry("")),
        tools(synthesizer=BASE, hi=entry("voice_id: w")),
        bare(hi=entry("voice: ${VOICE}, voice_id: v")),
        bare(hi=entry("voice: null, voice_id: v")),  # a wrong type: BOL305
        bare(hi="{synthesizer: {provider: sarvam, provider_config: {}}}"),
        tools(synthesizer=BASE, hi="{synthesizer: {provider: sarvam, provider_config: {}}}"),
    ],
)
def test_near_misses_pass(text):
    assert not ask(elevenlabs_voice, text)
