"""Rows of cells under each other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from anamctl.report.width import columns
from anamctl.view.grid import LOUD_STYLE, Cell, clip, fold, lines

WIDE = st.text("ab日本한é Я", max_size=12)


def shown(rows, widths, **options):
    return [line.plain for line in lines(rows, widths, **options)]


def test_cells_begin_under_each_other():
    rows = [[Cell("a"), Cell("bbb"), Cell("c")], [Cell("日本"), Cell("x"), Cell("y")]]

    assert shown(rows, [5, 4, 3]) == ["a      bbb   c", "日本   x     y"]


def test_what_is_too_long_is_cut_but_never_a_mark_that_should_not_be_missed():
    loud = Cell("eleven_turbo", mark="guess", is_loud=True)
    assert shown([[loud, Cell("x")]], [14, 3]) == ["eleve… (guess)  x"]
    assert shown([[Cell("eleven_turbo", mark="replaces"), Cell("x")]], [14, 3]) == ["eleven_turbo    x"]
    assert shown([[Cell("abcdef"), Cell("x")]], [4, 3]) == ["abc…  x"]


def test_what_is_too_long_is_broken_when_nothing_may_be_cut():
    rows = [[Cell("  voiceId"), Cell("6bfbe25a979d"), Cell("·")]]

    assert shown(rows, [9, 5, 3], full=True) == ["  voiceId  6bfbe  ·", "           25a97", "           9d"]


def test_no_line_ends_in_blanks():
    assert shown([[Cell("a"), Cell("")], [Cell(""), Cell("")]], [3, 3]) == ["a", ""]


def test_marks_have_their_own_colour():
    (loud, quiet) = lines([[Cell("od", mark="guess", is_loud=True)], [Cell("hi", mark="key")]], [12])

    assert [span.style for span in loud.spans] == [LOUD_STYLE]
    assert [span.style for span in quiet.spans] == ["dim"]


@given(st.lists(st.lists(WIDE, min_size=3, max_size=3), min_size=1, max_size=4), st.integers(3, 9))
def test_no_text_moves_the_next_column(rows, width):
    marked = [[Cell(value) for value in row] + [Cell("|")] for row in rows]

    for line in shown(marked, [width, width, width, 1]):
        assert columns(line.rpartition("|")[0]) == 3 * (width + 2)


@given(WIDE, st.integers(2, 9))
def test_pieces_are_never_too_wide_and_lose_nothing(text, width):
    pieces = fold(text, width)

    assert "".join(pieces) == text
    assert all(columns(piece) <= width for piece in pieces)
    assert columns(clip(text, width)) <= width
