"""BOL317: languages without a prompt (W4)."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.bol import no_prompt
from tests.unit.lint.rules.bol.samples import OPENAI, ask, bare, one, tools

MUTE = f"{{synthesizer: {OPENAI}}}"


def entry(prompt):
    return f"{{synthesizer: {OPENAI}, system_prompt: {prompt}}}"


@pytest.mark.parametrize("without", [MUTE, entry("null"), entry('""'), entry('" \\n"')])
def test_a_language_without_prompt_among_others(without):
    found = one(no_prompt, tools(en=entry("Hi"), hi=without))

    assert (found.place, found.text) == ("9:7", "hi")
    assert found.message == '"hi" has no system_prompt'
    assert found.label == "on a switch to it the prompt of the language before stays"
    assert found.severity is Severity.WARNING


def test_each_is_named():
    found = ask(no_prompt, bare(en=entry("Hi"), hi=MUTE, ta=MUTE))

    assert [one.message for one in found] == ['"hi" has no system_prompt', '"ta" has no system_prompt']


def test_when_none_has_one_a_single_advice_will_do():
    found = one(no_prompt, bare(en=MUTE, hi=MUTE))

    assert (found.place, found.text) == ("4:3", "languages")
    assert found.message == "no language has a system_prompt of its own"
    assert found.severity is Severity.INFO


@pytest.mark.parametrize(
    "text",
    [
        bare(en=entry("Hi"), hi=entry("Ho")),
        bare(en=entry("Hi"), hi=entry("${PROMPT}")),
        bare(en=entry("Hi"), hi=entry("[a]")),  # a wrong type: BOL305
        bare(en=entry("Hi"), hi="null"),
        "multilingual_config: {enabled: true, languages: {}}\n",
        "tools_config: {}\n",
    ],
)
def test_near_misses_pass(text):
    assert not ask(no_prompt, text)
