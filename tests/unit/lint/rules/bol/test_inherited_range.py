"""BOL330: a number and a model from two places (E7 after layering)."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.bol import inherited_range, value_range
from tests.unit.lint.rules.bol.samples import ask, bare, one, tools, where


def sarvam(config):
    return f"{{provider: sarvam, provider_config: {{{config}}}}}"


def layered(base, entry, **options):
    return tools(synthesizer=sarvam(base), hi=f"{{synthesizer: {sarvam(entry)}}}", **options)


def test_the_entry_names_a_model_that_the_bases_number_does_not_fit():
    text = layered("model: 'bulbul:v2', speed: 2.5", "model: 'bulbul:v3'")
    found = one(inherited_range, text)

    assert (found.place, found.text) == (where(text, "2.5"), "2.5")
    assert found.message == 'speed 2.5 does not fit "bulbul:v3", the model of "hi"'
    assert found.label == "expected 0.5 to 2; the entry names the model"
    assert found.severity is Severity.ERROR
    assert not ask(value_range, text)


def test_the_entry_gives_a_number_that_the_bases_model_does_not_take():
    text = layered("model: 'bulbul:v4-flash'", "speed: 0.4")
    found = one(inherited_range, text)

    assert (found.place, found.text) == (where(text, "0.4"), "0.4")
    assert found.label == "expected 0.5 to 2; the model comes from the base"


def test_a_dropped_language_is_only_suspicious():
    text = layered("model: 'bulbul:v3'", "speed: 0.4", enabled="false")

    assert one(inherited_range, text).severity is Severity.WARNING


@pytest.mark.parametrize(
    ("base", "entry"),
    [
        ("model: 'bulbul:v2', speed: 2", "model: 'bulbul:v3'"),
        ("model: 'bulbul:v2', speed: 0.5", "model: 'bulbul:v3'"),
        ("model: 'bulbul:v2'", "speed: 2.5"),
        ("model: 'bulbul:v3', speed: 2.5", ""),  # wrong where it stands: BOL308
        ("model: 'bulbul:v2'", "model: 'bulbul:v3', speed: 2.5"),  # as well
        ("model: 'bulbul:v2', speed: 9", "model: 'bulbul:v3'"),  # wrong for every model: BOL308
        ("model: 'bulbul:v2', speed: fast", "model: 'bulbul:v3'"),  # a wrong type: BOL305
        ("model: 'bulbul:v2', speed: true", "model: 'bulbul:v3'"),
        ("model: 'bulbul:v2', speed: 2.5", "model: [v3]"),
        ("speed: 2.5", "voice: a"),
    ],
)
def test_bounds_and_near_misses_pass(base, entry):
    assert not ask(inherited_range, layered(base, entry))


def test_another_provider_inherits_nothing():
    text = tools(synthesizer="{provider: openai, provider_config: {speed: 2.5}}", hi=f"{{synthesizer: {sarvam('')}}}")

    assert not ask(inherited_range, text)
    assert not ask(inherited_range, bare(hi=f"{{synthesizer: {sarvam('speed: 2.5')}}}"))
