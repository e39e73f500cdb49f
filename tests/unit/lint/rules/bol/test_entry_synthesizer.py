"""BOL303: what every language must say about its voice (E2)."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.bol import entry_synthesizer
from tests.unit.lint.rules.bol.samples import OPENAI, ask, bare, one, tools


@pytest.mark.parametrize(
    ("entry", "place", "text", "message"),
    [
        ("{system_prompt: Hallo}", "5:5", "hi", '"hi" has no synthesizer'),
        ("{synthesizer: {provider_config: {voice: a}}}", "5:10", "synthesizer", 'synthesizer of "hi" has no provider'),
        ("{synthesizer: {provider: openai}}", "5:10", "synthesizer", 'synthesizer of "hi" has no provider_config'),
    ],
)
def test_what_is_missing_is_named(entry, place, text, message):
    found = one(entry_synthesizer, bare(hi=entry, en=f"{{synthesizer: {OPENAI}}}"))

    assert (found.place, found.text, found.message) == (place, text, message)
    assert found.severity is Severity.ERROR
    assert found.label


def test_both_can_be_missing():
    found = ask(entry_synthesizer, tools(hi="{synthesizer: {}}", en=f"{{synthesizer: {OPENAI}}}"))

    assert {one.message for one in found} == {
        'synthesizer of "hi" has no provider',
        'synthesizer of "hi" has no provider_config',
    }
    assert {one.place for one in found} == {"8:12"}


def test_a_dropped_entry_is_only_suspicious():
    assert one(entry_synthesizer, bare(enabled="false", hi="{}")).severity is Severity.WARNING


@pytest.mark.parametrize(
    "text",
    [
        bare(),
        tools(en="{synthesizer: {provider: openai, provider_config: {}}}"),
        "tools_config: {synthesizer: {provider_config: {}}}\n",  # the base: BOL327
        bare(hi="{synthesizer: {provider: openai, provider_config: {}}, transcriber: {}}"),  # BOL304
        bare(en="{synthesizer: null}"),  # a wrong type: BOL305
    ],
)
def test_near_misses_pass(text):
    assert not ask(entry_synthesizer, text)
