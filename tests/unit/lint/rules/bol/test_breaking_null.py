"""BOL314: nulls of the expanded form (E13)."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.bol import breaking_null
from tests.unit.lint.rules.bol.samples import ask, bare, one

POOL = "multilingual: {en: {provider: openai, provider_config: {}}}"


def speaks(rest):
    return f"tools_config:\n  synthesizer: {{provider: openai, provider_config: {{}}, {rest}}}\n"


def hears(rest):
    return f"tools_config:\n  transcriber: {{provider: deepgram, language: en, {rest}}}\n"


def test_a_pool_of_synthesizers_must_not_be_null():
    found = one(breaking_null, speaks("multilingual: null"))

    assert (found.place, found.text) == ("2:56", "multilingual")
    assert found.message == "multilingual of the synthesizer is null"
    assert found.label == "leave the key out"
    assert found.notes == ("a call with several languages asks whether multilingual is there, not what it holds",)
    assert found.severity is Severity.ERROR


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (speaks(f"active: null, {POOL}"), "synthesizer"),
        (hears("active: null, multilingual: {en: {provider: deepgram, model: m, language: en}}"), "transcriber"),
    ],
)
def test_the_active_language_of_a_pool_must_not_be_null(text, part):
    found = one(breaking_null, text)

    assert found.message == f"active of the {part} is null"
    assert found.severity is Severity.ERROR


@pytest.mark.parametrize("text", [hears("active: null, multilingual: null"), speaks("active: null")])
def test_without_a_pool_nobody_reads_it(text):
    assert one(breaking_null, text).severity is Severity.WARNING


@pytest.mark.parametrize(
    "text",
    [
        hears("multilingual: null"),
        speaks("buffer_size: null"),
        speaks("multilingual: 3"),  # another wrong type: BOL305
        bare(hi="null"),
        bare(hi="{synthesizer: null}"),
    ],
)
def test_near_misses_pass(text):
    assert not ask(breaking_null, text)
