"""ANM221: unknown keys beside `personaConfig`."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.anm import unknown_top_level_key
from tests.unit.lint.rules.anm.samples import INLINE, ask, one


def test_a_misspelt_key_is_an_error_with_a_fix():
    text = INLINE + "langauges:\n  fr: {}\n"
    found = one(unknown_top_level_key, text)

    assert found.place == "5:1"
    assert found.text == "langauges"
    assert found.message == 'unknown key "langauges" at the top level'
    assert found.label == 'did you mean "languages"?'
    assert found.notes == ("nothing under it is used",)
    assert found.severity is Severity.ERROR
    assert found.pointer == "/langauges"
    assert found.fixed == INLINE + "languages:\n  fr: {}\n"


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("voiceId", "belongs in personaConfig"),
        ("videoWidth", "belongs in sessionOptions"),
        ("translations", 'did you mean "languages"?'),
        ("session", 'did you mean "sessionOptions"?'),
        ("persona_config", 'did you mean "personaConfig"? It is given already'),
        ("environment", "one of: personaConfig, sessionOptions, clientLabel, languages"),
    ],
)
def test_a_guess_has_no_fix(key, label):
    found = one(unknown_top_level_key, INLINE + f"{key}: x\n")

    assert found.label == label
    assert found.fix is None


def test_known_keys_the_schema_line_and_an_agents_keys_are_left_alone():
    text = INLINE + "$schema: x\nclientLabel: a\nsessionOptions: {}\nlanguages: {}\nagent_config: {}\n"
    assert not ask(unknown_top_level_key, text)


def test_keys_further_down_are_left_to_others():
    assert not ask(unknown_top_level_key, INLINE + "  nonsense: 1\n")
