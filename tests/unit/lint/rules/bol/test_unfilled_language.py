"""BOL311: languages that Bolna does not fill in (E10)."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.bol import unfilled_language
from tests.unit.lint.rules.bol.samples import OPENAI, ask, bare, one, tools, where


def entry(provider, config="voice: v, model: m"):
    return f"{{synthesizer: {{provider: {provider}, provider_config: {{{config}}}}}}}"


def base(provider, language):
    return f"{{provider: {provider}, provider_config: {{voice: V, voice_id: v, model: m, language: {language}}}}}"


@pytest.mark.parametrize(
    ("provider", "code"), [("azuretts", "hi-IN"), ("rime", "hi"), ("gemini", "hi"), ("soniox", "hi")]
)
def test_a_leg_without_language_is_an_error(provider, code):
    text = tools(hi=entry(provider))
    found = one(unfilled_language, text)

    assert found.place == where(text, f"{provider}, provider_config", skip=f"{provider}, ")
    assert found.text == "provider_config"
    assert found.message == f'{provider} of "hi" has no language'
    assert found.label == f"Bolna does not fill it in; write language: {code}"
    assert found.severity is Severity.ERROR
    assert found.fix is not None
    assert not found.fix.safe
    assert found.fixed == text.replace("{voice: v, model: m}", f"{{language: {code}, voice: v, model: m}}")
    assert not ask(unfilled_language, found.fixed or "")


def test_a_base_that_is_not_in_the_file_may_bring_it():
    found = one(unfilled_language, bare(hi=entry("rime")))

    assert found.severity is Severity.WARNING
    assert found.notes == ("the base is not in this file; with the same provider it may bring one",)


def test_an_agent_with_one_language_counts():
    text = "tools_config:\n  synthesizer: {provider: gemini, provider_config: {voice: v}}\n"
    found = one(unfilled_language, text)

    assert found.message == "gemini has no language"
    assert found.label == "Bolna does not fill it in; write provider_config.language"
    assert found.severity is Severity.ERROR
    assert found.fix is None


@pytest.mark.parametrize("provider", ["azuretts", "soniox", "maya"])
def test_the_language_of_the_base_stays(provider):
    text = tools(synthesizer=base(provider, "hi-IN"), hi=entry(provider), ta=entry(provider))
    found = one(unfilled_language, text)

    assert found.place.startswith("9:")
    assert found.message == f'{provider} of "ta" speaks with the base\'s language "hi-IN"'
    assert found.label.startswith("Bolna does not replace it; write language: ta")
    assert found.severity is Severity.WARNING


@pytest.mark.parametrize("provider", ["rime", "gemini"])
def test_what_is_not_sent_does_no_harm(provider):
    assert not ask(unfilled_language, tools(synthesizer=base(provider, "en"), en=entry(provider), ta=entry(provider)))


def test_maya_speaks_english_by_default():
    found = one(unfilled_language, tools(ta=entry("maya"), en=entry("maya")))

    assert found.message == 'maya of "ta" has no language'
    assert found.label == "without one it speaks English; write language: ta"
    assert found.severity is Severity.WARNING


def test_an_empty_language_is_none_and_is_not_given_twice():
    found = one(unfilled_language, tools(hi=entry("rime", 'voice: v, language: ""')))

    assert found.message == 'rime of "hi" has no language'
    assert found.fix is None


def test_a_model_that_is_no_text_does_no_harm():
    assert one(unfilled_language, tools(hi=entry("rime", "model: [m]"))).label.endswith("write language: hi")


def test_a_dropped_language_is_only_suspicious():
    assert one(unfilled_language, tools(enabled="false", hi=entry("rime"))).severity is Severity.WARNING


@pytest.mark.parametrize(
    "text",
    [
        tools(hi=entry("azuretts", "voice: v, language: hi-IN")),
        tools(synthesizer=base("azuretts", "hi-IN"), hi=entry("azuretts")),
        tools(synthesizer=base("maya", "auto"), ta=entry("maya")),
        tools(synthesizer=base("soniox", "7"), ta=entry("soniox")),  # a wrong type: BOL305
        tools(synthesizer=base("soniox", "hi"), ta=entry("soniox", "language: en")),  # its own: LNG106
        tools(en=entry("elevenlabs"), hi=entry("elevenlabs"), ta=entry("rime", "language: ta")),
        tools(hi=entry("sarvam")),
        tools(hi=entry("elevenlabs")),
        tools(hi=f"{{synthesizer: {OPENAI}}}"),
    ],
)
def test_near_misses_pass(text):
    assert not ask(unfilled_language, text)
