"""YML007: keys that are given twice."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.yml import duplicate_key
from tests.unit.lint.rules.yml.asking import ask, one


@pytest.mark.parametrize(
    ("text", "path", "place", "pointed_at", "first"),
    [
        ("personaConfig:\n  name: a\n  llmId: b\n  name: c\n", "a.yaml", "4:3", "name", 2),
        ("personaConfig: {}\nlanguages: {}\npersonaConfig: {}\n", "a.yaml", "3:1", "personaConfig", 1),
        ("personaConfig:\n  name: a\n  'name': c\n", "a.yaml", "3:3", "'name'", 2),
        ("personaConfig: &x\n  name: a\n  name: c\n", "a.yaml", "3:3", "name", 2),
        ("personaConfig:\n  <<: {a: 1}\n  <<: {b: 1}\n", "a.yaml", "3:3", "<<", 2),
        ('{"personaConfig": {"name": 1,\n "name": 2}}', "a.json", "2:2", '"name"', 1),
    ],
)
def test_the_later_key_is_shown_with_the_line_of_the_first(text, path, place, pointed_at, first):
    found = one(duplicate_key, text, path)

    assert (found.place, found.text) == (place, pointed_at)
    assert found.message == f'key "{pointed_at.strip(chr(34) + chr(39))}" is given twice'
    assert found.label == f"first given on line {first}; readers keep only the last one"
    assert found.severity is Severity.ERROR
    assert found.fix is None


def test_each_repetition_is_found():
    assert [found.place for found in ask(duplicate_key, "a: 1\na: 2\na: 3\n")] == ["2:1", "3:1"]


@pytest.mark.parametrize("text", ["a: {b: 1}\nb: {b: 1}\n", "a: 1\n---\na: 1\n", "a: 1\nA: 2\n", "- a: 1\n- a: 1\n"])
def test_equal_keys_of_different_mappings_pass(text):
    assert ask(duplicate_key, text) == []
