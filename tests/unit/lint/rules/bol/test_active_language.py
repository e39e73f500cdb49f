"""BOL302: the language that the call opens in (V2)."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.bol import active_language
from tests.unit.lint.rules.bol.samples import OPENAI, agent, ask, bare, one, tools

ENTRY = f"{{synthesizer: {OPENAI}}}"


def test_the_message_is_that_of_the_screen():
    found = one(active_language, bare(active="pt", en=ENTRY, hi=ENTRY, ta=ENTRY))

    assert (found.place, found.text) == ("3:20", "pt")
    assert found.message == 'active_language "pt" is not among the languages'
    assert found.label == "one of: en, hi, ta"
    assert found.notes == ('Bolna answers this with "Invalid multilingual config" and saves nothing',)
    assert found.severity is Severity.ERROR
    assert found.fix is None


def test_left_out_it_means_english():
    found = one(active_language, tools(active="", hi=ENTRY, ta=ENTRY))

    assert (found.place, found.text) == ("6:5", "languages")
    assert found.message == 'active_language is left out and means "en", which is not among the languages'
    assert found.label == "add active_language, one of: hi, ta"
    assert found.notes == ('Bolna answers this with "Invalid multilingual config" and saves nothing',)
    assert found.severity is Severity.ERROR


@pytest.mark.parametrize(("written", "meant"), [("hi-IN", "hi"), ("HI", "hi"), ("hi_IN", "hi"), ('"hi-IN"', '"hi"')])
def test_another_form_of_one_key_can_be_fixed(written, meant):
    text = bare(active=written, en=ENTRY, hi=ENTRY)
    found = one(active_language, text)

    assert found.fix is not None
    assert found.fix.safe
    assert found.fix.title == "write hi"
    assert found.fixed == text.replace(f"active_language: {written}", f"active_language: {meant}")
    assert not ask(active_language, found.fixed or "")


def test_two_keys_of_the_language_are_not_chosen_from():
    assert one(active_language, bare(active="en", en_US=ENTRY, en_GB=ENTRY)).fix is None


@pytest.mark.parametrize("active", ["pt", ""])
def test_a_dropped_object_is_only_suspicious(active):
    found = one(active_language, bare(enabled="false", active=active, ta=ENTRY, hi=ENTRY))

    assert found.severity is Severity.WARNING
    assert not found.notes


@pytest.mark.parametrize(
    "text",
    [
        bare(),
        bare(active="", en=ENTRY, hi=ENTRY),
        bare(active="hi"),
        bare(active="${OPENING}"),  # nobody knows
        bare(active="12"),  # a wrong type: BOL305
        "multilingual_config: {enabled: true, active_language: pt, languages: {}}\n",  # BOL301
        agent(tools()),
        "tools_config: {multilingual_config: null}\n",
    ],
)
def test_near_misses_pass(text):
    assert not ask(active_language, text)
