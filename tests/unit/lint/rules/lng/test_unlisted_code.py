from __future__ import annotations

import pytest

from anamctl.languages.supported import codes
from anamctl.lint.finding import Severity

CODE = "LNG104"


def test_a_valid_code_that_anam_does_not_list_is_a_warning(lint, persona):
    found = lint.one(persona("languageCode: gu"))

    assert (found.line, found.column, found.severity) == (5, 17, Severity.WARNING)
    assert found.message == '"gu" is not among the 57 languages that Anam lists'
    assert found.label == "Gujarati, ગુજરાતી"
    assert "70" in found.notes[0]
    assert found.fix is None


def test_a_code_that_is_often_meant_otherwise_asks(lint, persona):
    found = lint.one(persona(below="languages:\n  se: {}\n"))

    assert found.label == 'did you mean "sv" (Swedish, svenska)? se is Northern Sami; Sweden has SE'
    assert found.fix is None


@pytest.mark.parametrize("code", ["nb", "nn"])
def test_the_two_norwegians_become_one_but_not_safely(lint, persona, code):
    text = persona(f"languageCode: {code}")

    assert lint.one(text).fix.safe is False
    assert lint.fixed(text) == persona('languageCode: "no"')


def test_a_code_that_is_given_twice_in_an_entry_is_reported_once(lint, persona):
    assert lint.places(persona(below="languages:\n  gu: {languageCode: gu}\n")) == [(6, 3)]


def test_all_57_listed_languages_pass(lint, persona):
    assert len(codes("anam")) == 57
    assert not lint(persona(below="languages:\n" + "".join(f'  "{code}": {{}}\n' for code in codes("anam"))))


@pytest.mark.parametrize("code", ["jp", "iw", "fr-FR"])
def test_what_is_no_valid_code_has_other_rules(lint, persona, code):
    assert not lint(persona(f"languageCode: {code}"))
