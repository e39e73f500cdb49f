from __future__ import annotations

import math

import pytest

from anamctl.lint.rules.txt import detection
from anamctl.lint.rules.txt.typical_words import are_close
from tests.unit.lint.rules.txt.sample_prompts import PROMPTS

ENGLISH = PROMPTS["en"][0]


def scores(**shares):
    """Give a classifier whose answer has these shares for any text."""

    def classify(text):
        root = math.sqrt(len(text.encode()))
        return [(code, math.log(share) * root) for code, share in shares.items()]

    return classify


def test_what_is_no_prose_is_left_out():
    text = "See `x = 1` and https://a.example/b, {name}, ${HOME}, <b>now</b>: a@b.example 12\n```\ncode\n```\n**end**"

    assert detection.prose(text) == "See and , , now : end"


@pytest.mark.parametrize(
    "text", ["one two three four", "{a} {b} {c} {d} {e} {f}", "https://a.example one two", "", "ça va très bien"]
)
def test_under_five_words_is_not_enough(text):
    assert not detection.has_enough(text)


def test_five_words_are_enough():
    assert detection.has_enough("one two three four five")


def test_a_sure_answer_is_given():
    verdict = detection.judge(ENGLISH, "fr", scores(en=0.97, fr=0.01, de=0.02))

    assert verdict is not None
    assert verdict.code == "en"
    assert round(verdict.share, 2) == 0.97


@pytest.mark.parametrize(
    "answer",
    [
        {"en": 0.89, "fr": 0.01, "de": 0.1},
        {"en": 0.95, "fr": 0.05},
        {"fr": 0.99, "en": 0.01},
        {"en": 0.99, "de": 0.01},
        {"ca": 0.98, "oc": 0.01, "es": 0.01},
    ],
)
def test_close_calls_and_unknown_languages_are_not(answer):
    expected = "es" if "ca" in answer else "fr"

    assert detection.judge(ENGLISH, expected, scores(**answer)) is None


def test_the_bounds_are_where_they_are_said_to_be():
    assert detection.judge(ENGLISH, "fr", scores(en=0.9001, fr=0.0199, de=0.08)) is not None
    assert detection.judge(ENGLISH, "fr", scores(en=0.8999, fr=0.0199, de=0.0802)) is None
    assert detection.judge(ENGLISH, "fr", scores(en=0.97, fr=0.0201, de=0.0099)) is None


def test_both_norwegians_are_one_language():
    assert detection.judge(ENGLISH, "nb", scores(no=0.5, nn=0.49, en=0.01)) is None


def test_without_an_answer_there_is_no_verdict():
    assert detection.judge(ENGLISH, "fr", lambda _: []) is None


def test_without_the_extra_there_is_no_classifier(monkeypatch):
    monkeypatch.setattr(detection, "find_spec", lambda _: None)
    detection.classifier.cache_clear()

    assert detection.classifier() is None
    detection.classifier.cache_clear()


@pytest.fixture(scope="module")
def classify():
    pytest.importorskip("py3langid")
    return detection.classifier()


@pytest.mark.parametrize("code", PROMPTS)
def test_no_prompt_in_its_own_language_is_taken_for_another(classify, code):
    assert [text for text in PROMPTS[code] if detection.judge(text, code, classify)] == []


def test_prompts_under_another_language_are_found_and_never_misnamed(classify):
    asked = found = 0
    latin = ["en", "de", "fr", "es", "pt", "it", "nl", "sv", "fi", "pl", "cs", "hu", "ro", "tr", "id", "vi", "sw", "et"]
    for code in latin:
        for other in latin:
            if not are_close(code, other):
                for text in PROMPTS[code]:
                    verdict = detection.judge(text, other, classify)
                    asked += 1
                    found += verdict is not None
                    assert verdict is None or verdict.code == code

    assert found / asked > 0.85
