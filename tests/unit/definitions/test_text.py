"""Text: lines, columns, excerpts."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.definitions.text import Position, SourceText

TEXTS = st.text(alphabet="ab\r\n\u2028\x85é😀", max_size=40)


def splits(text: str) -> list[str]:
    return re.split("\r\n|\n|\r", text)


@pytest.mark.parametrize(
    ("text", "index", "line", "column"),
    [
        ("", 0, 1, 1),
        ("ab", 0, 1, 1),
        ("ab", 1, 1, 2),
        ("ab", 2, 1, 3),
        ("ab\ncd", 2, 1, 3),
        ("ab\ncd", 3, 2, 1),
        ("ab\r\ncd", 4, 2, 1),
        ("ab\rcd", 3, 2, 1),
        ("ab\n", 3, 2, 1),
        ("ab\n\ncd", 3, 2, 1),
        ("é😀x", 2, 1, 3),
        ("a\u2028b", 2, 1, 3),
        ("a\x85b", 2, 1, 3),
        ("ab", 99, 1, 3),
    ],
)
def test_lines_and_columns_count_from_one_in_code_points(text, index, line, column):
    assert SourceText(text).position(index) == Position(line, column)


@given(TEXTS, st.integers(0, 45))
def test_a_position_leads_back_to_its_index(text, index):
    source = SourceText(text)
    place = source.position(index)

    assert source.line_starts[place.line - 1] + place.column - 1 == min(index, len(text))


@given(TEXTS, st.integers(0, 45))
def test_the_quick_and_the_thorough_way_agree(text, index):
    quick, thorough = SourceText(text), SourceText(text)
    for _ in range(30):
        thorough.position(0)

    assert quick.position(index) == thorough.position(index)
    assert quick.excerpt(index, 2) == thorough.excerpt(index, 2)


@given(TEXTS, st.integers(0, 45), st.integers(0, 45), st.integers(0, 3))
def test_a_stretch_is_located_at_both_ends_with_its_lines(text, start, end, before):
    source = SourceText(text)
    first, last, excerpt = source.locate(start, end, before)

    assert first == source.position(start)
    assert last == source.position(max(start, end))
    numbers = range(max(1, first.line - before), first.line + 1)
    assert excerpt == tuple((number, source.line(number)) for number in numbers)


@given(TEXTS)
def test_lines_are_those_of_an_editor(text):
    source = SourceText(text)

    assert [source.line(number) for number in range(1, source.line_count + 1)] == splits(text)


@pytest.mark.parametrize("number", [-1, 0, 3])
def test_a_line_that_does_not_exist_is_empty(number):
    assert SourceText("a\nb").line(number) == ""


@given(TEXTS, st.integers(0, 40))
def test_the_end_of_a_line_is_before_its_break(text, index):
    index = min(index, len(text))
    end = SourceText(text).line_end(index)

    assert end >= index
    assert "\n" not in text[index:end]
    assert "\r" not in text[index:end]
    assert end == len(text) or text[end] in "\r\n"


def test_an_excerpt_ends_with_the_line_of_its_index():
    source = SourceText("one\ntwo\r\nthree\nfour")

    assert source.excerpt(10, 2) == ((1, "one"), (2, "two"), (3, "three"))
    assert source.excerpt(0, 2) == ((1, "one"),)
    assert source.excerpt(99, 1) == ((3, "three"), (4, "four"))
    assert source.excerpt(5, 0) == ((2, "two"),)


def test_masked_stretches_are_not_shown_but_still_counted():
    source = SourceText("a: secret\nb: two\nlines here")
    source.mask([(3, 9), (13, 22)])

    assert source.text == "a: secret\nb: two\nlines here"
    assert source.excerpt(len(source.text), 2) == ((1, "a: ••••••"), (2, "b: •••"), (3, "••••• here"))
    assert source.position(17) == Position(3, 1)
