"""ANM226: tools of the same name."""

from __future__ import annotations

from anamctl.lint.finding import Severity
from anamctl.lint.rules.anm import duplicate_tool
from tests.unit.lint.rules.anm.samples import INLINE, ask, one


def test_the_later_one_is_pointed_at():
    text = (
        INLINE
        + "  tools:\n    - {type: client, name: a}\n    - {type: client, name: b}\n    - {type: server, name: a}\n"
    )
    found = one(duplicate_tool, text)

    assert (found.place, found.text) == ("8:28", "a")
    assert found.message == 'tool name "a" is given twice'
    assert found.label == "the tool on line 6 has it already; names are unique"
    assert found.severity is Severity.WARNING


def test_the_tools_of_an_entry_replace_those_of_the_base():
    text = INLINE + "  tools: [{type: client, name: a}]\nlanguages: {fr: {tools: [{type: client, name: a}]}}\n"
    assert not ask(duplicate_tool, text)


def test_names_of_a_wrong_type_are_left_alone():
    assert not ask(duplicate_tool, INLINE + "  tools: [{name: [a]}, {name: [a]}, {}, {}, 3]\n")
