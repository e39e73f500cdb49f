from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity

CODE = "LNG112"


def test_an_empty_mapping_is_pointed_at(lint, persona):
    found = lint.one(persona(below="languages: {}\n"))

    assert (found.line, found.column, found.severity) == (5, 1, Severity.INFO)
    assert found.message == "languages is empty"


def test_an_entry_for_the_only_language_is_pointed_at(lint, persona):
    found = lint.one(persona("languageCode: fr", below="languages:\n  fr: {name: Léa}\n"))

    assert (found.line, found.column) == (7, 3)
    assert found.message == 'languages holds only "fr", the language of personaConfig'


@pytest.mark.parametrize("below", ["", "languages:\n  fr: {}\n  en: {}\n", "languages:\n  en: {}\n", "languages: []\n"])
def test_other_languages_and_none_pass(lint, persona, below):
    assert not lint(persona("languageCode: fr", below=below))
