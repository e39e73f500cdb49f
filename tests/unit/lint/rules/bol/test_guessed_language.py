"""BOL318: guesses (W5)."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.bol import guessed_language
from tests.unit.lint.rules.bol.samples import OPENAI, ask, bare, one, tools, where


def hears(provider, language):
    transcriber = f"{{provider: {provider}, model: m, language: {language}}}"
    return bare(**{language.partition("-")[0]: f"{{transcriber: {transcriber}, synthesizer: {OPENAI}}}"})


def speaks(provider, code, config="voice: v"):
    return bare(**{code: f"{{synthesizer: {{provider: {provider}, provider_config: {{{config}}}}}}}"})


@pytest.mark.parametrize(
    ("provider", "code", "locale"), [("azure", "hi", "hi-IN"), ("google", "pa", "pa-Guru-IN"), ("azure", "en", "en-US")]
)
def test_a_locale_for_hearing_is_a_guess(provider, code, locale):
    text = hears(provider, code)
    found = one(guessed_language, text)

    assert (found.place, found.text) == (where(text, f"m, language: {code}", skip="m, language: "), code)
    assert found.message == f'"{locale}" is a guess for transcriber.language of "{code}"'
    assert found.label.startswith(f"Bolna does not publish what it sends to {provider}")
    assert found.severity is Severity.WARNING
    assert found.fix is not None
    assert not found.fix.safe
    assert found.fixed == text.replace(f"m, language: {code}", f"m, language: {locale}")
    assert not ask(guessed_language, found.fixed or "")


def test_a_guess_that_follows_from_the_key_points_at_it():
    text = tools(transcriber="{provider: azure, model: m, language: en-US}", fr=f"{{synthesizer: {OPENAI}}}")
    found = one(guessed_language, text)

    assert (found.place, found.text) == ("8:7", "fr")
    assert found.fix is None


@pytest.mark.parametrize("provider", ["cartesia", "smallest"])
def test_odia_is_a_guess_for_services_that_call_it_or(provider):
    found = one(guessed_language, speaks(provider, "od"))

    assert (found.place, found.text) == ("5:5", "od")
    assert found.message == '"od" is a guess for provider_config.language of "od"'
    assert "itself calls Odia or" in found.notes[0]


def test_a_guess_that_changes_nothing_is_no_fix():
    text = speaks("cartesia", "od", "voice: v, language: od")
    found = one(guessed_language, text)

    assert found.place == where(text, "language: od", skip="language: ")
    assert found.fix is None


def test_a_locale_for_speaking_is_a_guess():
    assert one(guessed_language, speaks("polly", "es")).message == (
        '"es-ES" is a guess for provider_config.language of "es"'
    )


def test_a_dropped_language_stays_a_warning():
    text = bare(enabled="false", es="{synthesizer: {provider: polly, provider_config: {voice: v}}}")

    assert one(guessed_language, text).severity is Severity.WARNING


@pytest.mark.parametrize(
    "text",
    [
        hears("azure", "hi-IN"),
        hears("deepgram", "hi"),
        hears("sarvam", "ur"),  # BOL309
        speaks("sarvam", "as"),  # BOL309
        speaks("polly", "ta"),  # BOL329: no guess helps
        speaks("polly", "es", "voice: v, language: es-MX"),
        speaks("cartesia", "od", "voice: v, language: or"),
        speaks("cartesia", "hi"),
        speaks("quux", "hi"),
        "tools_config: {transcriber: {provider: azure, model: m, language: hi}}\n",  # not resolved at all
    ],
)
def test_near_misses_pass(text):
    assert not ask(guessed_language, text)
