from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity

CODE = "TXT408"


@pytest.mark.parametrize("blank", ['""', "'  '", "|\n      \n"])
def test_an_entry_without_a_letter_is_pointed_at(lint, persona, blank):
    found = lint.one(persona("systemPrompt: ok", below=f"languages:\n  fr:\n    systemPrompt: {blank}\n"))

    assert (found.line, found.column, found.severity) == (8, 5, Severity.WARNING)
    assert found.message == "systemPrompt is empty"
    assert found.label.startswith("leave it out")


def test_the_base_has_nothing_to_fall_back_on(lint, persona):
    found = lint.one(persona('systemPrompt: ""'))

    assert (found.line, found.column, found.label) == (5, 3, "write one")


@pytest.mark.parametrize("value", ["ok", "null", "12", "[]"])
def test_texts_and_what_is_none_pass(lint, persona, value):
    assert not lint(persona(f"systemPrompt: {value}"))
    assert not lint(persona(below="languages:\n  fr: {name: Léa}\n"))


def test_an_agent_is_looked_at_in_both_places(lint):
    text = (
        "agent_prompts:\n  task_1: {system_prompt: ' '}\n  task_2: {system_prompt: ok}\n"
        "multilingual_config:\n  languages:\n    en: {system_prompt: ''}\n    hi: {system_prompt: ठीक}\n"
    )

    assert lint.places(text) == [(2, 12), (6, 10)]
