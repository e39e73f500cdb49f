"""YML016: placeholders that are none."""

from __future__ import annotations

import pytest

from anamctl.lint.rules.yml import broken_placeholder
from tests.unit.lint.rules.yml.asking import ask, one


@pytest.mark.parametrize(
    ("value", "pointed_at", "label"),
    [
        ("${", "${", "the closing } is missing"),
        ("${NAME", "${NAME", "the closing } is missing"),
        ("${}", "${}", "the name is missing"),
        ("${1A}", "${1A}", "a name begins with a letter or _"),
        ("${A-b}", "${A-b}", "a default is written ${NAME:-default}"),
        ("${A B}", "${A B}", "a name holds only letters, digits and _"),
        ("Hello ${A.B}!", "${A.B}", "a name holds only letters, digits and _"),
    ],
)
@pytest.mark.parametrize("frame", ["a: {}\n", 'a: "{}"\n', "a: '{}'\n", "a: |\n  text\n  {}\n", "a: &x {}\n"])
def test_the_placeholder_itself_is_shown(frame, value, pointed_at, label):
    found = one(broken_placeholder, frame.replace("{}", value))

    assert found.text == pointed_at
    assert found.message == f'broken placeholder "{pointed_at}"'
    assert found.label == f"{label}; a dollar sign before a brace is written $$"
    assert found.fix is None


def test_a_long_one_is_cut():
    found = one(broken_placeholder, "a: ${" + "x" * 100 + "\n")

    assert found.text.startswith("${xxx")
    assert len(found.message) < 80


def test_each_is_found():
    assert [found.place for found in ask(broken_placeholder, "a: ${1} ${2}\n")] == ["1:4", "1:9"]


@pytest.mark.parametrize("value", ["${A}", "${A:-b}", "${A:-}", "$$", "$${", "$5", "$A", "{A}"])
def test_good_ones_and_lone_dollar_signs_pass(value):
    assert ask(broken_placeholder, f"a: '{value}'\n", environ={"A": "x"}) == []


def test_in_json_too():
    assert one(broken_placeholder, '{"a": "x ${"}', "a.json").place == "1:10"
