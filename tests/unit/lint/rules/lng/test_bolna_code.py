from __future__ import annotations

import pytest

from anamctl.languages.supported import codes
from anamctl.lint.finding import Severity

CODE = "LNG105"


def test_odia_is_written_od_in_its_key_and_in_active_language(lint, agent):
    text = agent({"or": (), "en": ()}, head=("enabled: true", "active_language: or"))
    found = lint.one(text)

    assert (found.line, found.column, found.severity) == (5, 5, Severity.WARNING)
    assert found.message == 'language code "or" is not among the 18 that Bolna documents'
    assert found.label == 'Bolna writes Odia as "od"'
    assert (found.fix.title, found.fix.safe) == ("rename the key to od", True)
    assert lint.fixed(text) == agent({"od": (), "en": ()}, head=("enabled: true", "active_language: od"))


@pytest.mark.parametrize(
    ("key", "meant", "is_safe"), [("hi-IN", "hi", True), ("or-IN", "od", True), ("es-MX", "es", False)]
)
def test_a_locale_loses_its_region_safely_where_the_region_says_nothing(lint, agent, key, meant, is_safe):
    text = agent({"en": (), key: ()})

    assert lint.one(text).message == f'language code "{key}" is not among the 18 that Bolna documents'
    assert lint.one(text).fix.safe is is_safe
    assert lint.fixed(text) == agent({"en": (), meant: ()})


def test_a_locale_beside_its_plain_code_is_left_to_another_rule(lint, agent):
    assert not lint(agent({"en": (), "en-IN": ()}))


def test_a_language_that_bolna_does_not_list_shows_the_list(lint, agent):
    found = lint.one(agent({"en": (), "de": ()}))

    assert found.label.startswith('"de" (German, Deutsch); Bolna has as, bn, en, ')
    assert found.fix is None


@pytest.mark.parametrize("provider", ["openai", "elevenlabs", "smallest"])
def test_a_locale_is_reported_where_the_transcriber_takes_plain_codes(lint, agent, provider):
    entry = f"transcriber: {{provider: {provider}, language: hi-IN}}"
    found = lint.one(agent({"hi": (entry,), "en": ()}))

    assert (found.line, found.column) == (8, 7 + entry.index("hi-IN"))
    assert found.message == 'locale "hi-IN" where the transcriber is sent a plain language code'
    assert found.fix.safe


def test_an_entry_listens_with_the_provider_of_the_base_when_it_names_none(lint, agent):
    languages = agent({"hi": ("transcriber: {language: hi-IN}",), "en": ()}).replace("\n", "\n  ")
    text = "tools_config:\n  transcriber: {provider: openai, language: en}\n  " + languages.rstrip() + "\n"

    assert lint.places(text) == [(10, 33)]


@pytest.mark.parametrize("provider", ["sarvam", "azure", "google", "deepgram"])
def test_a_locale_is_right_elsewhere(lint, agent, provider):
    assert not lint(agent({"hi": (f"transcriber: {{provider: {provider}, language: hi-IN}}",), "en": ()}))


def test_odia_as_the_language_of_a_transcriber_is_reported(lint, agent):
    text = agent({"od": ("transcriber: {language: or}",), "en": ()})

    assert lint.places(text) == [(8, 31)]
    assert lint.one(text).message == 'language code "or" is not among the 18 that Bolna documents'
    assert lint.fixed(text) == text.replace("language: or", "language: od")


def test_a_voice_may_call_odia_as_its_vendor_does(lint):
    assert not lint("tools_config:\n  synthesizer: {provider: cartesia, provider_config: {language: or}}\n")


def test_keys_of_messages_are_bolnas_codes_too(lint):
    message = "{en: Bye, or: ok, hi-IN: ठीक, de: Ciao}"
    text = f"agent_config:\n  tasks:\n    - task_config:\n        call_hangup_message: {message}\n"

    assert lint.places(text) == [(4, 40), (4, 48)]


def test_a_message_for_a_key_that_was_reported_is_not_reported_again(lint):
    text = (
        "agent_config:\n  tasks:\n    - tools_config:\n        multilingual_config:\n"
        "          languages: {en: {}, hi-IN: {}}\n"
        "      task_config:\n        call_hangup_message: {en: Bye, hi-IN: ठीक}\n"
    )

    assert lint.places(text) == [(5, 31)]


def test_all_18_documented_codes_pass(lint, agent):
    assert len(codes("bolna")) == 18
    assert not lint(agent(dict.fromkeys(codes("bolna"), ())))


def test_personas_are_not_its_business(lint, persona):
    assert not lint(persona("languageCode: or"))
