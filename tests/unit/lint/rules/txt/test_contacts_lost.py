from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity

CODE = "TXT403"


def prompts(persona, base, other):
    below = f"languages:\n  fr:\n    systemPrompt: '{other}'\n"
    return persona("languageCode: en", f"systemPrompt: '{base}'", below=below)


@pytest.mark.parametrize(
    "piece", ["https://a.example/menu", "www.a.example", "desk@a.example", "+33 4 65 71 12 34", "030 1234567"]
)
def test_what_the_base_prompt_gives_and_another_does_not_is_named(lint, persona, piece):
    found = lint.one(prompts(persona, f"More here: {piece}", "Rien."))

    assert (found.line, found.column, found.severity) == (9, 5, Severity.WARNING)
    assert found.message == f'the prompt of "fr" lacks "{piece}"'
    assert not lint(prompts(persona, f"More here: {piece}", f"Plus ici : {piece}"))


def test_all_that_is_missing_stands_in_one_finding(lint, persona):
    found = lint.one(prompts(persona, "https://a.example or desk@a.example", "Rien."))

    assert found.message.endswith('lacks "https://a.example", "desk@a.example"')


def test_the_last_sign_of_a_sentence_is_no_part_of_an_address(lint, persona):
    assert not lint(prompts(persona, "See https://a.example/menu.", "Voir https://a.example/menu !"))


def test_the_language_in_an_address_does_not_count(lint, persona):
    assert not lint(prompts(persona, "https://a.example/en/menu", "https://a.example/fr/menu"))


@pytest.mark.parametrize("base", ["Breakfast from 7:00 to 10:30 on 2026-11-21.", "Room 112.", "Rates: 1 000 000."])
def test_other_numbers_need_not_stand_in_every_language(lint, persona, base):
    assert not lint(prompts(persona, base, "Rien."))


def test_what_only_another_language_gives_is_fine(lint, persona):
    assert not lint(prompts(persona, "Nothing.", "Voir https://a.example"))


def test_only_the_first_of_two_addresses_is_missing(lint, persona):
    found = lint.one(prompts(persona, "https://a.example https://b.example", "https://b.example"))

    assert found.message.endswith('lacks "https://a.example"')


def test_a_base_without_a_language_counts_as_english(lint, persona):
    text = prompts(persona, "https://a.example/en/menu", "https://a.example/fr/menu").replace(
        "  languageCode: en\n", ""
    )

    assert not lint(text)
