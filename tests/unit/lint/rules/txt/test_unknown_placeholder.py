from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity

CODE = "TXT407"


def handoff(text, prompt="Be brief."):
    return (
        "multilingual_config:\n  languages:\n"
        f"    en: {{handoff_message: '{text}', system_prompt: '{prompt}'}}\n    hi: {{handoff_message: ठीक है}}\n"
    )


def test_an_unknown_name_is_pointed_at(lint):
    found = lint.one(handoff("I am {who}."))

    assert (found.line, found.column, found.end_column, found.severity) == (3, 34, 37, Severity.INFO)
    assert found.message == "handoff_message has {who}, which Bolna fills in only if the call has such a variable"
    assert found.label == "known are {agent_name} and {language}"
    assert found.fix is None


def test_a_misspelt_name_is_fixed(lint):
    text = handoff("I am {agentName}, {languge}.")

    assert [finding.fix.title for finding in lint(text)] == ["write {agent_name}", "write {language}"]
    assert lint.fixed(text) == handoff("I am {agent_name}, {language}.")


@pytest.mark.parametrize("text", ["I am {agent_name}.", "{language}", "plain", '{"a": 1}'])
def test_known_names_and_other_braces_pass(lint, text):
    assert not lint(handoff(text))


def test_a_variable_that_a_prompt_uses_is_one_of_the_call(lint):
    assert not lint(handoff("Hello {customer}.", prompt="Greet {customer}."))


def test_one_that_stands_twice_is_reported_once_at_its_key(lint):
    assert lint.places(handoff("{who} {who}")) == [(3, 10)]
