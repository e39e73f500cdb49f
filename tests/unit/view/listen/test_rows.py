from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from anamctl.report.width import columns
from anamctl.view.listen.rows import Span, cut, fitted, hanging, plain, row, text_of, wide, written

TEXTS = st.text(st.characters(codec="utf-8"), max_size=80)
LABEL = row(Span("0:07", "dim"), "  fr 99 %  ")


def letters(text: str) -> str:
    return "".join(text.split())


@given(text=TEXTS, width=st.integers(4, 90), ending=st.sampled_from(["", "(interrupted)"]))
@example(text="je voudrais réserver une table pour deux", width=12, ending="")
@example(text="今晩は。ご用件をどうぞ。", width=9, ending="")
@example(text="👩‍👩‍👧 مرحبا كيف حالك", width=30, ending="")
def test_no_row_is_wider_than_asked_and_no_word_is_lost(text, width, ending):
    said = plain(text)
    rows = hanging(LABEL, said, "", width, ending=ending)

    assert all(wide(one) <= width for one in rows)
    whole = "".join(text_of(one) for one in rows)
    assert letters(whole).endswith(letters(said + ending))


def test_a_text_stands_beside_its_label_or_under_it_where_there_is_no_room():
    beside = [text_of(one) for one in hanging(LABEL, "eins zwei drei vier fünf sechs", "", 34)]
    under = [text_of(one) for one in hanging(LABEL, "eins zwei drei", "", 20)]

    assert beside == ["0:07  fr 99 %  eins zwei drei vier", "               fünf sechs"]
    assert under == ["0:07  fr 99 %  ", "  eins zwei drei"]


def test_a_remark_that_follows_is_dim():
    (only,) = hanging(LABEL, "Bonjour", "", 60, ending="(interrupted)")

    assert only[-1] == Span("(interrupted)", "dim")
    assert only[-2] == Span("Bonjour  ", "")


@given(texts=st.lists(TEXTS, max_size=5), width=st.integers(0, 60))
def test_what_is_cut_is_never_wider_than_asked(texts, width):
    spans = [Span(plain(text)) for text in texts]

    assert wide(cut(spans, width)) <= width


def test_a_cut_is_marked_and_keeps_its_styles():
    assert cut((Span("French ", "bold"), Span("98 %", "green")), 9) == (
        Span("French ", "bold"),
        Span("9", "green"),
        Span("…"),
    )


def test_parts_that_do_not_fit_are_left_out_the_last_ones_first():
    parts = [row("listening 0:31"), row("universal-streaming-multilingual"), row("+0.4 s")]

    assert text_of(fitted(parts, 80)) == "listening 0:31 · universal-streaming-multilingual · +0.4 s"
    assert text_of(fitted(parts, 30)) == "listening 0:31 · +0.4 s"
    assert text_of(fitted(parts, 8)) == "listeni…"
    assert fitted([], 10) == ()


@given(parts=st.lists(TEXTS, max_size=5), width=st.integers(1, 60))
def test_parts_that_fit_are_never_too_wide(parts, width):
    assert wide(fitted([row(plain(part)) for part in parts], width)) <= width


def test_colours_are_codes_that_end_and_without_colour_there_are_none():
    spans = row(Span("French", "bold"), "  ", Span("98 %", "green"))

    assert written(spans, color=True) == "\x1b[1mFrench\x1b[0m  \x1b[32m98 %\x1b[0m"
    assert written(spans, color=False) == "French  98 %"


@pytest.mark.parametrize("text", ["\x1b[31mred\x1b[0m", "[red]markup[/red]", "a\nb\tc", "\u202egnp.exe", "\x07\x9b2J"])
def test_foreign_text_does_nothing_to_a_terminal(text):
    shown = written(row(plain(text)), color=False)

    assert all(character.isprintable() for character in shown)
    assert columns(shown) == len(shown)
