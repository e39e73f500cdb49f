"""BOL331: words with two pronunciations."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.bol import repeated_word
from tests.unit.lint.rules.bol.samples import ask, bare, one, tools


def rules(*words):
    listed = "".join(f"\n      - {{word: {word}, say_as: x}}" for word in words)
    return f"tools_config:\n  synthesizer:\n    provider: openai\n    pronunciation_rules:{listed}\n"


@pytest.mark.parametrize("second", ["Bolna", "BOLNA", '" bolna "'])
def test_a_second_pronunciation_is_pointed_at(second):
    found = one(repeated_word, rules("Bolna", "Anam", second))

    assert (found.place, found.text) == ("7:16", second)
    assert found.label == "the first one is on line 5"
    assert found.severity is Severity.WARNING


def test_an_entry_is_reported_where_it_wrote_them():
    listed = "pronunciation_rules: [{word: a, say_as: x}, {word: A, say_as: y}]"
    entry = "{synthesizer: {provider: openai, provider_config: {}}}"
    inherited = tools(synthesizer=f"{{provider: openai, provider_config: {{}}, {listed}}}", en=entry, hi=entry)
    own = bare(hi=f"{{synthesizer: {{provider: openai, provider_config: {{}}, {listed}}}}}")

    assert one(repeated_word, inherited).place.startswith("3:")
    assert one(repeated_word, own).place.startswith("5:")


@pytest.mark.parametrize(
    "text",
    [
        rules("a", "b"),
        rules("1", "1"),  # wrong types: BOL305
        "tools_config: {synthesizer: {pronunciation_rules: a}}\n",
        "tools_config: {synthesizer: {pronunciation_rules: [a, a]}}\n",
        tools(),
    ],
)
def test_near_misses_pass(text):
    assert not ask(repeated_word, text)
