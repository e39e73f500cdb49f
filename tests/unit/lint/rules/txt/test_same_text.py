from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity

CODE = "TXT401"


def prompts(persona, base, **others):
    entries = "".join(f'  "{code}":\n    systemPrompt: {text}\n' for code, text in others.items())
    return persona("languageCode: en", f"systemPrompt: {base}", below=f"languages:\n{entries}")


def test_a_copy_of_the_base_prompt_is_pointed_at(lint, persona):
    found = lint.one(prompts(persona, "Be brief.", fr="Be brief.", de="Fasse dich kurz."))

    assert (found.line, found.column, found.severity) == (9, 5, Severity.WARNING)
    assert found.message == 'the prompt of "fr" is the same text as that of personaConfig'
    assert "translate it" in found.label


def test_two_languages_are_compared_with_each_other_too(lint, persona):
    found = lint.one(prompts(persona, "Be brief.", fr="Sois bref.", de="Sois bref."))

    assert found.message == 'the prompt of "de" is the same text as that of "fr"'


def test_space_around_the_text_does_not_count(lint, persona):
    assert lint.places(prompts(persona, "Be brief.", fr="'Be brief. '")) == [(9, 5)]


@pytest.mark.parametrize(("code", "text"), [("fr", "Be brief!"), ("fr", "be brief."), ("en", "Be brief.")])
def test_other_texts_and_the_same_language_pass(lint, persona, code, text):
    assert not lint(prompts(persona, "Be brief.", **{code: text}))


def test_the_prompt_of_an_agent_may_stand_twice_for_one_language(lint):
    head = "agent_prompts: {task_1: {system_prompt: Be brief.}}\nagent_config:\n  tasks:\n    - tools_config:\n"
    pool = "        multilingual_config:\n          languages:\n            en: {system_prompt: Be brief.}\n"

    assert not lint(head + pool + "            hi: {system_prompt: संक्षेप में बोलें।}\n")
    assert lint.places(head + pool + "            hi: {system_prompt: Be brief.}\n") == [(8, 18)]


def test_a_base_without_a_language_is_compared(lint, persona):
    text = prompts(persona, "Be brief.", fr="Be brief.").replace("  languageCode: en\n", "")

    assert lint.places(text) == [(8, 5)]


def test_blank_prompts_have_another_rule(lint, persona):
    assert not lint(prompts(persona, "Be brief.", fr="' '", de="' '"))
