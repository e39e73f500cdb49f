from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity

CODE = "LNG103"


@pytest.mark.parametrize(
    ("old", "new", "is_safe"),
    [
        ("iw", "he", True),
        ("ji", "yi", True),
        ("mo", "ro", True),
        ("jw", "jv", True),
        ("in", "id", False),
        ("sh", "sr", False),
    ],
)
def test_every_withdrawn_code_is_replaced(lint, persona, old, new, is_safe):
    text = persona(f"languageCode: {old}")
    found = lint.one(text)

    assert (found.line, found.column, found.severity) == (5, 17, Severity.ERROR)
    assert found.message == f'language code "{old}" was withdrawn'
    assert found.label.startswith(f'the current code is "{new}" (')
    assert found.fix.safe is is_safe
    assert bool(found.notes) is not is_safe
    assert lint.fixed(text) == persona(f"languageCode: {new}")


def test_a_key_is_renamed(lint, persona):
    text = persona(below='languages:\n  "iw": {}\n')

    assert lint.one(text).fix.title == "rename the key to he"
    assert lint.fixed(text) == persona(below='languages:\n  "he": {}\n')


def test_a_key_is_not_renamed_to_one_that_is_there(lint, persona):
    found = lint.one(persona(below="languages:\n  he: {}\n  iw: {}\n"))

    assert found.fix is None
    assert found.notes == ('another entry is for "he" already',)


def test_an_agent_is_looked_at_too(lint, agent):
    text = agent({"in": ("transcriber: {language: in-ID}",), "en": ()})

    assert lint.places(text) == [(4, 5), (8, 31)]


@pytest.mark.parametrize("code", ["he", "id", "ro", "jp", "fr-FR", "IW"])
def test_other_codes_are_not_its_business(lint, persona, code):
    assert not lint(persona(f"languageCode: {code}"))
