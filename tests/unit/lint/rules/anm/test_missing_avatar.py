"""ANM208: inline personas without an avatar."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.anm import missing_avatar
from tests.unit.lint.rules.anm.samples import AVATAR, INLINE, LLM, SAVED, VOICE, ask, one

FACELESS = f"personaConfig:\n  voiceId: {VOICE}\n  llmId: {LLM}\n"


def test_an_inline_persona_needs_one():
    found = one(missing_avatar, "# a comment\n" + FACELESS)

    assert (found.place, found.text) == ("2:1", "personaConfig")
    assert found.message == 'personaConfig has no "avatarId"'
    assert found.severity is Severity.ERROR
    assert found.pointer == "/personaConfig"


@pytest.mark.parametrize(
    "text",
    [
        INLINE,
        f"personaConfig: {{personaId: {SAVED}}}\n",
        f"personaConfig: {{personaId: {SAVED}, voiceId: {VOICE}}}\n",
        "personaConfig: {}\n",
        "personaConfig: {languageCode: fr}\n",
        "personaConfig:\n",
        "personaConfig: [1]\n",
        "personaConfig: {avatarId: ${ANAM_AVATAR}, voiceId: x}\n",
        "personaConfig: {avatarId: null, voiceId: x}\n",
    ],
)
def test_other_personas_are_left_alone(text):
    assert not ask(missing_avatar, text)


def test_entries_may_bring_it_when_the_base_is_never_used_alone():
    entries = f"languages: {{fr: {{avatarId: {AVATAR}}}, de: {{avatarId: {AVATAR}}}}}\n"

    assert not ask(missing_avatar, FACELESS + entries)
    assert ask(missing_avatar, FACELESS + "  languageCode: en\n" + entries)
    assert ask(missing_avatar, FACELESS + entries.replace("de: {", "it: {}, de: {"))
    assert ask(missing_avatar, FACELESS + "languages: {}\n")
