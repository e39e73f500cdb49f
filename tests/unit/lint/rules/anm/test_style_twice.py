"""ANM213: director notes with two styles."""

from __future__ import annotations

from anamctl.lint.finding import Severity
from anamctl.lint.rules.anm import style_twice
from tests.unit.lint.rules.anm.samples import INLINE, ask, one


def test_a_preset_and_a_prompt_exclude_each_other():
    found = one(style_twice, INLINE + "  directorNotes:\n    customStylePrompt: Calm.\n    presetStyle: warm\n")

    assert (found.place, found.text) == ("7:5", "presetStyle")
    assert found.message == "presetStyle together with customStylePrompt"
    assert found.severity is Severity.ERROR


def test_entries_are_looked_at():
    text = INLINE + "languages: {fr: {directorNotes: {presetStyle: warm, customStylePrompt: Calme.}}}\n"
    assert one(style_twice, text).place == "5:34"


def test_an_entry_replaces_the_notes_of_the_base():
    text = (
        INLINE + "  directorNotes: {presetStyle: warm}\nlanguages: {fr: {directorNotes: {customStylePrompt: Calme.}}}\n"
    )
    assert not ask(style_twice, text)


def test_notes_of_a_wrong_type_are_left_alone():
    assert not ask(style_twice, INLINE + "  directorNotes: [presetStyle, customStylePrompt]\n")
