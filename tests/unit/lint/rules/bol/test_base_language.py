"""BOL313: the language of the base transcriber (E12)."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.bol import base_language
from tests.unit.lint.rules.bol.samples import OPENAI, agent, ask, bare, one, tools

MUTE = "{provider: deepgram, model: nova-3}"


def test_the_base_of_several_languages_needs_one():
    text = tools(transcriber=MUTE, active="hi")
    found = one(base_language, text)

    assert (found.place, found.text) == ("2:3", "transcriber")
    assert found.message == "the base transcriber has no language"
    assert found.label == "a call reads it, also when every language brings its own"
    assert found.severity is Severity.ERROR
    assert found.fix is not None
    assert not found.fix.safe
    assert found.fixed == text.replace(MUTE, "{language: hi, provider: deepgram, model: nova-3}")
    assert not ask(base_language, found.fixed or "")


def test_the_base_of_one_language_needs_one_too():
    found = one(base_language, f"tools_config:\n  transcriber: {MUTE}\n")

    assert found.severity is Severity.ERROR
    assert found.fix is None


def test_an_active_language_that_is_not_there_is_not_written():
    assert one(base_language, tools(transcriber=MUTE, active="pt")).fix is None


@pytest.mark.parametrize(
    ("transcriber", "place", "message"),
    [("null", "2:3", "the base transcriber is null"), ("", "1:1", "tools_config has no base transcriber")],
)
def test_several_languages_need_a_base(transcriber, place, message):
    found = one(base_language, tools(transcriber=transcriber))

    assert (found.place, found.message) == (place, message)
    assert found.severity is Severity.ERROR


def test_the_place_in_a_whole_agent():
    assert one(base_language, agent(tools(transcriber=MUTE))).place == "7:9"


@pytest.mark.parametrize(
    "text",
    [
        tools(),
        bare(),
        tools(transcriber="{provider: deepgram, language: null}"),  # a wrong type: BOL305
        tools(transcriber="[]"),
        tools(transcriber="", enabled="false"),  # the field: BOL327
        f"tools_config: {{synthesizer: {OPENAI}}}\n",
        "tools_config: {s2s: {}, multilingual_config: {enabled: true, languages: {}}}\n",  # hears by itself
    ],
)
def test_near_misses_pass(text):
    assert not ask(base_language, text)
