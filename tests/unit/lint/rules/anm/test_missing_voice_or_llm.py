"""ANM209: inline personas without a voice or a language model."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.anm import missing_voice_or_llm
from tests.unit.lint.rules.anm.samples import AVATAR, INLINE, LLM, SAVED, VOICE, ask, one

BARE = f"personaConfig:\n  avatarId: {AVATAR}\n"


@pytest.mark.parametrize(
    ("more", "what"),
    [
        ("", '"voiceId" and no "llmId"'),
        (f"  llmId: {LLM}\n", '"voiceId"'),
        (f"  voiceId: {VOICE}\n", '"llmId"'),
        ("  enableAudioPassthrough: false\n", '"voiceId" and no "llmId"'),
        ("  disableBrains: false\n  brainType: x\n", '"voiceId"'),
    ],
)
def test_what_is_missing_is_named(more, what):
    found = one(missing_voice_or_llm, BARE + more)

    assert (found.place, found.text) == ("1:1", "personaConfig")
    assert found.message == f"personaConfig has no {what}"
    assert found.severity is Severity.WARNING


@pytest.mark.parametrize(
    "text",
    [
        INLINE,
        BARE + "  enableAudioPassthrough: true\n",
        BARE + "  llmId: CUSTOMER_CLIENT_V1\n",
        BARE + "  brainType: CUSTOMER_CLIENT_V1\n",
        BARE + "  disableBrains: true\n",
        BARE + f"  voiceId: {VOICE}\n  brainType: ANAM_GPT_4O_MINI_V1\n",
        f"personaConfig: {{personaId: {SAVED}}}\n",
        "personaConfig: {}\n",
        "personaConfig: x\n",
    ],
)
def test_other_personas_are_left_alone(text):
    assert not ask(missing_voice_or_llm, text)


def test_entries_may_bring_the_voice():
    text = BARE + f"  llmId: {LLM}\nlanguages: {{fr: {{voiceId: {VOICE}}}}}\n"

    assert not ask(missing_voice_or_llm, text)
    assert one(missing_voice_or_llm, text.replace("languages", "  languageCode: en\nlanguages")).text == "personaConfig"
