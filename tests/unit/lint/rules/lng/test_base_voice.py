from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity

CODE = "LNG107"

VOICE = "voiceId: de23e340-1416-4dd8-977d-065a7ca11697"


def test_an_entry_without_a_voice_is_pointed_at(lint, persona):
    found = lint.one(persona("languageCode: en", below=f"languages:\n  de: {{{VOICE}}}\n  fr: {{name: Léa}}\n"))

    assert (found.line, found.column, found.severity) == (8, 3, Severity.WARNING)
    assert found.message == '"fr" has no voiceId of its own'
    assert "repeat its id" in found.label


def test_an_entry_for_the_language_of_the_base_keeps_its_voice(lint, persona):
    assert not lint(persona("languageCode: en", below="languages:\n  en: {name: Lea}\n"))


def test_without_a_language_code_the_base_is_english(lint, persona):
    assert lint.places(persona(below="languages:\n  en: {}\n  fr: {}\n")) == [(7, 3)]


@pytest.mark.parametrize(
    "config",
    ["personaId: 6bfbe25a-979d-40f3-a92b-5394170af54b", "name: Lea", f"enableAudioPassthrough: true\n  {VOICE}"],
)
def test_where_the_base_has_no_voice_there_is_none_to_inherit(lint, config):
    assert not lint(f"personaConfig:\n  {config}\nlanguages:\n  fr: {{name: Léa}}\n")


def of_provider(provider, entry="provider_config: {model: m}", base="{provider: deepgram, language: en}"):
    return (
        f"tools_config:\n  transcriber: {base}\n"
        f"  synthesizer: {{provider: {provider}, provider_config: {{voice: V, voice_id: v}}}}\n"
        "  multilingual_config:\n    enabled: true\n    languages:\n"
        f"      hi: {{synthesizer: {{provider: {provider}, {entry}}}}}\n"
        f"      en: {{synthesizer: {{provider: {provider}}}}}\n"
    )


@pytest.mark.parametrize(("provider", "severity"), [("deepgram", Severity.WARNING), ("sarvam", Severity.INFO)])
def test_an_agent_speaks_with_the_voice_of_the_base_where_the_provider_is_the_same(lint, provider, severity):
    found = lint.one(of_provider(provider))

    assert (found.line, found.column, found.severity) == (7, 7, severity)
    assert provider in found.label


@pytest.mark.parametrize("own", ["voice: W", "voice_id: w"])
def test_a_voice_of_its_own_is_enough(lint, own):
    assert not lint(of_provider("polly", f"provider_config: {{{own}}}"))


def test_another_provider_inherits_nothing(lint):
    assert not lint(
        of_provider("sarvam").replace("hi: {synthesizer: {provider: sarvam", "hi: {synthesizer: {provider: maya")
    )


def test_a_base_of_unknown_language_says_nothing(lint):
    assert not lint(of_provider("deepgram", base="{provider: deepgram}"))


def test_the_language_of_the_voice_counts_more_than_what_the_base_listens_for(lint):
    text = of_provider("polly").replace("voice_id: v}", "voice_id: v, language: hi-IN}")

    assert lint.places(text) == [(8, 7)]
