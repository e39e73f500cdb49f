"""ANM206: numbers and lengths beyond their bounds. The bounds themselves are tested by the acceptance files."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.anm import out_of_range
from tests.unit.lint.rules.anm.samples import INLINE, ask, one

DETECTION = {
    "endOfSpeechSensitivity": (0, 1),
    "silenceBeforeSkipTurnSeconds": (0, 900),
    "silenceBeforeSessionEndSeconds": (0, 7200),
    "silenceBeforeAutoEndTurnSeconds": (0.5, 10),
    "speechEnhancementLevel": (0, 1),
}
GENERATION = {
    "speed": (0.5, 2),
    "volume": (0.5, 2),
    "stability": (0, 1),
    "similarityBoost": (0, 1),
    "style": (0, 1),
}
BOUNDS = [
    *(("voiceDetectionOptions", field, *bounds) for field, bounds in DETECTION.items()),
    *(("voiceGenerationOptions", field, *bounds) for field, bounds in GENERATION.items()),
    ("directorNotes", "expressivity", 0, 1),
]


def persona(parent, field, value):
    return INLINE + f"  {parent}: {{{field}: {value}}}\n"


@pytest.mark.parametrize(("parent", "field", "low", "high"), BOUNDS)
def test_bounds_are_part_of_the_range(parent, field, low, high):
    assert not ask(out_of_range, persona(parent, field, low))
    assert not ask(out_of_range, persona(parent, field, float(low)))
    assert not ask(out_of_range, persona(parent, field, high))
    assert not ask(out_of_range, persona(parent, field, float(high)))


@pytest.mark.parametrize(("parent", "field", "low", "high"), BOUNDS)
def test_just_outside_is_an_error(parent, field, low, high):
    for value in (low - 0.001, high + 0.001):
        found = one(out_of_range, persona(parent, field, value))

        assert found.place == f"5:{3 + len(parent) + 3 + len(field) + 2}"
        assert found.text == str(value)
        assert found.message == f"{field} is {value:,.15g}"
        assert found.label == f"expected {low:,g} to {high:,g}"
        assert found.severity is Severity.ERROR


def test_the_ranges_of_each_kind_of_voice_are_told():
    ranges = ("Cartesia sonic-3 0.6 to 1.5", "ElevenLabs v1 0.7 to 1.2", "ElevenLabs v2 0.7 to 1.2")
    found = one(out_of_range, persona("voiceGenerationOptions", "speed", 2.5))

    assert found.notes == (f"by voice: {', '.join(ranges)}, Fish Audio 0.5 to 2",)


@pytest.mark.parametrize(("value", "word"), [(".nan", "NaN, which is no number"), (".inf", "infinite")])
def test_what_json_cannot_say_is_refused(value, word):
    found = one(out_of_range, persona("voiceGenerationOptions", "speed", value))

    assert found.message == f"speed is {word}"
    assert found.notes == ("JSON has no such number",)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("0", "maxSessionLengthSeconds is 0"),
        ("0.5", "maxSessionLengthSeconds is 0.5"),
        ("-60", "maxSessionLengthSeconds is -60"),
    ],
)
def test_a_session_has_at_least_a_second(value, message):
    found = one(out_of_range, INLINE + f"  maxSessionLengthSeconds: {value}\n")

    assert (found.place, found.message, found.label) == ("5:28", message, "expected at least 1")


def test_a_session_of_a_second_passes():
    assert not ask(out_of_range, INLINE + "  maxSessionLengthSeconds: 1\n")


def test_a_number_of_hundreds_of_digits_is_not_written_out():
    found = one(out_of_range, persona("voiceDetectionOptions", "speechEnhancementLevel", "9" * 390))

    assert found.message == "speechEnhancementLevel is a number of too many digits"


def test_a_style_prompt_has_2000_characters_at_most():
    text = INLINE + "  directorNotes: {customStylePrompt: %s}\n"
    found = one(out_of_range, text % ("ü" * 2001))

    assert found.message == "customStylePrompt has 2,001 characters"
    assert found.label == "expected at most 2,000 characters"
    assert not ask(out_of_range, text % ("ü" * 2000))


def test_entries_and_session_options_are_looked_at():
    text = INLINE + (
        "sessionOptions: {voiceDetection: {endOfSpeechSensitivity: 2}}\n"
        "languages: {fr: {voiceDetectionOptions: {endOfSpeechSensitivity: -1}}}\n"
    )
    assert [(f.place, f.pointer) for f in ask(out_of_range, text)] == [
        ("5:59", "/sessionOptions/voiceDetection/endOfSpeechSensitivity"),
        ("6:66", "/languages/fr/voiceDetectionOptions/endOfSpeechSensitivity"),
    ]


def test_limits_of_tools_are_left_to_their_rule():
    assert not ask(out_of_range, INLINE + '  tools: [{type: client, name: a, description: ""}]\n')
