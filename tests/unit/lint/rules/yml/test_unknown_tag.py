"""YML014: tags."""

from __future__ import annotations

import pytest

from anamctl.lint.rules.yml import unknown_tag
from tests.unit.lint.rules.yml.asking import ask, one


@pytest.mark.parametrize(
    ("value", "pointed_at", "message"),
    [
        (
            "!!python/object/apply:os.system [ls]",
            "!!python/object/apply:os.system",
            'unknown tag "!!python/object/apply:os.system"',
        ),
        ("!!set {a}", "!!set", 'unknown tag "!!set"'),
        ("!!binary aGk=", "!!binary", 'unknown tag "!!binary"'),
        ("!wow that is it", "!wow", 'unknown tag "!wow"'),
        ("&x !wow that is it", "!wow", 'unknown tag "!wow"'),
        ("!<tag:example.com,2026:x> y", "!<tag:example.com,2026:x>", 'unknown tag "tag:example.com,2026:x"'),
        ("!%ff y", "!%ff", 'unknown tag "!%ff"'),
        ("!%ed%a0%80 y", "!%ed%a0%80", 'unknown tag "!%ed%a0%80"'),
    ],
)
def test_a_tag_is_shown_and_never_followed(value, pointed_at, message):
    found = ask(unknown_tag, f"personaConfig:\n  name: {value}\n")
    if value.startswith("!%ff"):
        assert found == []  # a matter of syntax for the parser
        return

    [problem] = found
    assert (problem.text, problem.message) == (pointed_at, message)
    assert problem.place.startswith("2:")
    assert problem.label == "remove the tag; if it is text, put the text in quotes"
    assert problem.fix is None


@pytest.mark.parametrize(
    ("value", "message", "label"),
    [
        ("!!int abc", 'tag "!!int" on "abc"', "expected a whole number; remove the tag"),
        ("!!float x", 'tag "!!float" on "x"', "expected a number; remove the tag"),
        ("!!bool yes", 'tag "!!bool" on "yes"', "expected true or false; remove the tag"),
        ("!!null x", 'tag "!!null" on "x"', "expected null; remove the tag"),
        ("!!str [a]", 'tag "!!str" on "[a]"', "expected a text; remove the tag"),
        ("!!map [a]", 'tag "!!map" on "[a]"', "expected a mapping; remove the tag"),
        ("!!seq\n    a: b", 'tag "!!seq" on a value that is none', "expected a list; remove the tag"),
    ],
)
def test_a_core_tag_must_fit(value, message, label):
    found = one(unknown_tag, f"personaConfig:\n  name: {value}\n")

    assert (found.place, found.message, found.label) == ("2:9", message, label)


@pytest.mark.parametrize(
    "value",
    [
        "!!str 12",
        "!!int 12",
        '!!int "12"',
        "!!float 1",
        "!!bool true",
        "!!null",
        "!!map {}",
        "!!seq []",
        '"!wow"',
        "a!b",
    ],
)
def test_fitting_tags_and_exclamation_marks_in_text_pass(value):
    assert ask(unknown_tag, f"personaConfig:\n  name: {value}\n") == []


def test_json_has_no_tags():
    assert ask(unknown_tag, '{"personaConfig": {"name": "!!python/object x"}}', "a.json") == []
