"""Events as JSON lines have them."""

from __future__ import annotations

import json

import pytest

from anamctl.errors import ServiceError
from anamctl.listening.events import FileBegan, Language, SettingsSent
from anamctl.listening.records import NAMES, note_record, record, summary_record
from anamctl.listening.verdict import Wish
from anamctl.stt.events import Word
from anamctl.stt.heard import Dropped, Paused, Reconnecting, SpeechStarted, TurnKey, Warned
from tests.unit.listening.fakes import ABOUT, ENDED, READY, final, partial, summary_of

WORD = Word(text="Bonjour", start=120.0, end=480.4, confidence=None)
TURN = {"session": 2, "turn": 7}


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (
            READY,
            {
                "type": "ready",
                "t": 0.1,
                "session": 1,
                "provider": "assemblyai",
                "model": "universal-streaming-multilingual",
                "rate": 16000,
                "sessionId": "",
            },
        ),
        (
            partial(7, "Bonjour", "mad", session=2),
            {
                "type": "partial",
                "t": 0.5,
                **TURN,
                "text": "Bonjour mad",
                "stable": "Bonjour",
                "language": None,
                "confidence": None,
            },
        ),
        (
            final(7, "Bonjour", "fr", 0.98765, 120.0, 480.4, session=2, delay=0.4321, words=(WORD,), t=1.23456),
            {
                "type": "final",
                "t": 1.235,
                **TURN,
                "text": "Bonjour",
                "language": "fr",
                "confidence": 0.988,
                "start": 0.12,
                "end": 0.48,
                "delay": 0.432,
                "interrupted": False,
                "replaces": False,
                "speaker": None,
                "words": [{"text": "Bonjour", "start": 0.12, "end": 0.48, "confidence": None}],
            },
        ),
        (
            Language(t=1, key=TurnKey(2, 7), code="fr", confidence=None, is_sure=True),
            {"type": "language", "t": 1, **TURN, "code": "fr", "confidence": None, "sure": True},
        ),
        (
            Reconnecting(t=2, attempt=1, of=5, wait=0.51234, reason="lost"),
            {"type": "reconnecting", "t": 2, "attempt": 1, "of": 5, "wait": 0.512, "reason": "lost"},
        ),
        (Dropped(t=2, seconds=1.5, total=2.5), {"type": "dropped", "t": 2, "seconds": 1.5, "total": 2.5}),
        (
            Warned(t=2, text="slow", code=7),
            {"type": "warning", "t": 2, "text": "slow", "code": 7, "by": "service"},
        ),
        (SpeechStarted(t=2, at=1500), {"type": "speech", "t": 2, "at": 1.5}),
        (Paused(t=2, is_paused=True), {"type": "paused", "t": 2, "paused": True}),
        (FileBegan(t=2, name="a.wav", start=1500), {"type": "file", "t": 2, "name": "a.wav", "start": 1.5}),
        (
            SettingsSent(t=2, settings={"min_turn_silence": 800, "keyterms_prompt": ("Ana",)}, is_waiting=True),
            {
                "type": "settings",
                "t": 2,
                "settings": {"min_turn_silence": 800, "keyterms_prompt": ["Ana"]},
                "preset": None,
                "waits": True,
            },
        ),
        (ENDED, {"type": "ended", "t": 9.0, "reason": "the sound is over", "by": "source"}),
    ],
    ids=NAMES,
)
def test_every_event_is_a_record(event, expected):
    found = record(event)
    assert found == expected
    assert list(found)[:2] == ["type", "t"]


def test_a_word_says_who_and_in_which_language_where_that_is_known():
    word = Word(text="Hola", start=0, end=1, confidence=0.5, speaker="A", language="es")
    found = record(final(words=(word,)))["words"]
    assert found == [{"text": "Hola", "start": 0, "end": 0.001, "confidence": 0.5, "speaker": "A", "language": "es"}]


def test_a_turn_says_who_spoke():
    assert record(final(speaker="A"))["speaker"] == "A"


def test_a_note_is_a_warning_of_our_own():
    assert note_record("hm", 1.0) == {"type": "warning", "t": 1.0, "text": "hm", "code": None, "by": "anamctl"}


def test_the_summary_has_the_languages_the_verdict_and_the_cost():
    summary = summary_of(final(0), final(1, "Hola.", "es", None, 1000, 2000), wish=Wish("fr"))
    found = summary_record(summary)
    assert found["languages"] == [
        {"code": "es", "turns": 1, "seconds": 1.0, "meanConfidence": None, "share": 0.5, "sure": True},
        {"code": "fr", "turns": 1, "seconds": 1.0, "meanConfidence": 0.98, "share": 0.5, "sure": True},
    ]
    assert (found["expected"], found["met"], found["share"]) == ("fr", False, 0.5)
    assert found["why"] == "50 % of the speech was French at 0.98 (needed 80 %)"
    assert (found["ok"], found["exitCode"]) == (False, 1)
    assert (found["openSeconds"], found["estimatedCost"]) == (9.0, 0.000375)
    json.dumps(found)


def test_what_was_not_sure_is_an_entry_of_its_own():
    summary = summary_of(final(0, end=3000), final(1, confidence=0.5), final(2, language=None), wish=Wish("fr"))
    found = summary_record(summary)
    assert found["languages"] == [
        {"code": "fr", "turns": 1, "seconds": 3.0, "meanConfidence": 0.98, "share": 0.75, "sure": True},
        {"code": "fr", "turns": 1, "seconds": 1.0, "meanConfidence": 0.5, "share": 0.25, "sure": False},
        {"code": None, "turns": 1, "seconds": 1.0, "meanConfidence": None, "share": 0.0, "sure": False},
    ]
    assert (found["met"], found["share"]) == (False, 0.75)


def test_without_an_expectation_and_a_price_these_are_null():
    summary = summary_of(final(language=None), about=ABOUT._replace(price_per_hour=None))
    found = summary_record(summary._replace(error=ServiceError("gone", hint="wait")))
    assert found["expected"] is found["met"] is found["why"] is found["estimatedCost"] is None
    assert found["languages"][0]["code"] is None
    assert found["errors"] == [{"code": "service", "message": "gone", "hint": "wait"}]
