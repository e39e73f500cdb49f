"""Texts in a few columns."""

from __future__ import annotations

import pytest

from anamctl.view.amounts import amount, has_known_width, is_short


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Be brief.", "2 words"),
        ("Hello", "1 word"),
        ("", "0 words"),
        ("आप माया हैं", "3 words"),
        ("こんばんは、ご用件を伺います。", "15 chars"),
        ("สวัสดี ครับ", "10 chars"),
        ("한국어 문장", "2 words"),
        ("word " * 1200, "1,200 words"),
    ],
)
def test_a_text_is_counted_in_words_where_words_are_told_apart(text, expected):
    assert amount(text) == expected


@pytest.mark.parametrize("text", ["Maya", "Élodie", "Яна", "Νίκος", "春日井", "カミーユ", "민지", "bulbul:v2", "…–·"])
def test_terminals_agree_on_the_width_of_most_scripts(text):
    assert has_known_width(text)


@pytest.mark.parametrize("text", ["माया", "வித்யா", "مريم", "שרה", "മായ", "אa", "👩‍💻", "ខ្មែរ"])
def test_terminals_disagree_on_joined_and_right_to_left_scripts(text):
    assert not has_known_width(text)


def test_a_name_is_short_and_a_sentence_is_not():
    assert is_short("Maya")
    assert not is_short("Maya\n")
    assert not is_short("Hello, this is Maya from Blue Parcel.")
