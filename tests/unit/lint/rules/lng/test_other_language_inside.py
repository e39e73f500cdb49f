from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity

CODE = "LNG106"


def test_a_language_code_that_differs_from_its_key_is_an_error(lint, persona):
    text = persona(below="languages:\n  es:\n    languageCode: fr\n")
    found = lint.one(text)

    assert (found.line, found.column, found.severity) == (7, 19, Severity.ERROR)
    assert found.message == 'languageCode "fr" differs from its key "es"'
    assert (found.fix.title, found.fix.safe) == ("write es", False)
    assert lint.fixed(text) == text.replace("fr", "es")


@pytest.mark.parametrize(
    "entry", ["es: {languageCode: es}", "es: {}", "es:", "es: {languageCode: 12}", "gu: {languageCode: gu}"]
)
def test_an_entry_that_agrees_or_says_nothing_passes(lint, persona, entry):
    assert not lint(persona(below=f"languages:\n  {entry}\n"))


def test_a_key_in_a_wrong_form_for_the_same_language_is_not_reported_twice(lint, persona):
    assert not lint(persona(below="languages:\n  fr-FR: {languageCode: fr}\n"))


def test_a_wrong_code_inside_has_another_rule(lint, persona):
    assert not lint(persona(below="languages:\n  fr: {languageCode: FR}\n  ja: {languageCode: jp}\n"))


def test_a_wrong_key_for_another_language_is_compared_by_what_it_means(lint, persona):
    found = lint.one(persona(below="languages:\n  jp: {languageCode: fr}\n"))

    assert found.message == 'languageCode "fr" differs from its key "ja"'


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("transcriber: {language: hi}", 'the entry "ta" listens for "hi" (Hindi, हिन्दी)'),
        ("transcriber: {language: hi-IN}", 'the entry "ta" listens for "hi-IN" (Hindi, हिन्दी)'),
    ],
)
def test_an_agent_that_listens_for_another_language_is_warned(lint, agent, entry, message):
    found = lint.one(agent({"ta": (entry,), "en": ()}))

    assert (found.line, found.column, found.severity) == (8, 31, Severity.WARNING)
    assert found.message == message
    assert found.label == 'expected "ta" (Tamil, தமிழ்)'
    assert found.fix is None


def test_an_agent_that_speaks_another_language_is_warned(lint, agent):
    text = agent({"ta": (), "en": ()}).replace("provider_config: {}", "provider_config: {language: hi-IN}", 1)

    assert lint.one(text).message == 'the entry "ta" speaks "hi-IN" (Hindi, हिन्दी)'


@pytest.mark.parametrize("language", ["ta", "ta-IN", "multi", "unknown", "multi-hi"])
def test_an_agent_may_name_the_locale_or_listen_for_anything(lint, agent, language):
    assert not lint(agent({"ta": (f"transcriber: {{language: {language}}}",), "en": ()}))


def test_odia_has_two_codes_that_agree(lint, agent):
    text = agent({"od": (), "en": ()}).replace("provider_config: {}", "provider_config: {language: or-IN}", 1)

    assert not lint(text)


def test_a_valid_code_that_anam_does_not_list_is_compared_too(lint, persona):
    found = lint.one(persona(below="languages:\n  fr: {languageCode: gu}\n"))

    assert found.message == 'languageCode "gu" differs from its key "fr"'
