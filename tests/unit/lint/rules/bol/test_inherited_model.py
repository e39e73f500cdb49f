"""BOL321: models of another provider (W13)."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.bol import inherited_model
from tests.unit.lint.rules.bol.samples import OPENAI, ask, bare, one, tools, where


def entry(transcriber):
    return f"{{synthesizer: {OPENAI}, transcriber: {{{transcriber}}}}}"


def test_another_provider_inherits_the_model():
    text = tools(hi=entry("provider: sarvam, language: hi"))
    found = one(inherited_model, text)

    assert (found.place, found.text) == (where(text, "sarvam"), "sarvam")
    assert found.message == 'sarvam of "hi" inherits the model "nova-3" from the base'
    assert found.label == "name a model of sarvam"
    assert found.notes == ("a transcriber is laid over the base's, also when its provider is another",)
    assert found.severity is Severity.WARNING


def test_a_base_without_provider_is_deepgram():
    base = "{model: nova-3, language: en}"

    assert one(inherited_model, tools(transcriber=base, hi=entry("provider: sarvam, language: hi")))
    assert not ask(inherited_model, tools(transcriber=base, hi=entry("provider: deepgram, language: hi")))


@pytest.mark.parametrize(
    "text",
    [
        tools(hi=entry("provider: sarvam, model: 'saaras:v3', language: hi")),
        tools(hi=entry("provider: deepgram, language: hi")),
        tools(hi=entry("language: hi")),
        tools(hi=entry("provider: '${EARS}', language: hi")),
        tools(transcriber="{provider: deepgram, language: en}", hi=entry("provider: sarvam, language: hi")),
        bare(hi=entry("provider: sarvam, language: hi")),
        tools(hi="{transcriber: sarvam}"),
        tools(hi="{transcriber: null}"),
    ],
)
def test_near_misses_pass(text):
    assert not ask(inherited_model, text)
