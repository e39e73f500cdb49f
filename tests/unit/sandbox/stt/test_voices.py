"""Speakers of a session of the sandbox."""

from __future__ import annotations

import pytest

from anamctl.sandbox.speech import clips
from anamctl.sandbox.speech.events import Heard
from anamctl.sandbox.stt.voices import Voices


def heard(name="", *, speaker="", is_final=True, known=True):
    text = clips.named(name).text if name else "anything"
    language = clips.named(name).language if name else None
    return Heard(text, (), language, 0.9, is_final, known, 0, 1000, speaker)


def numbers(*events, most=None):
    voices = Voices(most)
    return [voices.told(event).speaker for event in events]


def test_who_calls_and_the_persona_are_two_in_order_of_appearance():
    assert numbers(heard("en-greeting"), heard("en-table"), heard("en-moment"), heard("fr-hours")) == [
        "0",
        "1",
        "0",
        "1",
    ]


def test_what_is_of_nobody_is_said_by_the_last_one():
    events = heard(), heard("en-table"), heard("en-greeting"), heard(known=False), heard("en-table", is_final=False)

    assert numbers(*events) == ["0", "0", "1", "1", "1"]


def test_a_scenario_names_any():
    assert numbers(*(heard(speaker=name) for name in ("Ana", "Ben", "Ana", "Eve"))) == ["0", "1", "0", "2"]


@pytest.mark.parametrize(("most", "expected"), [(1, ["0", "0", "0"]), (2, ["0", "1", "1"]), (3, ["0", "1", "2"])])
def test_one_too_many_is_taken_for_the_last(most, expected):
    assert numbers(*(heard(speaker=name) for name in "abc"), most=most) == expected
