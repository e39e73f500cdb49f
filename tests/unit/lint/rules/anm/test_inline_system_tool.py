"""ANM215: system tools that are defined inline."""

from __future__ import annotations

from anamctl.lint.finding import Severity
from anamctl.lint.rules.anm import inline_system_tool
from tests.unit.lint.rules.anm.samples import INLINE, ask, one


def test_it_is_a_warning_at_the_type():
    found = one(inline_system_tool, INLINE + "  tools:\n    - name: change_language\n      type: system\n")

    assert (found.place, found.text) == ("7:13", "system")
    assert found.message == 'system tool "change_language" is defined inline'
    assert found.label == "create it once through /v1/tools and name its id in toolIds"
    assert found.severity is Severity.WARNING


def test_entries_and_tools_without_name_are_looked_at():
    found = one(inline_system_tool, INLINE + "languages: {fr: {tools: [{type: client}, {type: system}]}}\n")

    assert found.message == "inline system tool"
    assert found.pointer == "/languages/fr/tools/1/type"


def test_other_tools_and_other_types_pass():
    text = INLINE + "  tools: [{type: client, name: system}, system, {name: a}]\nlanguages: {fr: {tools: system}}\n"
    assert not ask(inline_system_tool, text)
