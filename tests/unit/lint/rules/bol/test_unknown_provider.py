"""BOL306: providers (E5)."""

from __future__ import annotations

import pytest

from anamctl.bolna import tables
from anamctl.definitions.shape import providers
from anamctl.lint.finding import Severity
from anamctl.lint.rules.bol import unknown_provider
from tests.unit.lint.rules.bol.samples import ask, bare, one, tools

KEEP = "if Bolna has added it, keep it with # anamctl: ignore[BOL306]"


def speaks(provider):
    return bare(hi=f"{{synthesizer: {{provider: {provider}, provider_config: {{}}}}}}")


def hears(provider):
    return tools(transcriber=f"{{provider: {provider}, model: m, language: en}}")


@pytest.mark.parametrize(
    ("text", "place", "message", "label"),
    [
        (speaks("elevenlab"), "5:34", 'unknown synthesizer provider "elevenlab" of "hi"', 'did you mean "elevenlabs"?'),
        (speaks("azure"), "5:34", 'unknown synthesizer provider "azure" of "hi"', 'did you mean "azuretts"?'),
        (speaks("Sarvam"), "5:34", 'unknown synthesizer provider "Sarvam" of "hi"', 'did you mean "sarvam"?'),
        (hears("assemblyai"), "2:27", 'unknown transcriber provider "assemblyai"', 'did you mean "assembly"?'),
        (hears("azuretts"), "2:27", 'unknown transcriber provider "azuretts"', 'did you mean "azure"?'),
    ],
)
def test_the_nearest_provider_is_named(text, place, message, label):
    found = one(unknown_provider, text)

    assert (found.place, found.message, found.label) == (place, message, label)
    assert found.severity is Severity.ERROR
    assert found.notes[0].startswith("known: ")
    assert found.notes[1] == KEEP


def test_without_an_idea_all_are_listed():
    found = one(unknown_provider, speaks("quux"))

    assert found.label == "known: " + ", ".join(tables.SYNTHESIZERS)
    assert found.notes == (KEEP,)
    assert found.fix is None


def test_a_part_of_a_name_is_only_asked_about():
    found = one(unknown_provider, speaks("eleven"))

    assert found.label == 'did you mean "elevenlabs"?'
    assert found.fix is None


def test_capitals_and_separators_are_a_safe_fix():
    found = one(unknown_provider, speaks("Eleven_Labs"))

    assert found.fix is not None
    assert found.fix.safe
    assert found.fixed == speaks("elevenlabs")


@pytest.mark.parametrize(("written", "meant"), [("azure", "azuretts"), ("sarvan", "sarvam")])
def test_another_word_is_an_unsafe_fix(written, meant):
    found = one(unknown_provider, speaks(written))

    assert found.fix is not None
    assert not found.fix.safe
    assert found.fixed == speaks(meant)


def test_a_dropped_language_is_only_suspicious():
    text = bare(enabled="false", hi="{synthesizer: {provider: quux, provider_config: {}}}")

    assert one(unknown_provider, text).severity is Severity.WARNING


def test_a_base_provider_is_reported_once_and_not_for_each_language():
    text = tools(transcriber="{provider: quux, model: m, language: en}")

    assert one(unknown_provider, text).place == "2:27"


@pytest.mark.parametrize("provider", tables.SYNTHESIZERS)
def test_every_synthesizer_is_known(provider):
    assert not ask(unknown_provider, speaks(provider))


@pytest.mark.parametrize("provider", tables.TRANSCRIBERS)
def test_every_transcriber_is_known(provider):
    assert not ask(unknown_provider, hears(provider))


def test_the_language_tables_know_the_same_providers():
    assert set(providers("synthesizer")) == set(tables.SYNTHESIZERS)
    assert set(providers("transcriber")) == set(tables.TRANSCRIBERS)


@pytest.mark.parametrize("text", [speaks("${SPEAKER}"), speaks("7"), "agent_config: {tasks: [{task_type: chat}]}\n"])
def test_near_misses_pass(text):
    assert not ask(unknown_provider, text)
