"""What a persona says, in which language, and in which pieces."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.languages.iso639 import language
from anamctl.sandbox.anam.live.clips import Clips
from anamctl.sandbox.anam.live.phrases import PHRASES
from anamctl.sandbox.anam.live.replies import Replies, pieces
from anamctl.sandbox.scenario.anam import AnamScenario
from anamctl.sandbox.speech.clips import languages


def replies(**scenario):
    return Replies(AnamScenario.model_validate(scenario), Clips())


def test_there_are_lines_in_many_languages_and_each_is_complete():
    assert len(PHRASES) >= 30
    assert set(languages()) <= set(PHRASES)
    for code in PHRASES:
        assert language(code) is not None
        assert replies().greeting(code)
        own = replies()
        assert len({own.next(code, "") for _ in range(3)}) >= 2


@pytest.mark.parametrize("code", languages())
def test_the_greeting_and_the_first_reply_can_be_heard_where_there_are_clips(code):
    own = replies()

    assert Clips().sound(code, own.greeting(code)) is not None
    assert Clips().sound(code, own.next(code, "")) is not None


def test_no_line_is_said_in_two_languages():
    said = [line for phrases in PHRASES.values() for line in (phrases.greeting, *phrases.replies) if line]

    assert len(said) == len(set(said))


def test_replies_take_turns_and_begin_again():
    own = replies(replies={"fr": ["un", "deux"]})

    assert [own.next("fr", "") for _ in range(3)] == ["un", "deux", "un"]


def test_each_language_has_its_own_turn():
    own = replies(replies={"fr": ["un", "deux"], "es": ["uno", "dos"]})

    assert [own.next(code, "") for code in ("fr", "es", "fr", "es")] == ["un", "uno", "deux", "dos"]


def test_a_reply_can_repeat_what_was_heard():
    assert replies(replies={"fr": ["Vous dites {heard} ?"]}).next("fr", "bonjour") == "Vous dites bonjour ?"


def test_a_scenario_can_greet_in_its_own_words():
    assert replies(greetings={"fr": "Salut"}).greeting("fr") == "Salut"


def test_a_language_without_lines_is_answered_in_english():
    assert replies().greeting("cy") == replies().greeting("en")
    assert replies().next("cy", "") == replies().next("en", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [""]),
        ("Oui", ["Oui"]),
        ("Bien sûr, un instant.", ["Bien ", "sûr, ", "un ", "instant."]),
        ("Bonsoir\u202f! Comment", ["Bonsoir\u202f! ", "Comment"]),
        ("  deux  mots ", ["  ", "deux  ", "mots "]),
        ("はい、少々お待ちください。", ["はい、", "少々お", "待ちく", "ださい", "。"]),
        ("incomprehensibilities", ["incomprehensibilities"]),
    ],
)
def test_a_text_comes_in_words(text, expected):
    assert pieces(text) == expected


@given(st.text())
def test_pieces_give_the_text_again(text):
    assert "".join(pieces(text)) == text
