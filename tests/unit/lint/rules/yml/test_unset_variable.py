"""YML017: variables without a value."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.yml import unset_variable
from tests.unit.lint.rules.yml.asking import ask, one


@pytest.mark.parametrize("frame", ["a: {}\n", 'a: "{}"\n', "a: '{}'\n", "a: |\n  text\n  {}\n", "a: [b, {}]\n"])
def test_the_placeholder_itself_is_shown(frame):
    value = "${VOICE_FR}" if "[" not in frame else '"${VOICE_FR}"'
    found = one(unset_variable, frame.replace("{}", value), environ={"VOICE": "x"})

    assert found.text == "${VOICE_FR}"
    assert found.message == "variable VOICE_FR is not set"
    assert found.label == "set it, or give a default: ${VOICE_FR:-…}"
    assert found.severity is Severity.WARNING
    assert found.fix is None


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("a: ${A} and ${A} and ${B}\n", ["1:4", "1:13", "1:22"]),
        ("a: $${A} ${A}\n", ["1:10"]),
        ("a: $$${A}\n", ["1:6"]),
        ("a: x\nb: ${A}\n", ["2:4"]),
    ],
)
def test_each_use_is_shown_and_escaped_ones_are_not(text, places):
    assert [found.place for found in ask(unset_variable, text)] == places


def test_a_placeholder_written_with_escapes_is_shown_with_its_text():
    found = one(unset_variable, r'{"a": "$\u007bA}"}', "a.json")

    assert (found.place, found.message) == ("1:7", "variable A is not set")


@pytest.mark.parametrize("value", ["${A}", "${B:-x}", "${B:-}", "$${B}", "$B", "${EMPTY}"])
def test_what_has_a_value_passes(value):
    assert ask(unset_variable, f"a: '{value}'\n", environ={"A": "x", "EMPTY": ""}) == []
