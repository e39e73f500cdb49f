from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity

CODE = "TXT402"


def prompts(persona, base, other):
    below = f"languages:\n  fr:\n    systemPrompt: '{other}'\n"
    return persona("languageCode: en", f"systemPrompt: '{base}'", below=below)


def test_a_placeholder_that_was_lost_is_named_at_the_key(lint, persona):
    found = lint.one(prompts(persona, "Hello {name} of {company}", "Bonjour"))

    assert (found.line, found.column, found.severity) == (9, 5, Severity.WARNING)
    assert found.message == 'the prompt of "fr" lacks {company}, {name}'
    assert found.fix is None


def test_one_that_only_the_other_has_is_pointed_at_in_the_text(lint, persona):
    found = lint.one(prompts(persona, "Hello", "Bonjour {nom}"))

    assert (found.line, found.column, found.end_column) == (9, 29, 32)
    assert found.message == 'the prompt of "fr" has {nom}, which that of personaConfig lacks'


def test_one_that_was_translated_is_offered_to_be_put_back(lint, persona):
    text = prompts(persona, "Hello {{ name }}", "Bonjour {{ nom }}, le nom")
    found = lint.one(text)

    assert (found.line, found.column) == (9, 31)
    assert found.label == "did you mean {name}?"
    assert (found.fix.title, found.fix.safe) == ("write {name}", False)
    assert lint.fixed(text) == prompts(persona, "Hello {{ name }}", "Bonjour {{ name }}, le nom")


def test_one_that_stands_twice_is_not_fixed(lint, persona):
    found = lint.one(prompts(persona, "Hello {name}", "Bonjour {nom}, {nom}"))

    assert (found.line, found.column, found.fix) == (9, 5, None)
    assert found.label == "did you mean {name}?"


def test_several_on_both_sides_are_listed(lint, persona):
    assert len(lint(prompts(persona, "{a} {b}", "{c} {d}"))) == 3


def test_names_in_other_scripts_are_names(lint, persona):
    assert "{имя}" in lint.one(prompts(persona, "Hello {name}", "Привет {имя}")).message


@pytest.mark.parametrize(
    ("base", "other"),
    [
        ("Hello", "Bonjour"),
        ("Hello {name}", "Bonjour {name}, {name}"),
        ("Hello {name}", "Bonjour {{name}}"),
        ("{a} {b}", "{b} {a}"),
        ('Answer as {"a": 1}', "Réponds"),
        ("Set {1, 2}", "Choisis"),
        ("Hello ${NAME}", "Bonjour"),
    ],
)
def test_the_same_names_and_other_braces_pass(lint, persona, base, other):
    assert not lint(prompts(persona, base, other))


def test_without_a_base_prompt_the_first_language_is_the_measure(lint, persona):
    text = persona(below="languages:\n  fr: {systemPrompt: 'Bonjour {name}'}\n  de: {systemPrompt: Hallo}\n")

    assert lint.one(text).message == 'the prompt of "de" lacks {name}'


def test_the_prompts_of_an_agent_are_compared(lint):
    text = (
        "agent_prompts: {task_1: {system_prompt: 'Greet {name}'}}\nagent_config:\n  tasks:\n    - tools_config:\n"
        "        multilingual_config:\n          languages:\n            hi: {system_prompt: नमस्ते}\n"
    )

    assert lint.one(text).label == "the prompt of task_1 has it"


def test_only_the_first_of_very_many_are_listed(lint, persona):
    many = " ".join(f"{{n{number}}}" for number in range(30))

    assert lint.one(prompts(persona, many, "Bonjour")).message.endswith("{n17} and 20 more")
    assert len(lint(prompts(persona, "Hello", many))) == 10
