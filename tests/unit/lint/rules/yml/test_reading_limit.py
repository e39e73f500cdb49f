"""YML006: depth, and what aliases stand for."""

from __future__ import annotations

from anamctl.definitions.build import EXPANSION_LIMIT
from anamctl.lint.rules.yml import reading_limit
from tests.unit.lint.rules.yml.asking import ask, one


def aliases(count):
    return f"personaConfig:\n  a: &a [{'x, ' * 999}x]\n  b: [{'*a, ' * count}*a]\n"


def test_one_level_too_many():
    found = one(reading_limit, "[" * 201 + "]" * 201)

    assert (found.place, found.text) == ("1:201", "[")
    assert found.message == "nested deeper than 200 levels"
    assert found.notes == ("nothing from this document on was checked",)
    assert ask(reading_limit, "[" * 200 + "]" * 200) == []


def test_too_many_values():
    found = one(reading_limit, aliases(150))

    assert found.place == "2:6"
    assert found.message == "aliases stand for more than 100,000 values"
    assert found.notes == ("what this alias stands for was not checked",)
    assert EXPANSION_LIMIT == 100_000
    assert ask(reading_limit, aliases(90)) == []


def test_json_has_the_same_limit():
    assert one(reading_limit, "[" * 201 + "]" * 201, "a.json").place == "1:201"
    assert ask(reading_limit, "[" * 200 + "]" * 200, "a.json") == []
