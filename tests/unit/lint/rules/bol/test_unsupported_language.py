"""BOL329: languages that a provider is known not to have."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.bol import unsupported_language
from tests.unit.lint.rules.bol.samples import OPENAI, ask, bare, one, tools, where


def hears(provider, model, code):
    transcriber = f"{{provider: {provider}, model: {model}, language: {code}}}"
    return bare(hi=f"{{transcriber: {transcriber}, synthesizer: {OPENAI}}}")


def speaks(provider, code, model="m"):
    return bare(**{code: f"{{synthesizer: {{provider: {provider}, provider_config: {{model: {model}}}}}}}"})


@pytest.mark.parametrize(
    ("provider", "model", "code", "named"),
    [
        ("polly", "m", "ta", '"ta" (Tamil)'),
        ("cartesia", "sonic-3", "as", '"as" (Assamese)'),
        ("smallest", "lightning-v3.1", "ur", '"ur" (Urdu)'),
        ("smallest", "lightning_v2", "pa", '"pa" (Punjabi)'),
    ],
)
def test_a_voice_that_lacks_the_language(provider, model, code, named):
    found = one(unsupported_language, speaks(provider, code, model))

    assert (found.place, found.text) == ("5:5", code)
    assert found.message == f"{provider} does not speak {named}"
    assert found.label.startswith("of Bolna's languages it speaks en, hi, ")
    assert found.severity is Severity.WARNING


def test_a_transcriber_that_lacks_the_language():
    text = hears("assembly", "universal-3-pro", "ta")
    found = one(unsupported_language, text)

    assert (found.place, found.text) == (where(text, "language: ta", skip="language: "), "ta")
    assert found.message == 'assembly universal-3-pro does not hear "ta" (Tamil)'
    assert found.notes == ("Anything else is left to detection.",)


def test_a_value_that_the_author_wrote_is_shown_as_it_stands():
    text = bare(ta="{synthesizer: {provider: polly, provider_config: {language: ta-IN}}}")
    found = one(unsupported_language, text)

    assert found.text == "ta-IN"
    assert found.message == 'polly does not speak "ta-IN" (Tamil)'


def test_a_transcriber_without_model_is_named_alone():
    text = "tools_config:\n  transcriber: {provider: pixa, language: fr}\n"

    assert one(unsupported_language, text).message == 'pixa does not hear "fr" (French)'


def test_an_agent_with_one_language_counts():
    text = "tools_config:\n  transcriber: {provider: pixa, model: m, language: fr}\n"

    assert one(unsupported_language, text).message == 'pixa m does not hear "fr" (French)'


@pytest.mark.parametrize(
    "text",
    [
        speaks("polly", "es"),
        speaks("cartesia", "od"),  # a guess: BOL318
        speaks("sarvam", "fr"),  # BOL309
        speaks("elevenlabs", "as"),
        speaks("rime", "ta"),  # its list is not complete
        hears("deepgram", "nova-3", "ta"),
        hears("assembly", "universal-3-pro", "multi"),
        hears("assembly", "universal-3-pro", "hi"),
        hears("assembly", "[m]", "hi"),
        speaks("polly", "zz"),  # no language: LNG101
        tools(),
    ],
)
def test_near_misses_pass(text):
    assert not ask(unsupported_language, text)
