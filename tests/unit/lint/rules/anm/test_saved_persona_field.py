"""ANM228: fields of saved personas."""

from __future__ import annotations

import pytest

from anamctl.definitions.shape import known_keys
from anamctl.lint.finding import Severity
from anamctl.lint.rules.anm import saved_persona_field
from tests.unit.lint.rules.anm.samples import INLINE, ask, one


@pytest.mark.parametrize("key", saved_persona_field.FIELDS)
def test_it_is_a_warning_that_says_what_to_do(key):
    found = one(saved_persona_field, INLINE + f"  {key}: 1\n")

    assert (found.place, found.text) == ("5:3", key)
    assert found.message == f"{key} is no field of a session token"
    assert found.label == saved_persona_field.FIELDS[key]
    assert found.severity is Severity.WARNING


def test_entries_are_looked_at():
    assert one(saved_persona_field, INLINE + "languages: {fr: {voiceSpeed: 1}}\n").pointer == "/languages/fr/voiceSpeed"


def test_other_fields_pass():
    assert not ask(saved_persona_field, INLINE + "  voiceGenerationOptions: {speed: 1}\n")


def test_the_fields_are_known_to_the_models_so_no_other_rule_reports_them():
    assert set(saved_persona_field.FIELDS) <= set(known_keys("PersonaConfig"))
