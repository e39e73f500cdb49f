"""Which scalar holds a place of the text."""

from __future__ import annotations

import pytest

from anamctl.definitions.reader import read_bytes
from anamctl.lint.rules.sec.where import Finder, scalars

TEXT = """\
personaConfig: # comment
  name: &n Anna
  tools: [a, {b: *n}]
---
agent_config: {x: [y]}
"""


def file():
    return read_bytes(TEXT.encode(), "a.yaml")


@pytest.mark.parametrize(
    ("needle", "path", "is_key"),
    [
        ("personaConfig", ("personaConfig",), True),
        ("name", ("personaConfig", "name"), True),
        ("Anna", ("personaConfig", "name"), False),
        ("a, {", ("personaConfig", "tools", 0), False),
        ("b: *", ("personaConfig", "tools", 1, "b"), True),
        ("x: [", ("agent_config", "x"), True),
        ("y]", ("agent_config", "x", 0), False),
    ],
)
def test_a_place_leads_to_its_scalar(needle, path, is_key):
    found = Finder(file()).at(TEXT.index(needle))

    assert found is not None
    assert (found.path, found.is_key) == (path, is_key)


@pytest.mark.parametrize("needle", ["# com", "---", ": [y", "\n"])
def test_between_scalars_there_is_none(needle):
    assert Finder(file()).at(TEXT.index(needle)) is None


def test_before_and_after_everything_there_is_none():
    finder = Finder(read_bytes(b"  personaConfig: x  \n", "a.yaml"))

    assert finder.at(0) is None
    assert finder.at(99) is None


def test_every_scalar_is_listed_once():
    found = [scalar.node.value for scalar in scalars(file())]

    assert sorted(found) == sorted(["personaConfig", "name", "Anna", "tools", "a", "b", "agent_config", "x", "y"])
