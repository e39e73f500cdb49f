"""ANM222: objects that lack a key."""

from __future__ import annotations

from anamctl.lint.finding import Severity
from anamctl.lint.rules.anm import missing_key
from tests.unit.lint.rules.anm.samples import INLINE, ask, one


def test_tools_have_a_type_and_a_name():
    text = INLINE + "  tools:\n    - name: open_menu\n    - type: client\n    - {}\n"
    found = ask(missing_key, text)

    assert [(f.place, f.message) for f in found] == [
        ("6:7", 'tool open_menu has no "type"'),
        ("7:7", 'tools[1] has no "name"'),
        ("8:7", 'tools[2] has no "type"'),
        ("8:7", 'tools[2] has no "name"'),
    ]
    assert found[0].label == "one of: client, server, system"
    assert all(f.severity is Severity.ERROR for f in found)


def test_egress_has_a_mode_and_a_room_has_an_address():
    found = ask(missing_key, INLINE + "sessionOptions:\n  egress: {daily: {token: '${T}'}}\n")

    assert [(f.place, f.message, f.label) for f in found] == [
        ("6:12", 'daily has no "roomUrl"', "the address of the Daily room"),
        ("6:3", 'egress has no "mode"', "expected: daily"),
    ]


def test_a_tool_is_not_called_by_a_name_that_spoils_the_line():
    assert one(missing_key, INLINE + '  tools: [{name: "a\\nb"}]\n').message == 'tools[0] has no "type"'


def test_complete_objects_pass():
    assert not ask(missing_key, INLINE + "  tools: [{type: client, name: a}]\n")
