from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity

CODE = "LNG102"


@pytest.mark.parametrize(
    ("written", "meant"),
    [("fr-FR", "fr"), ("FR", "fr"), ("fra", "fr"), ("French", "fr"), ("fr_CA", "fr"), ("日本語", "ja"), ("JP", "ja")],
)
def test_what_says_the_language_in_another_way_is_fixed_safely(lint, persona, written, meant):
    text = persona(f"languageCode: {written}")
    found = lint.one(text)

    assert (found.line, found.column, found.severity) == (5, 17, Severity.ERROR)
    assert found.message == f'language code "{written}" is not two lower-case letters'
    assert found.label.startswith(f'did you mean "{meant}" (')
    assert found.fix.safe
    assert lint.fixed(text) == persona(f"languageCode: {meant}")


def test_a_guess_is_offered_but_not_safe(lint, persona):
    assert lint.one(persona("languageCode: Portugese")).fix.safe is False


def test_norwegian_is_written_in_quotes(lint, persona):
    text = persona("languageCode: nob", below="languages:\n  NO: {}\n")

    assert '\n  "no": {}' in lint.fixed(text)


def test_a_key_is_not_renamed_to_one_that_is_there(lint, persona):
    found = lint.one(persona(below="languages:\n  fr: {}\n  fr-FR: {}\n"))

    assert (found.line, found.fix) == (7, None)
    assert found.notes == ('another entry is for "fr" already',)


@pytest.mark.parametrize("word", ["multi", "inherit", "auto", '""', '" "'])
def test_a_word_for_no_language_is_to_be_left_out(lint, persona, word):
    found = lint.one(persona(f"languageCode: {word}"))

    assert "leave the field out" in found.label
    assert found.fix is None


def test_a_key_cannot_be_left_out(lint, persona):
    assert "ISO 639-1" in lint.one(persona(below="languages:\n  multi: {}\n")).label


@pytest.mark.parametrize("key", ["HI", "Hindi", "hin"])
def test_a_key_of_an_agent_is_reported_in_these_forms(lint, agent, key):
    text = agent({key: (), "en": ()}, head=("enabled: true", f"active_language: {key}"))

    assert lint.places(text) == [(5, 5)]
    assert lint.fixed(text) == text.replace(key, "hi")


@pytest.mark.parametrize("key", ["hi-IN", "en_US", "or-IN", "or", "de"])
def test_locales_of_an_agent_belong_to_another_rule(lint, agent, key):
    assert not lint(agent({key: (), "en": ()}))


def test_a_name_as_the_language_of_a_transcriber_is_reported(lint, agent):
    assert lint.places(agent({"hi": ("transcriber: {language: Hindi}",), "en": ()})) == [(8, 31)]


@pytest.mark.parametrize("code", ["fr", "no", "jp", "iw", "se"])
def test_two_lower_case_letters_are_the_right_form(lint, persona, code):
    assert not lint(persona(f"languageCode: {code}"))


@pytest.mark.parametrize("language", ["multi", "unknown", "auto", "multi-hi", "en-US", "yue", "haw"])
def test_what_transcribers_take_is_not_reported(lint, agent, language):
    assert not lint(agent({"hi": (f"transcriber: {{language: {language}}}",), "en": ()}))
