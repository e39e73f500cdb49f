"""ANM216: names and descriptions of tools."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.anm import tool_limits
from tests.unit.lint.rules.anm.samples import INLINE, ask, one


def persona(name="a", description="b"):
    return INLINE + f"  tools:\n    - type: client\n      name: {name}\n      description: {description}\n"


@pytest.mark.parametrize(
    ("name", "better", "refused"),
    [
        ("open menu", "open_menu", " "),
        ("montrer-l'article", "montrer-l_article", "'"),
        ("öffnen", "ffnen", "ö"),
        ("a/b::c", "a_b_c", "/"),
    ],
)
def test_a_name_has_only_certain_characters(name, better, refused):
    found = one(tool_limits, persona(name))

    assert (found.place, found.text) == ("7:13", name)
    assert found.message == f'tool name "{name}"'
    assert found.label == f'"{refused}" is not allowed; expected 1 to 64 letters, digits, _ . or -'
    assert found.severity is Severity.ERROR
    assert found.fix is not None
    assert not found.fix.safe
    assert found.fixed == persona(better)


@pytest.mark.parametrize(("name", "message"), [('""', "tool name is empty"), ("a" * 65, "tool name of 65 characters")])
def test_a_name_has_1_to_64_characters(name, message):
    found = one(tool_limits, persona(name))

    assert found.message == message
    assert found.fix is None


def test_a_name_of_strange_characters_only_is_not_guessed():
    assert one(tool_limits, persona("日本")).fix is None


@pytest.mark.parametrize("name", ["a", "a" * 64, "A_b.c-9", "${TOOL}"])
def test_good_names_pass(name):
    assert not ask(tool_limits, persona(name))


@pytest.mark.parametrize(
    ("length", "message"),
    [(0, "tools[0].description is empty"), (1025, "tools[0].description has 1,025 characters")],
)
def test_a_description_has_1_to_1024_characters(length, message):
    found = one(tool_limits, persona(description=f'"{"é" * length}"'))

    assert found.place == "8:20"
    assert found.message == message
    assert found.label == "expected 1 to 1,024 characters"
    assert found.severity is Severity.ERROR


@pytest.mark.parametrize("length", [1, 1024])
def test_descriptions_at_the_bounds_pass(length):
    assert not ask(tool_limits, persona(description=f'"{"é" * length}"'))


def test_ids_and_style_prompts_are_left_to_others():
    text = INLINE + f"  personaId: x\n  directorNotes: {{customStylePrompt: {'a' * 2001}}}\n"
    assert not ask(tool_limits, text)
