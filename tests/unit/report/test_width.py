from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from anamctl.report.width import clip, columns, head, source, tail, visible, wrap
from tests.unit.report.samples import anything, lines

agreed = st.characters(
    categories=["Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Me", "Nd", "Nl", "P", "Sm", "Sc", "Zs"],
    max_codepoint=0x2FFFF,
    exclude_characters="\u3164\uffa0",
)
"""Characters whose widths do not depend on the version of Unicode or the taste of a terminal."""
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def harmful(text: str) -> set[str]:
    return {c for c in text if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") or c in BIDI}


@given(agreed)
def test_widths_are_those_that_rich_knows(character):
    assert columns(character) == cell_len(character)


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("abc", 3),
        ("é", 1),
        ("e\u0301", 1),
        ("日本語", 6),
        ("ｱｲｳ", 3),
        ("한국", 4),
        ("\u1112\u1161\u11ab", 2),
        ("שלום", 4),
        ("हि", 2),
        ("👍", 2),
        ("\u0600", 1),
        ("\u00ad", 1),
        ("a\u200db", 2),
    ],
)
def test_width_of(text, width):
    assert columns(text) == width


@given(anything)
def test_visible_leaves_nothing_that_could_drive_a_terminal(text):
    assert not harmful(visible(text))


@given(lines, st.integers(0, 9))
def test_source_leaves_nothing_that_could_drive_a_terminal(text, column):
    assert not harmful(source(text, column))


def test_harmless_text_stays_as_it_is():
    text = "Réponds en français, 日本語, नमस्ते, می‌خواهم, 👩‍💻, ❤️"

    assert visible(text) == source(text) == text


@pytest.mark.parametrize("character", [*BIDI, "\x1b", "\x00", "\x7f", "\x9b", "\u2028", "\u200b", "\ufeff", "\ud800"])
def test_a_harmful_character_is_shown_by_its_number(character):
    assert visible(f"a{character}b") == source(f"a{character}b") == f"a<U+{ord(character):04X}>b"


def test_a_tab_has_stops_in_source_and_a_number_elsewhere():
    assert source("a\tb\tc") == "a   b   c"
    assert source("\tb", 3) == " b"
    assert source("日\tx") == "日  x"
    assert visible("a\tb") == "a<U+0009>b"


@pytest.mark.parametrize("text", ["\u200d", "\u200c\u200d", "\u00ad", "\ufe0f"])
def test_a_joiner_is_shown_when_it_is_all_there_is(text):
    assert source(text) == "".join(f"<U+{ord(c):04X}>" for c in text)
    assert source(f"x{text}") == f"x{text}"


@given(lines.map(visible), st.integers(0, 30))
def test_head_and_tail_fit_and_are_as_long_as_can_be(text, limit):
    begin, end = head(text, limit), tail(text, limit)

    assert text.startswith(begin)
    assert text.endswith(end)
    assert columns(begin) <= limit
    assert columns(end) <= limit
    if begin != text:
        assert columns(text[: len(begin) + 1]) > limit
    assert not end or columns(end[0]) or text == end


@given(lines.map(visible), st.integers(1, 30))
def test_what_is_clipped_fits_and_says_so(text, limit):
    clipped = clip(text, limit)

    assert columns(clipped) <= limit
    assert clipped == text or clipped.endswith("…")


def test_a_text_that_was_cut_before_says_so_even_when_the_rest_fits():
    assert clip("abc", 9, cut=True) == "abc…"
    assert clip("abcd", 4, cut=True) == "abc…"
    assert clip("abc", 0, cut=True) == ""


@given(lines.map(visible), st.integers(4, 40))
def test_wrapped_lines_fit_and_lose_no_letter(text, room):
    wrapped = wrap(text, room)

    assert all(columns(line) <= room for line in wrapped)
    assert "".join(wrapped).replace(" ", "") == text.replace(" ", "")


def test_text_is_wrapped_at_spaces_and_words_that_are_too_long_are_broken():
    assert wrap("one of: en, hi, ta", 10) == ["one of:", "en, hi, ta"]
    assert wrap("abcdefgh ij", 3) == ["abc", "def", "gh", "ij"]
    assert wrap("日本語です", 4) == ["日本", "語で", "す"]
