"""YML005: aliases and anchors."""

from __future__ import annotations

import pytest

from anamctl.lint.rules.yml import broken_alias
from tests.unit.definitions.parsers import both_parsers, parser
from tests.unit.lint.rules.yml.asking import ask, one


@pytest.mark.parametrize(
    ("text", "place", "pointed_at", "message", "label"),
    [
        (
            "a: &voice 1\nb: *vioce\n",
            "2:4",
            "*vioce",
            'unknown alias "*vioce"',
            'did you mean "*voice"?',
        ),
        ("a: 1\nb: *x\n", "2:4", "*x", 'unknown alias "*x"', 'no anchor "&x" stands before it; text needs quotes'),
        (
            "b: *later\na: &later 1\n",
            "1:4",
            "*later",
            'unknown alias "*later"',
            'no anchor "&later" stands before it; text needs quotes',
        ),
        (
            "a: &x 1\nb: 2\nc: &x 3\n",
            "3:4",
            "&x",
            'anchor "&x" is given twice',
            "first given on line 1; give this one another name",
        ),
        (
            "a: &x1 0\nb: &x 1\nc: [&x 3]\n",
            "3:5",
            "&x",
            'anchor "&x" is given twice',
            "first given on line 2; give this one another name",
        ),
        (
            "personaConfig: &all\n  a: 1\n  b: *all\n",
            "3:6",
            "*all",
            'alias "*all" holds itself',
            "an alias cannot stand inside the value that it repeats",
        ),
        (
            "personaConfig:\n  b: &list [1, [*list]]\n",
            "2:17",
            "*list",
            'alias "*list" holds itself',
            "an alias cannot stand inside the value that it repeats",
        ),
    ],
)
@both_parsers
def test_what_is_wrong_is_said(parser_name, text, place, pointed_at, message, label):
    with parser(parser_name):
        found = one(broken_alias, text)

    assert (found.place, found.text, found.message, found.label) == (place, pointed_at, message, label)
    assert found.fix is None


@pytest.mark.parametrize(
    "text", ["a: &x 1\nb: *x\n", "a: &x {b: 1}\nc: {<<: *x}\n", "a: '*x'\n", "a: &x 1\n---\na: &x 2\n"]
)
def test_good_aliases_pass(text):
    assert ask(broken_alias, text) == []
