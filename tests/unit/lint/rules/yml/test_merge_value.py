"""YML012: what can be merged."""

from __future__ import annotations

import pytest

from anamctl.lint.rules.yml import merge_value
from tests.unit.lint.rules.yml.asking import ask, one


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("text", "text"),
        ("1", "a number"),
        ("~", "null"),
        ("true", "a boolean"),
        ("[x]", "text"),
        ("[[{a: 1}]]", "a list"),
    ],
)
def test_only_mappings_can_be_merged(value, found):
    problem = one(merge_value, f"personaConfig:\n  <<: {value}\n")

    assert (problem.place, problem.text, problem.message) == ("2:3", "<<", f'"<<" merges {found}')
    assert problem.label == "expected an alias of a mapping, or a list of such"


@pytest.mark.parametrize("value", ["{a: 1}", "{}", "[]", "[{a: 1}, {b: 2}]", "*x", "[*x]"])
def test_mappings_and_lists_of_them_pass(value):
    assert ask(merge_value, f"y1: &x {{a: 1}}\npersonaConfig: {{<<: {value}}}\n") == []


def test_a_quoted_sign_and_json_merge_nothing():
    assert ask(merge_value, "personaConfig: {'<<': text}\n") == []
    assert ask(merge_value, '{"personaConfig": {"<<": "text"}}', "a.json") == []
