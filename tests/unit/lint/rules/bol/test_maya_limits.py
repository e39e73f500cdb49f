"""BOL310: languages and voices of Maya (E9)."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.bol import maya_limits
from tests.unit.lint.rules.bol.samples import ask, bare, one, tools, where


def speaks(config, code="hi", **options):
    return bare(**options, **{code: f"{{synthesizer: {{provider: maya, provider_config: {{{config}}}}}}}"})


@pytest.mark.parametrize("code", ["ur", "fr", "as", "ur-IN"])
def test_a_language_outside_of_the_list_is_refused(code):
    text = speaks(f"voice: Ananya, language: {code}")
    found = one(maya_limits, text)

    assert (found.place, found.text) == (where(text, code), code)
    assert found.message.startswith(f'Maya does not speak "{code}" (')
    assert found.label == "it speaks en, hi, bn, gu, kn, ml, mr, od, pa, ta, te, or auto to detect"
    assert found.severity is Severity.ERROR


@pytest.mark.parametrize(
    "code", ["hi", "bn", "gu", "kn", "ml", "mr", "or", "od", "pa", "ta", "te", "en", "auto", "hi-IN", "en_IN", "HI"]
)
def test_the_list_passes_in_every_form_that_the_class_reads(code):
    assert not ask(maya_limits, speaks(f"voice: Ananya, language: {code}"))


def test_a_language_of_the_base_is_pointed_at_in_the_base():
    text = tools(
        synthesizer="{provider: maya, provider_config: {voice: Arjun, voice_id: a, model: m, language: ur}}",
        hi="{synthesizer: {provider: maya, provider_config: {voice_id: Arjun}}}",
    )
    found = one(maya_limits, text)

    assert (found.place, found.text) == (where(text, "language: ur", skip="language: "), "ur")


@pytest.mark.parametrize(
    ("config", "at"),
    [
        ("voice: Priya", "Priya"),
        ("voice: Ananya, voice_id: maya-7", "maya-7"),
    ],
)
def test_there_are_two_voices(config, at):
    text = speaks(config)
    found = one(maya_limits, text)

    assert (found.place, found.text) == (where(text, at), at)
    assert found.message == f'Maya has no voice "{at}"'
    assert found.label == "one of: Ananya, Arjun"
    assert found.severity is Severity.ERROR


def test_a_voice_of_the_base_is_reported_once():
    entry = "{synthesizer: {provider: maya, provider_config: {language: hi}}}"
    base = "{provider: maya, provider_config: {voice: Priya, model: m, language: hi}}"

    assert one(maya_limits, tools(synthesizer=base, hi=entry, bn=entry)).place == "3:58"


def test_a_dropped_language_is_only_suspicious():
    assert one(maya_limits, speaks("voice: Priya", enabled="false")).severity is Severity.WARNING


@pytest.mark.parametrize(
    "text",
    [
        speaks("voice: Ananya"),
        speaks("voice: arjun, language: null"),
        speaks("voice: Priya, voice_id: Arjun"),  # voice_id is what counts
        speaks("voice: '${VOICE}'"),
        speaks('voice: "", language: hi'),  # missing: BOL322
        tools(
            hi="{synthesizer: {provider: maya, provider_config: {voice: Arjun}}}",
            ta="{synthesizer: {provider: sarvam, provider_config: {voice: Vidya}}}",
        ),
        bare(ur="{synthesizer: {provider: openai, provider_config: {voice: Priya, language: ur}}}"),
    ],
)
def test_near_misses_pass(text):
    assert not ask(maya_limits, text)
