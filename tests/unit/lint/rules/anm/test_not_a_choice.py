"""ANM207: texts that are not one of the documented choices."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.anm import not_a_choice
from tests.unit.lint.rules.anm.samples import INLINE, ask, one


def test_a_misspelling_is_put_right_inside_its_quotes():
    text = INLINE + '  voiceGenerationOptions: {emotion: "clam"}\n'
    found = one(not_a_choice, text)

    assert (found.place, found.text) == ("5:37", '"clam"')
    assert found.message == 'unknown emotion "clam"'
    assert found.label == 'did you mean "calm"? One of: neutral, calm, angry, content, sad, scared'
    assert found.severity is Severity.ERROR
    assert found.fix is not None
    assert found.fix.safe
    assert found.fixed == text.replace("clam", "calm")


def test_capitals_count():
    assert one(not_a_choice, INLINE + "  directorNotes: {presetStyle: Warm}\n").fixed is not None


@pytest.mark.parametrize("model", ["cara-2", "cara-5"])
def test_a_version_is_not_guessed(model):
    found = one(not_a_choice, INLINE + f"  avatarModel: {model}\n")

    assert found.message == f'unknown avatarModel "{model}"'
    assert found.label == "one of: cara-3, cara-4, cara-4-latest"
    assert found.fix is None


def test_every_field_with_choices_is_looked_at():
    text = INLINE + (
        "  tools: [{type: webhook, name: a}]\n"
        "sessionOptions:\n"
        "  videoQuality: best\n"
        "  regionPolicy: loose\n"
        "  egress: {mode: livekit}\n"
        "languages: {fr: {directorNotes: {presetStyle: cheerful}}}\n"
    )
    assert [(f.place, f.message, f.label) for f in ask(not_a_choice, text)] == [
        ("5:18", 'unknown tools[0].type "webhook"', "one of: client, server, system"),
        ("7:17", 'unknown videoQuality "best"', "one of: high, auto"),
        ("8:17", 'unknown regionPolicy "loose"', "one of: preferred, strict"),
        ("9:18", 'unknown mode "livekit"', "expected: daily"),
        (
            "10:47",
            'unknown presetStyle "cheerful"',
            "one of: happy, warm, playful, supportive, sad, angry, distressed",
        ),
    ]


def test_a_single_choice_is_not_listed_twice():
    found = one(not_a_choice, INLINE + "sessionOptions: {egress: {mode: dayly}}\n")

    assert found.label == 'did you mean "daily"?'


def test_choices_and_variables_pass():
    assert not ask(not_a_choice, INLINE + "  avatarModel: cara-4-latest\n  directorNotes: {presetStyle: '${STYLE}'}\n")
