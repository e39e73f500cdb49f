"""BOL301: two languages at least (V1)."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.bol import too_few_languages
from tests.unit.lint.rules.bol.samples import OPENAI, ask, bare, one, tools

ENTRY = f"{{synthesizer: {OPENAI}}}"


def test_one_language_is_refused():
    found = one(too_few_languages, bare(en=ENTRY))

    assert (found.place, found.text) == ("4:3", "languages")
    assert found.message == 'languages has only "en"'
    assert found.label == "at least two languages"
    assert found.notes == ('Bolna answers this with "Invalid multilingual config" and saves nothing',)
    assert found.severity is Severity.ERROR
    assert found.pointer == "/multilingual_config/languages"


def test_an_empty_mapping_is_refused():
    found = one(too_few_languages, "multilingual_config: {enabled: true, languages: {}}\n")

    assert (found.place, found.message) == ("1:38", "languages is empty")


def test_no_languages_at_all_are_refused():
    found = one(too_few_languages, "tools_config:\n  multilingual_config: {enabled: true}\n")

    assert (found.place, found.text) == ("2:3", "multilingual_config")
    assert found.message == "multilingual_config has no languages"


@pytest.mark.parametrize("enabled", ["false", ""])
def test_a_dropped_object_is_only_suspicious(enabled):
    found = one(too_few_languages, bare(enabled=enabled, en=ENTRY))

    assert found.severity is Severity.WARNING
    assert not found.notes


@pytest.mark.parametrize(
    "text",
    [
        bare(en=ENTRY, hi=ENTRY),
        tools(),
        bare(en=ENTRY, hi="null"),
        "multilingual_config: {enabled: true, languages: [en]}\n",  # a wrong type: BOL305
        "tools_config: {multilingual_config: null}\n",
    ],
)
def test_two_languages_will_do(text):
    assert not ask(too_few_languages, text)
