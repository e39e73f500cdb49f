"""SEC502: characters that change the order in which text is shown."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.sec import bidirectional_control
from tests.unit.lint.rules.yml.asking import INLINE, ask, one

CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
MARKS = "\u200e\u200f\u061c"
NAMES = {
    "\u202e": "right-to-left override (U+202E)",
    "\u2066": "left-to-right isolate (U+2066)",
    "\u200f": "right-to-left mark (U+200F)",
    "\u061c": "arabic letter mark (U+061C)",
}


@pytest.mark.parametrize("character", CONTROLS)
@pytest.mark.parametrize(
    ("frame", "place"),
    [
        ("personaConfig:\n  name: An{}na\n", "2:11"),
        ("personaConfig:\n  systemPrompt: |\n    one\n    two {} three\n", "4:9"),
        ("personaConfig: 1 # com{}ment\n", "1:23"),
        ("personaConfig: {{na{}me: 1}}\n", "1:19"),
        ("unknown: '{}'\n", "1:11"),
    ],
)
def test_each_is_an_error_wherever_it_stands(frame, place, character):
    text = frame.format(character)
    found = one(bidirectional_control, text)

    assert (found.place, found.text) == (place, character)
    assert found.message == NAMES.get(character, found.message)
    assert found.label == "it reorders what people see; remove it"
    assert found.severity is Severity.ERROR
    assert found.fixed == frame.format("")
    assert found.fix is not None
    assert not found.fix.safe


@pytest.mark.parametrize("character", CONTROLS)
def test_right_to_left_text_is_no_excuse_for_a_control(character):
    assert len(ask(bidirectional_control, f"personaConfig: {{name: 'مرحبا {character}'}}\n")) == 1


@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_is_a_warning(mark):
    found = one(bidirectional_control, f"personaConfig:\n  name: Anna{mark}\n")

    assert found.message == NAMES.get(mark, found.message)
    assert found.label == "nobody sees it; remove it"
    assert found.severity is Severity.WARNING


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("text", ["אני עובד ב-Anam{}!", "استخدم Anam{} الآن", "{}ܫܠܡܐ"])
def test_a_mark_beside_right_to_left_letters_passes(text, mark):
    assert ask(bidirectional_control, f"personaConfig:\n  name: {text.format(mark)}\n") == []


def test_letters_on_another_line_do_not_help():
    assert len(ask(bidirectional_control, "personaConfig:\n  a: مرحبا\n  b: x\u200f\n")) == 1


@pytest.mark.parametrize(("escape", "severity"), [("\\u202e", Severity.ERROR), ("\\u200f", Severity.WARNING)])
@pytest.mark.parametrize(
    ("frame", "path"),
    [('{{"personaConfig": {{"name": "a{}b"}}}}', "a.json"), ('personaConfig: {{name: "a{}b"}}', "a.yaml")],
)
def test_written_as_an_escape_they_are_found_too(frame, path, escape, severity):
    found = one(bidirectional_control, frame.format(escape), path)

    assert (found.text, found.pointer, found.severity) == (escape, "/personaConfig/name", severity)
    assert found.fixed == frame.format("")


@pytest.mark.parametrize("text", ["a: 'x\\u202e'", "a: x\\u202e", "a: |\n  x\\u202e", 'a: "x\\\\u202e"', "# \\u202e"])
def test_where_a_backslash_is_a_backslash_there_is_no_escape(text):
    assert ask(bidirectional_control, text) == []


def test_each_is_found_with_its_pointer():
    found = ask(bidirectional_control, INLINE + "  name: \u202ax\u202c\n")

    assert [(one.place, one.pointer) for one in found] == [
        ("5:9", "/personaConfig/name"),
        ("5:11", "/personaConfig/name"),
    ]


@pytest.mark.parametrize(
    "text", ["“quoted” – with — dashes…", "L’été", "हिन्दी", "日本語。", "مرحبا", "שלום", "a\u2028b", "x\u2070\u205f"]
)
def test_ordinary_text_passes(text):
    assert ask(bidirectional_control, f"personaConfig:\n  name: {text}\n") == []


def test_the_example_personas_have_none(project_root):
    for path in sorted((project_root / "personas").iterdir()):
        assert ask(bidirectional_control, path.read_bytes(), path.name) == []
