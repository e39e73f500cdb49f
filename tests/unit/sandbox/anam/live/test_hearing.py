"""What a persona makes of what it hears."""

from __future__ import annotations

import pytest

from anamctl.sandbox.anam.live.hearing import RATE, Hearing, understood
from anamctl.sandbox.speech.clips import named, pcm
from anamctl.sandbox.speech.events import Heard, Started, Word
from anamctl.sandbox.speech.listener import Listener


def heard(text, language="fr", *, known=True, length=1000, is_final=True):
    words = tuple(Word(word, 0, 1, 1.0, is_final=True) for word in text.split())
    return Heard(text, words, language, 1.0, is_final, known, 100, 100 + length)


class Turns:
    def __init__(self):
        self.told = []

    def speech_began(self):
        self.told.append("began")
        return f"turn {self.told.count('began')}"

    def speech_ended(self, turn, text):
        self.told.append((turn, text))


@pytest.mark.parametrize(
    ("utterance", "language", "expected"),
    [
        (heard("Une table pour deux"), "fr", "Une table pour deux"),
        (heard("Une table pour deux"), None, "Une table pour deux"),
        (heard("Une mesa para dos", "es"), "fr", "[?] mesa [?] dos"),
        (heard("Una", "es"), "fr", "[?]"),
        (heard("二名で 予約を", "ja"), "fr", "[?]予約を"),
        (heard("", None, known=False), "fr", "[?]"),
        (heard("Une table", known=False), None, "[?]"),
        (heard("", None, known=False, length=300), "fr", ""),
    ],
)
def test_it_understands_its_own_language_and_half_of_another(utterance, language, expected):
    assert understood(utterance, language) == expected


def test_a_turn_begins_with_sound_and_ends_with_what_was_understood():
    turns = Turns()
    hearing = Hearing(turns, lambda: "fr")
    hearing.take([Started(0), heard("Une", is_final=False), heard("Une table")])
    hearing.take([Started(3000), heard("Bonsoir")])

    assert turns.told == ["began", ("turn 1", "Une table"), "began", ("turn 2", "Bonsoir")]


def test_an_end_without_a_beginning_has_one():
    turns = Turns()
    Hearing(turns, lambda: "fr").take([heard("Bonsoir")])

    assert turns.told == ["began", ("turn 1", "Bonsoir")]


@pytest.mark.parametrize(
    ("language", "expected"),
    [("fr", "Une table pour deux, s’il vous plaît."), ("es", "[?] table [?] deux, [?] vous [?]")],
)
def test_the_sound_of_a_clip_is_understood_by_who_hears_its_language(language, expected):
    turns = Turns()
    listener = Listener(RATE)
    hearing = Hearing(turns, lambda: language)
    hearing.take(listener.feed(pcm(named("fr-table"), RATE)))
    hearing.take(listener.end())

    assert turns.told == ["began", ("turn 1", expected)]
