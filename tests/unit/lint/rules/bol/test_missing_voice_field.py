"""BOL322: what a provider needs after layering."""

from __future__ import annotations

import pytest

from anamctl.definitions.shape_data import REQUIRED
from anamctl.lint.finding import Severity
from anamctl.lint.rules.bol import elevenlabs_voice, missing_voice_field, unfilled_language
from tests.unit.lint.rules.bol.samples import OPENAI, ask, bare, one, tools, where

OTHER = "{provider: kalpa, provider_config: {}}"
FILLED_IN = {"sarvam", "smallest", "cartesia", "openai", "pixa", "polly"}


LATER = {"maya": ("language",)}
"""What else a rule beside this one would ask for."""


def entry(provider, config):
    return f"{{synthesizer: {{provider: {provider}, provider_config: {{{config}}}}}}}"


def full(provider, *, without=""):
    return ", ".join(f"{key}: {key}-x" for key in (*REQUIRED[provider], *LATER.get(provider, ())) if key != without)


@pytest.mark.parametrize(("provider", "key"), [(provider, key) for provider, keys in REQUIRED.items() for key in keys])
def test_every_missing_field_is_reported_exactly_once(provider, key):
    text = tools(synthesizer=OTHER, en=f"{{synthesizer: {OTHER}}}", hi=entry(provider, full(provider, without=key)))
    found = [
        *ask(missing_voice_field, text),
        *ask(elevenlabs_voice, text),
        *ask(unfilled_language, text),
    ]

    is_filled_in = key == "language" and provider in FILLED_IN
    assert [one.message for one in found] == ([] if is_filled_in else [f'{provider} of "hi" has no {key}'])


@pytest.mark.parametrize("provider", [name for name in REQUIRED if name not in {"kalpa", "elevenlabs"}])
def test_all_that_is_missing_is_named_in_one_finding(provider):
    text = tools(synthesizer=OTHER, hi=entry(provider, ""))
    found = one(missing_voice_field, text)

    assert found.text == "provider_config"
    assert found.place == where(text, f"{provider}, provider_config", skip=f"{provider}, ")
    assert found.label == f"{provider} needs {', '.join(REQUIRED[provider])}"
    assert found.severity is Severity.WARNING


def test_what_the_base_brings_is_there():
    base = "{provider: sarvam, provider_config: {voice: V, voice_id: v, model: m}}"

    assert not ask(missing_voice_field, tools(synthesizer=base, hi=entry("sarvam", "")))


def test_what_the_base_lacks_is_reported_there_and_once():
    base = "{provider: sarvam, provider_config: {voice_id: v, model: m}}"
    found = one(missing_voice_field, tools(synthesizer=base, hi=entry("sarvam", ""), ta=entry("sarvam", "voice_id: w")))

    assert found.place == "3:35"
    assert found.message == "sarvam has no voice"


def test_a_base_of_another_provider_excuses_nothing():
    base = "{provider: openai, provider_config: {voice: V}}"
    found = ask(missing_voice_field, tools(synthesizer=base, hi=entry("sarvam", "voice: V, voice_id: v")))

    assert [one.message for one in found] == ["openai has no model", 'sarvam of "hi" has no model']


def test_an_entry_that_empties_what_the_base_brings_is_told():
    base = "{provider: openai, provider_config: {voice: V, model: m}}"
    found = one(missing_voice_field, tools(synthesizer=base, hi=entry("openai", 'voice: ""')))

    assert found.message == 'openai of "hi" has no voice'


def test_a_base_of_one_language_names_its_own():
    text = "tools_config:\n  synthesizer: {provider: sarvam, provider_config: {voice: V, voice_id: v, model: m}}\n"

    assert one(missing_voice_field, text).message == "sarvam has no language"


def test_a_base_that_is_not_in_the_file_may_bring_it():
    assert one(missing_voice_field, bare(hi=entry("openai", "voice: v"))).notes == (
        "the base is not in this file; it may bring it",
    )


def test_a_synthesizer_without_any_config_points_at_it():
    found = one(missing_voice_field, tools(hi="{synthesizer: {provider: rime}}"))

    assert found.text == "synthesizer"
    assert found.message == 'rime of "hi" has no voice and no voice_id and no model'


@pytest.mark.parametrize(
    "text",
    [
        *(bare(hi=entry(provider, full(provider))) for provider in REQUIRED),
        bare(hi=entry("kalpa", "")),
        bare(hi=entry("quux", "")),
        bare(hi=entry("openai", "voice: null, model: m")),  # a wrong type: BOL305
        bare(hi=entry("openai", "voice: '${VOICE}', model: m")),
        bare(hi=f"{{synthesizer: {OPENAI}}}"),
    ],
)
def test_near_misses_pass(text):
    assert not ask(missing_voice_field, text)
