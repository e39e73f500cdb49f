"""ANM210: personas that are neither saved nor described, or both."""

from __future__ import annotations

import pytest

from anamctl.definitions.shape import known_keys
from anamctl.lint.finding import Severity
from anamctl.lint.persona_kinds import BESIDE_SAVED
from anamctl.lint.persona_kinds import INLINE as INLINE_KEYS
from anamctl.lint.rules.anm import saved_or_inline
from tests.unit.lint.rules.anm.samples import AVATAR, INLINE, SAVED, ask, one

SAVED_ONLY = f"personaConfig:\n  personaId: {SAVED}\n"


@pytest.mark.parametrize("config", ["{}", "{languageCode: fr}", "{enableAudioPassthrough: true}", "{avatrId: x}"])
def test_one_of_the_two_is_needed(config):
    found = one(saved_or_inline, f"personaConfig: {config}\n")

    assert (found.place, found.text) == ("1:1", "personaConfig")
    assert found.message == "personaConfig neither names a saved persona nor describes one"
    assert found.severity is Severity.ERROR


@pytest.mark.parametrize(
    ("more", "what"),
    [
        ("  name: Jo\n", "name"),
        ("  voiceId: a\n  llmId: b\n", "voiceId, llmId"),
        ("  name: a\n  voiceId: a\n  llmId: b\n  tools: []\n", "name, voiceId, llmId, tools"),
        ("  name: a\n  voiceId: a\n  llmId: b\n  tools: []\n  toolIds: []\n", "name, voiceId, llmId, tools and 1 more"),
    ],
)
def test_both_is_too_much(more, what):
    found = one(saved_or_inline, SAVED_ONLY + more)

    assert (found.place, found.text) == ("2:3", "personaId")
    assert found.message == f"personaId together with {what}"


def test_an_entry_cannot_swap_an_inline_persona_for_a_saved_one():
    found = one(saved_or_inline, INLINE + f"languages:\n  fr:\n    personaId: {SAVED}\n")

    assert (found.place, found.text) == ("7:5", "personaId")
    assert found.message == "personaId in languages.fr, while personaConfig describes the persona inline"


def test_an_entry_is_looked_at_by_itself():
    found = one(saved_or_inline, SAVED_ONLY + f"languages:\n  fr: {{personaId: {SAVED}, voiceId: x}}\n")

    assert found.place == "4:8"
    assert found.message == "personaId together with voiceId"


@pytest.mark.parametrize(
    "text",
    [
        INLINE,
        SAVED_ONLY,
        SAVED_ONLY + "  languageCode: fr\n",
        SAVED_ONLY + "  enableAudioPassthrough: true\n  type: stateful\n",
        SAVED_ONLY + f"languages:\n  fr: {{personaId: {SAVED}}}\n",
        f"personaConfig: {{avatarId: {AVATAR}}}\n",
        "personaConfig:\n",
        "personaConfig: text\n",
    ],
)
def test_either_of_the_two_passes(text):
    assert not ask(saved_or_inline, text)


def test_every_known_key_is_on_one_side():
    assert not INLINE_KEYS & BESIDE_SAVED
    assert set(known_keys("PersonaConfig")) == INLINE_KEYS | BESIDE_SAVED


def test_a_fault_of_the_base_is_told_once():
    text = SAVED_ONLY + f"  name: Jo\nlanguages:\n  de: {{voiceId: x}}\n  fr: {{personaId: {SAVED}}}\n"
    assert one(saved_or_inline, text).place == "2:3"


def test_a_base_that_says_nothing_may_leave_it_to_the_entries_when_it_has_no_language():
    entries = f"languages: {{fr: {{personaId: {SAVED}}}, de: {{personaId: {SAVED}}}}}\n"

    assert not ask(saved_or_inline, "personaConfig: {}\n" + entries)
    assert one(saved_or_inline, "personaConfig: {languageCode: en}\n" + entries).text == "personaConfig"
    assert one(saved_or_inline, "personaConfig: {}\n" + entries.replace("de: {", "de: {}, it: {")).place == "1:1"
