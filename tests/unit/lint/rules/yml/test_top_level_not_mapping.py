"""YML010: the top level is no mapping."""

from __future__ import annotations

import pytest

from anamctl.lint.rules.yml import top_level_not_mapping
from tests.unit.lint.rules.yml.asking import ask, one

EXPECTED = 'expected a mapping with "personaConfig" or the keys of a Bolna agent'


@pytest.mark.parametrize(
    ("text", "path", "place", "pointed_at", "message", "label"),
    [
        ("text", "a.yaml", "1:1", "text", 'top level is "text"', EXPECTED),
        ("# c\n12\n", "a.yaml", "2:1", "12", "top level is 12", EXPECTED),
        ("true", "a.yaml", "1:1", "true", "top level is true", EXPECTED),
        ("- a\n- b\n", "a.yaml", "1:1", "- a", "top level is a list", EXPECTED),
        ("[]", "a.yaml", "1:1", "[]", "top level is a list", EXPECTED),
        ('"x"', "a.json", "1:1", '"x"', 'top level is "x"', EXPECTED),
        ("personaConfig\n", "a.yaml", "1:1", "personaConfig", 'top level is "personaConfig"', EXPECTED),
    ],
)
def test_what_stands_there_is_said(text, path, place, pointed_at, message, label):
    found = one(top_level_not_mapping, text, path)

    assert (found.place, found.text, found.message, found.label) == (place, pointed_at, message, label)


def test_a_list_of_documents_gets_advice():
    assert '"---"' in one(top_level_not_mapping, "- personaConfig: {}\n- personaConfig: {}\n").label
    assert "need YAML" in one(top_level_not_mapping, '[{"personaConfig": {}}]', "a.json").label


@pytest.mark.parametrize("text", ["a: 1", "{}", "", "~"])
def test_mappings_and_nothing_pass(text):
    assert ask(top_level_not_mapping, text) == []
