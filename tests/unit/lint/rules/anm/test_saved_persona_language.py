"""ANM211: languages of saved personas."""

from __future__ import annotations

from anamctl.lint.finding import Severity
from anamctl.lint.rules.anm import saved_persona_language
from tests.unit.lint.rules.anm.samples import INLINE, SAVED, ask, one

SAVED_ONLY = f"personaConfig:\n  personaId: {SAVED}\n"


def test_a_language_beside_the_id_is_a_warning():
    found = one(saved_persona_language, SAVED_ONLY + "  languageCode: fr\n")

    assert (found.place, found.text) == ("3:3", "languageCode")
    assert found.message == "languageCode beside personaId"
    assert "set on the account" in found.label
    assert found.severity is Severity.WARNING


def test_entries_that_change_a_saved_persona_are_named_in_one_warning():
    entries = f"languages:\n  fr: {{voiceId: x}}\n  de:\n  it: {{personaId: {SAVED}}}\n"
    found = one(saved_persona_language, SAVED_ONLY + entries)

    assert (found.place, found.text) == ("3:1", "languages")
    assert found.message == "a saved persona is changed by languages.fr, languages.de"


def test_entries_with_personas_of_their_own_are_fine():
    assert not ask(saved_persona_language, SAVED_ONLY + f"languages:\n  fr: {{personaId: {SAVED}}}\n")


def test_inline_personas_have_languages():
    assert not ask(saved_persona_language, INLINE + "  languageCode: en\nlanguages: {fr: {}}\n")


def test_a_saved_persona_without_language_is_fine():
    assert not ask(saved_persona_language, SAVED_ONLY)
