"""How far what was heard is from what was said."""

from __future__ import annotations

import importlib.util

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.errors import UsageError
from anamctl.listening.wer import INSTALL, Errors, errors, unit, units


@pytest.mark.parametrize(
    ("expected", "heard", "language", "wrong", "of"),
    [
        ("Bonjour à tous.", "bonjour à tous", "fr", 0, 3),
        ("Bonjour à tous.", "bonjour a tous", "fr", 1, 3),
        ("une table pour deux", "une table deux", "fr", 1, 4),
        ("une table", "une petite table", "fr", 1, 2),
        ("s'il vous plaît", "s’il vous plaît", "fr", 0, 3),
        ("eins zwei", "", "de", 2, 2),
        ("", "etwas", "de", 1, 0),
        ("", "", "de", 0, 0),
        ("二名で予約", "二名で 予約。", "ja", 0, 5),
        ("二名で予約", "三名で予約", "ja-JP", 1, 5),
        ("नमस्ते दुनिया", "नमस्ते दुनिया!", "hi", 0, 2),
        ("café", "cafe\u0301", "fr", 0, 1),
        ("ﬁn", "fin", "fr", 0, 1),
    ],
)
def test_case_and_punctuation_do_not_count(expected, heard, language, wrong, of):
    assert errors(expected, heard, language) == Errors(wrong, of)


def test_the_rate_may_be_above_one_and_nothing_expected_is_all_or_nothing():
    assert Errors(3, 2).rate == 1.5
    assert Errors(0, 0).rate == 0.0
    assert Errors(2, 0).rate == 1.0


def test_it_is_said_what_is_counted():
    assert unit("ja") == "characters"
    assert unit("fr") == "words"


def distance(first, second):
    """Count mistakes the way the textbook does."""
    row = list(range(len(second) + 1))
    for at, one in enumerate(first, 1):
        before, row[0] = row[0], at
        for column, other in enumerate(second, 1):
            before, row[column] = row[column], min(row[column] + 1, row[column - 1] + 1, before + (one != other))
    return row[-1]


@given(st.lists(st.sampled_from("abc"), max_size=8), st.lists(st.sampled_from("abc"), max_size=8))
def test_the_count_is_that_of_the_textbook(first, second):
    found = errors(" ".join(first), " ".join(second), "en")
    assert found == Errors(distance(first, second), len(first))


@given(st.text(), st.sampled_from(["fr", "ja"]))
def test_any_text_can_be_taken_apart(text, language):
    assert all(units(text, language))
    assert errors(text, text, language).wrong == 0


def test_a_missing_package_is_one_line_with_the_command_that_installs_it(monkeypatch):
    monkeypatch.setattr("anamctl.listening.wer.find_spec", lambda name: None)
    with pytest.raises(UsageError) as raised:
        errors("a", "b", "en")
    assert raised.value.message == "word error rates need rapidfuzz, which is not installed."
    assert raised.value.hint == INSTALL
    assert importlib.util.find_spec("rapidfuzz")
