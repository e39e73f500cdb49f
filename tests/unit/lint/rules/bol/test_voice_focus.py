"""BOL332: a threshold without the focus that it is for."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.bol import voice_focus
from tests.unit.lint.rules.bol.samples import OPENAI, ask, bare, one, tools


def hears(config, provider="assembly"):
    return f"tools_config:\n  transcriber: {{provider: {provider}, language: en, assemblyai_config: {{{config}}}}}\n"


def test_a_threshold_alone_is_reported():
    found = one(voice_focus, hears("voice_focus_threshold: 0.5"))

    assert found.text == "voice_focus_threshold"
    assert found.message == "voice_focus_threshold without voice_focus"
    assert found.severity is Severity.WARNING


def test_an_entry_is_named():
    transcriber = "{provider: assembly, language: hi, assemblyai_config: {voice_focus_threshold: 1}}"
    text = bare(hi=f"{{transcriber: {transcriber}, synthesizer: {OPENAI}}}")

    assert one(voice_focus, text).message == 'voice_focus_threshold of "hi" without voice_focus'


@pytest.mark.parametrize(
    "text",
    [
        hears("voice_focus: near-field, voice_focus_threshold: 0.5"),
        hears("voice_focus: far-field"),
        hears("voice_focus_threshold: null"),
        hears("voice_focus_threshold: 0.5", "deepgram"),
        tools(),
    ],
)
def test_near_misses_pass(text):
    assert not ask(voice_focus, text)
