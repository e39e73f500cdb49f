"""Legs that ask for a language which their provider lacks."""

from __future__ import annotations

import pytest

from anamctl.definitions.reader import read_bytes
from anamctl.lint.leg_support import unsupported


def ask(entry, base=""):
    text = f"tools_config: {{{base}multilingual_config: {{enabled: true, languages: {{{entry}}}}}}}\n"
    return unsupported(read_bytes(text.encode(), "a.yaml").documents[0])


def test_both_sides_are_asked():
    found = ask("fr: {synthesizer: {provider: sarvam, provider_config: {}}}", "transcriber: {provider: sarvam}, ")

    assert [(one.kind, one.provider, one.code, one.support.answer) for one in found] == [
        ("stt", "sarvam", "fr", "no"),
        ("tts", "sarvam", "fr", "no"),
    ]
    assert [one.named for one in found] == ['"fr" (French)', '"fr" (French)']


@pytest.mark.parametrize(
    ("entry", "written"),
    [
        ("ta: {synthesizer: {provider: polly, provider_config: {}}}", "ta"),  # asked for as ta-IN
        ("ta: {synthesizer: {provider: polly, provider_config: {language: ta-IN}}}", "ta-IN"),
        ("ta: {transcriber: {provider: pixa, language: ta}, synthesizer: {}}", "ta"),
    ],
)
def test_a_language_is_shown_as_it_was_written(entry, written):
    (found,) = ask(entry)

    assert found.written == written


def test_a_language_of_the_base_is_shown_as_it_was_written():
    base = "synthesizer: {provider: maya, provider_config: {language: ur-IN}}, "
    (found,) = ask("hi: {synthesizer: {provider: maya, provider_config: {}}}", base)

    assert found.written == "ur-IN"
    assert found.keys == ("synthesizer", "provider_config", "language")


def test_choices_stand_in_the_order_of_the_documentation():
    (found,) = ask("ta: {synthesizer: {provider: polly, provider_config: {}}}")

    assert found.choices == "en, hi, fr, es, nl"


@pytest.mark.parametrize(
    "entry",
    [
        "xx: {synthesizer: {provider: sarvam, provider_config: {}}}",
        "fr: {synthesizer: {provider: sarvam, provider_config: {language: 3}}}",
        "fr: {synthesizer: {provider: elevenlabs, provider_config: {}}}",
        "hi: {transcriber: {provider: assembly, model: universal-3-pro, language: multi-ta}, synthesizer: {}}",
        "hi: {synthesizer: {provider: maya, provider_config: {language: HI_in}}}",
    ],
)
def test_what_is_no_question_of_support(entry):
    assert ask(entry) == []
