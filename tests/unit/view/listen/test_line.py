from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.report.width import columns, visible
from anamctl.view.listen import presses
from anamctl.view.listen.line import LONGEST, Line, typed


def after(*pressed: str, line: Line | None = None) -> str:
    """Give the line with a bar for the cursor."""
    line = line or Line()
    for press in pressed:
        line = line.press(press)
    return f"{line.text[: line.at]}|{line.text[line.at :]}"


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("abc", "abc|"),
        (["a", "b", presses.LEFT, "c"], "ac|b"),
        (["a", presses.LEFT, presses.LEFT, presses.RIGHT, presses.RIGHT, "b"], "ab|"),
        (["a", "b", presses.BACKSPACE, presses.BACKSPACE, presses.BACKSPACE], "|"),
        (["a", "b", presses.HOME, presses.DELETE], "|b"),
        (["a", "b", "\x01", "\x04", "\x05", "\x04"], "b|"),
        (["a", "b", "\x02", "\x06", presses.HOME, presses.END], "ab|"),
        ([*"one two", presses.LEFT, "\x15"], "|o"),
        ([*"one two", presses.HOME, presses.RIGHT, "\x0b"], "o|"),
        ([*"one two  ", "\x17"], "one |"),
        ([*"one two", "\x17", "\x17", "\x17"], "|"),
        (["a", presses.UP, presses.ENTER, presses.ESCAPE, "\x00", "\x1f", "\u202e", "\u200b", "\ufeff"], "a|"),
        ([*"می\u200cخواهم"], "می\u200cخواهم|"),
    ],
)
def test_keys_change_the_line(keys, expected):
    assert after(*keys) == expected


def test_a_letter_and_its_marks_are_one():
    line = typed("ae\u0301👩\u200d")

    assert line.left().at == 3
    assert line.left().left() == Line(line.text, 1)
    assert line.left().left().right().at == 3
    assert line.backspace().text == "ae\u0301"
    assert line.backspace().backspace().text == "a"
    assert Line(line.text, 1).delete().text == "a👩\u200d"


def test_a_line_does_not_grow_without_end():
    line = typed("x" * LONGEST)

    assert line.insert("y") == line


def test_what_fits_is_seen_whole():
    assert typed("a=1").window(10) == ("a=1", "")
    assert Line("a=1", 1).window(4) == ("a", "=1")


def test_a_long_line_moves_with_the_cursor_and_says_where_something_is_missing():
    text = "0123456789" * 3

    assert typed(text).window(10) == ("…23456789", "")
    assert Line(text, 0).window(10) == ("", "012345678…")
    assert Line(text, 15).window(10) == ("…901234", "56…")


def test_a_wide_character_is_not_cut_in_half():
    before, after_ = typed("語" * 20).window(10)

    assert columns(before) <= 9
    assert before == "…語語語語"
    assert after_ == ""


PRESSES = st.one_of(
    st.characters(),
    st.sampled_from("\x01\x02\x04\x05\x06\x0b\x15\x17"),
    st.sampled_from([presses.LEFT, presses.RIGHT, presses.HOME, presses.END, presses.BACKSPACE, presses.DELETE]),
    st.sampled_from("e\u0301語👩\u200d ا"),
)


@given(pressed=st.lists(PRESSES, max_size=60), width=st.integers(0, 40))
def test_whatever_is_pressed_the_cursor_is_in_the_line_and_is_seen(pressed, width):
    line = Line()
    for press in pressed:
        line = line.press(press)

        assert 0 <= line.at <= len(line.text)
        assert visible(line.text) == line.text
        before, rest = line.window(width)
        assert columns(before) + columns(rest) <= width
        assert width == 0 or columns(before) < width
