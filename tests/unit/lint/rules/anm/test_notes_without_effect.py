"""ANM214: director notes for cara-3."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.anm import notes_without_effect
from tests.unit.lint.rules.anm.samples import INLINE, ask, one

NOTES = "directorNotes: {presetStyle: warm}"


def test_cara_3_drops_them():
    found = one(notes_without_effect, INLINE + f"  avatarModel: cara-3\n  {NOTES}\n")

    assert (found.place, found.text) == ("6:3", "directorNotes")
    assert found.message == "directorNotes with cara-3"
    assert found.severity is Severity.WARNING


def test_the_model_of_the_base_counts_for_the_notes_of_an_entry():
    found = one(notes_without_effect, INLINE + f"  avatarModel: cara-3\nlanguages:\n  fr:\n    {NOTES}\n")

    assert (found.place, found.pointer) == ("8:5", "/languages/fr/directorNotes")


def test_the_model_of_an_entry_counts_for_the_notes_of_the_base():
    found = one(notes_without_effect, INLINE + f"  {NOTES}\nlanguages:\n  fr:\n    avatarModel: cara-3\n")

    assert (found.place, found.text) == ("8:18", "cara-3")
    assert found.message == "cara-3 with the directorNotes of personaConfig"


def test_an_inherited_fault_is_told_once():
    text = INLINE + f"  avatarModel: cara-3\n  {NOTES}\nlanguages: {{fr: {{avatarModel: cara-3}}, de: {{name: a}}}}\n"
    assert one(notes_without_effect, text).place == "6:3"


@pytest.mark.parametrize(
    "more",
    [
        f"  avatarModel: cara-4\n  {NOTES}\n",
        f"  {NOTES}\n",
        "  avatarModel: cara-3\n",
        "  avatarModel: cara-3\n  directorNotes: {}\n",
        f"  avatarModel: cara-3\nlanguages: {{fr: {{avatarModel: cara-4, {NOTES}}}}}\n",
        f"  avatarModel: ${{MODEL}}\n  {NOTES}\n",
    ],
)
def test_notes_that_work_pass(more):
    assert not ask(notes_without_effect, INLINE + more)
