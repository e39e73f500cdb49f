"""YML004: control characters."""

from __future__ import annotations

import pytest

from anamctl.lint.rules.yml import control_character
from tests.unit.lint.rules.yml.asking import ask, one


@pytest.mark.parametrize(
    ("character", "message"),
    [
        ("\x1b", "control character U+001B (escape)"),
        ("\x07", "control character U+0007 (bell)"),
        ("\x7f", "control character U+007F (delete)"),
        ("\x01", "control character U+0001"),
        ("\x9d", "control character U+009D"),
        ("\ufffe", "control character U+FFFE"),
    ],
)
def test_the_character_is_named_and_removed(character, message):
    found = one(control_character, f"personaConfig:\n  name: An{character}na\n")

    assert (found.place, found.text, found.message) == ("2:11", character, message)
    assert found.label == "YAML does not allow it; remove it"
    assert found.fixed == "personaConfig:\n  name: Anna\n"
    assert found.fix is not None
    assert found.fix.safe


@pytest.mark.parametrize(
    ("data", "label"),
    [
        (b"a: b\x00", "the file seems not to be text"),
        ("a: bcd".encode("utf-16-le"), "the file seems to be UTF-16; save it as UTF-8"),
    ],
)
def test_a_nul_tells_that_the_file_is_something_else(data, label):
    found = one(control_character, data)

    assert found.message == "control character U+0000 (NUL)"
    assert found.label == label
    assert found.fix is None


def test_a_second_byte_order_mark_is_found():
    found = one(control_character, b"\xef\xbb\xbf" * 2 + b"personaConfig: {}")

    assert (found.place, found.message) == ("1:1", "byte order mark given twice")


def test_tabs_in_text_line_breaks_and_escapes_pass():
    assert ask(control_character, 'personaConfig:\r\n  name: "a\tb\\x1b"\r\n  x: a\x85b\u2028\n') == []


def test_in_json_strings_control_characters_are_a_matter_of_syntax():
    assert ask(control_character, '{"a": "\x01"}', "a.json") == []
