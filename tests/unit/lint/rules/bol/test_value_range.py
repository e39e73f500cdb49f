"""BOL308: ranges (E7)."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.bol import value_range
from tests.unit.lint.rules.bol.samples import ask, bare, one, tools, where

RANGES = [
    ("elevenlabs", "m", "temperature", 0, 1),
    ("elevenlabs", "m", "similarity_boost", 0, 1),
    ("elevenlabs", "m", "speed", 0.7, 1.2),
    ("elevenlabs", "m", "style", 0, 1),
    ("openai", "m", "speed", 0.25, 4),
    ("custom", "m", "speed", 0.25, 4),
    ("deepgram", "m", "speed", 0.7, 1.5),
    ("azuretts", "m", "speed", 0.5, 2),
    ("cartesia", "m", "speed", 0.6, 1.5),
    ("cartesia", "m", "volume", 0.5, 2),
    ("smallest", "m", "speed", 0.5, 2),
    ("sarvam", '"bulbul:v2"', "speed", 0.3, 3),
    ("sarvam", '"bulbul:v3"', "speed", 0.5, 2),
    ("sarvam", '"bulbul:v4-flash"', "speed", 0.5, 2),
    ("sarvam", '"bulbul:v3"', "loudness", 0.3, 3),
    ("rime", "m", "time_scale_factor", 0.4, 2.5),
    ("soniox", "m", "speed", 0.7, 1.3),
]


def speaks(provider, model, key, value):
    return bare(hi=f"{{synthesizer: {{provider: {provider}, provider_config: {{model: {model}, {key}: {value}}}}}}}")


@pytest.mark.parametrize(("provider", "model", "key", "low", "high"), RANGES)
def test_bounds_are_part_of_the_range(provider, model, key, low, high):
    assert not ask(value_range, speaks(provider, model, key, low))
    assert not ask(value_range, speaks(provider, model, key, high))


@pytest.mark.parametrize(("provider", "model", "key", "low", "high"), RANGES)
def test_just_outside_is_an_error(provider, model, key, low, high):
    for value in (low - 0.001, high + 0.001):
        text = speaks(provider, model, key, value)
        found = one(value_range, text)

        assert found.text == str(value)
        assert found.place == where(text, f"{key}: {value}", skip=f"{key}: ")
        assert found.message == f'{key} of "hi" is {value:g}'
        assert found.label.startswith(f"expected {low:g} to {high:g}")
        assert found.severity is Severity.ERROR


def test_the_model_that_narrows_a_range_is_named():
    assert one(value_range, speaks("sarvam", '"bulbul:v3"', "speed", 2.5)).label == 'expected 0.5 to 2 with "bulbul:v3"'


@pytest.mark.parametrize(
    ("value", "shown"), [(".inf", "infinite"), ("-.inf", "infinite"), (".nan", "NaN, not a number")]
)
def test_what_is_no_number_says_so(value, shown):
    found = one(value_range, speaks("openai", "m", "speed", value))

    assert found.message == f'speed of "hi" is {shown}'
    assert found.notes == ("JSON has no such number",)


def test_a_base_is_judged_once():
    base = "{provider: openai, provider_config: {voice: a, model: m, speed: 5}}"

    assert one(value_range, tools(synthesizer=base)).message == "speed is 5"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("agent_config: {calling_guardrails: {call_end_hour: 24}}\n", "expected 0 to 23"),
        (
            tools(transcriber="{provider: assembly, language: en, assemblyai_config: {vad_threshold: 1.5}}"),
            "expected 0 to 1",
        ),
        (
            tools(transcriber="{provider: assembly, language: en, assemblyai_config: {min_turn_silence: -1}}"),
            "expected at least 0",
        ),
    ],
)
def test_what_only_published_models_refuse_is_a_warning(text, label):
    found = one(value_range, text)

    assert found.label == label
    assert found.severity is Severity.WARNING


def test_a_dropped_object_is_only_suspicious():
    text = bare(enabled="false", hi="{synthesizer: {provider: openai, provider_config: {speed: 5}}}")

    assert one(value_range, text).severity is Severity.WARNING


@pytest.mark.parametrize(
    "text",
    [
        speaks("openai", "m", "speed", "null"),
        speaks("openai", "m", "speed", "fast"),  # a wrong type: BOL305
        speaks("quux", "m", "speed", 99),
        speaks("elevenlabs", "m", "speeed", 99),
    ],
)
def test_near_misses_pass(text):
    assert not ask(value_range, text)
