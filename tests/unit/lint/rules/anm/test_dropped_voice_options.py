"""ANM220: voice options that an entry with another voice does not inherit."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.anm import dropped_voice_options
from tests.unit.lint.rules.anm.samples import INLINE, LUCY, VOICE, ask, one

BASE = INLINE + "  voiceGenerationOptions: {speed: 1.1, volume: 2}\nlanguages:\n"


@pytest.mark.parametrize(
    ("own", "lost"),
    [
        ("", "speed 1.1, volume 2"),
        (", voiceGenerationOptions: {speed: 1}", "volume 2"),
        (", voiceGenerationOptions: {emotion: sad}", "speed 1.1, volume 2"),
    ],
)
def test_what_is_lost_is_told_at_the_voice(own, lost):
    found = one(dropped_voice_options, BASE + f"  fr: {{voiceId: {LUCY}{own}}}\n")

    assert (found.place, found.text) == ("7:17", LUCY)
    assert found.message == f"languages.fr does not inherit {lost}"
    assert found.severity is Severity.INFO
    assert found.pointer == "/languages/fr/voiceId"


def test_each_entry_is_told():
    text = BASE + f"  fr: {{voiceId: {LUCY}}}\n  de: {{name: a}}\n  it: {{voiceId: {LUCY}}}\n"
    assert [f.place for f in ask(dropped_voice_options, text)] == ["7:17", "9:17"]


@pytest.mark.parametrize(
    "entry",
    [
        "{}",
        "null",
        "{name: a}",
        f"{{voiceId: {VOICE}}}",
        f"{{voiceId: {VOICE}, voiceGenerationOptions: {{speed: 1}}}}",
        f"{{voiceId: {LUCY}, voiceGenerationOptions: {{}}}}",
        f"{{voiceId: {LUCY}, voiceGenerationOptions: {{volume: 1, speed: 1, emotion: sad}}}}",
        f"{{voiceId: {LUCY}, voiceGenerationOptions: null}}",
        "{voiceGenerationOptions: {emotion: sad}}",
    ],
)
def test_nothing_is_said_where_nothing_is_lost_unawares(entry):
    assert not ask(dropped_voice_options, BASE + f"  fr: {entry}\n")


@pytest.mark.parametrize("options", ["", "  voiceGenerationOptions: {}\n", "  voiceGenerationOptions: [speed]\n"])
def test_a_base_without_options_loses_none(options):
    assert not ask(dropped_voice_options, INLINE + options + f"languages: {{fr: {{voiceId: {LUCY}}}}}\n")


def test_a_field_of_two_lines_is_shown_in_one():
    text = INLINE + f'  voiceGenerationOptions: {{"a\\nb": 1}}\nlanguages: {{fr: {{voiceId: {LUCY}}}}}\n'
    assert one(dropped_voice_options, text).message == 'languages.fr does not inherit "a\\u{a}b" 1'
