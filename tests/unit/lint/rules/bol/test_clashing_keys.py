"""BOL312: a key on both levels of a synthesizer (E11)."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.bol import clashing_keys
from tests.unit.lint.rules.bol.samples import ask, bare, one, tools, where


def entry(config="", beside="", provider="openai"):
    return f"{{synthesizer: {{provider: {provider}, {beside}provider_config: {{{config}}}}}}}"


def base(config="voice: V", beside=""):
    return f"{{provider: openai, {beside}provider_config: {{{config}}}}}"


def test_both_in_one_entry():
    text = bare(hi=entry("speed: 1.1", "speed: 1.2, "))
    found = one(clashing_keys, text)

    assert (found.place, found.text) == (where(text, "1.2"), "1.2")
    assert found.message == 'speed of "hi" stands both in synthesizer and in provider_config'
    assert found.label == "also given inside of provider_config, on line 5"
    assert found.notes == ("a call hands both to the provider in one go, and fails",)
    assert found.severity is Severity.ERROR


def test_the_entrys_part_is_pointed_at_when_the_other_comes_from_the_base():
    inner = tools(synthesizer=base(beside="speed: 1.2, "), hi=entry("speed: 1.1"))
    outer = tools(synthesizer=base("speed: 1.1"), hi=entry(beside="speed: 1.2, "))

    found = one(clashing_keys, inner)
    assert (found.place, found.label) == (where(inner, "1.1"), "also given beside provider_config, on line 3")
    found = one(clashing_keys, outer)
    assert (found.place, found.label) == (where(outer, "1.2"), "also given inside of provider_config, on line 3")


def test_a_clash_of_the_base_is_reported_once():
    text = tools(synthesizer=base("speed: 1.1", "speed: 1.2, "), en=entry(), hi=entry())
    found = one(clashing_keys, text)

    assert found.place == where(text, "1.2")
    assert found.message == "speed stands both in synthesizer and in provider_config"


def test_an_agent_with_one_language_counts():
    text = f"tools_config:\n  synthesizer: {base('speed: 1.1', 'speed: 1.2, ')}\n"

    assert one(clashing_keys, text).place == where(text, "1.2")


def test_a_language_beside_one_that_is_filled_in_clashes():
    text = bare(hi=entry("voice: a", "language: hi, ", "sarvam"))
    found = one(clashing_keys, text)

    assert found.text == "hi"
    assert found.label == "Bolna fills it in inside of provider_config"


def test_a_dropped_language_is_only_suspicious():
    text = bare(enabled="false", hi=entry("speed: 1.1", "speed: 1.2, "))

    assert one(clashing_keys, text).severity is Severity.WARNING


@pytest.mark.parametrize(
    "text",
    [
        bare(hi=entry("speed: 1.1", "buffer_size: 40, ")),
        bare(hi=entry("provider: x, caching: true", "caching: true, ")),  # both are taken out before
        tools(synthesizer=base(beside="speed: 1.2, "), hi=entry("speed: 1.1", provider="custom")),  # replaced
        bare(hi=entry("language: hi", provider="elevenlabs")),
    ],
)
def test_near_misses_pass(text):
    assert not ask(clashing_keys, text)
