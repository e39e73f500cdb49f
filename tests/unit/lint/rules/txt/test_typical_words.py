from __future__ import annotations

import pytest

from anamctl.lint.rules.txt.typical_words import CLOSE, are_close, looks_like, signs, words
from tests.unit.lint.rules.txt.sample_prompts import PROMPTS

CODES = [code for code in PROMPTS if words(code)]


def test_no_word_stands_in_two_languages_that_are_not_close():
    from anamctl.lint.rules.txt.typical_words import _WORDS

    shared = [
        (one, other, word)
        for one in _WORDS
        for other in _WORDS
        if not are_close(one, other)
        for word in words(one)
        if word in words(other) and word.startswith(" ")
    ]

    assert shared == []


@pytest.mark.parametrize("code", CODES)
def test_no_prompt_looks_like_a_language_that_is_not_close(code):
    wrong = [
        other for other in CODES if not are_close(code, other) for text in PROMPTS[code] if looks_like(other, text)
    ]

    assert wrong == []


@pytest.mark.parametrize("code", CODES)
def test_a_longer_prompt_looks_like_its_own_language(code):
    assert looks_like(code, " ".join(PROMPTS[code]))


@pytest.mark.parametrize("code", ["ja", "ta", "el", "he", "th", "jp", "od", "qx"])
def test_a_script_of_its_own_needs_no_signs(code):
    assert signs(code) is None


@pytest.mark.parametrize("code", ["eo", "so"])
def test_a_language_without_words_is_always_looked_at(code):
    assert signs(code) == ()
    assert not looks_like(code, "anything at all")


def test_locales_and_capitals_have_the_signs_of_their_language():
    assert signs("fr-FR") == signs("fr") == words("fr")


def test_groups_of_close_languages_are_symmetric():
    assert are_close("da", "no")
    assert are_close("no", "da")
    assert are_close("xx", "xx")
    assert not are_close("da", "de")
    assert all(len(group) > 1 for group in CLOSE)
