from __future__ import annotations

import asyncio
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.errors import ServiceError
from anamctl.listening.compare import Compared, Lane
from anamctl.stt import heard
from anamctl.view.listen.compare import CompareView, beside_rows, final_line, lane_rows, table_rows, verdict_line
from anamctl.view.listen.rows import text_of, wide
from tests.unit.view.heard import SHARES, final, partial, ready, status_of, summary_of
from tests.unit.view.listen.test_view import NoKeyboard
from tests.unit.view.terminal import Terminal


def never(_source: Any) -> Any:
    raise AssertionError


def lane(label, *events, **options):
    return Lane(label, never, status_of(*events, **options))


def shown(rows):
    return [text_of(one).rstrip() for one in rows]


FRENCH = Compared("assemblyai", summary_of(final("Bonjour à tous"), expect="fr"), "Bonjour à tous")
SPANISH = Compared("deepgram", summary_of(final("Hola", "es", 0.8), about=SHARES, expect="fr"), "Hola a todos")


def test_each_service_has_its_letter_and_two_rows():
    french = lane("assemblyai", ready(), final("Bonjour", delay=0.42), expect="fr")

    assert shown(lane_rows(0, french, partial("je vou"), 80)) == [
        "A   French  ███████████▉ 99 % · listening · met so far · +0.42 s",
        "   je vou",
    ]
    assert shown(lane_rows(1, lane("deepgram"), None, 80)) == ["B   no language yet · connecting", ""]


def test_in_a_narrow_terminal_each_service_has_three_rows_with_its_state_and_the_expectation():
    spanish = lane("deepgram", ready(), final("Hola", "es", 0.8, delay=0.42), about=SHARES, expect="fr")

    assert shown(lane_rows(1, spanish, partial("je vou"), 39)) == [
        "B   Spanish  █████████▋░░ 80 % of words",
        "    listening · not met yet · +0.42 s",
        "   je vou",
    ]
    unsure = lane("assemblyai", ready(), final("Hola", "es", 0.9), final("x", "en", 0.4, turn=1))
    assert shown(lane_rows(0, unsure, None, 39))[0] == "A   Spanish  90 %  English? 40 % unsure"


def test_in_a_terminal_of_a_few_rows_the_languages_of_all_services_stay():
    view = CompareView(color=False, keys=NoKeyboard())
    view._lanes = [lane("assemblyai", final("x")), lane("deepgram", about=SHARES, expect="fr")]

    assert [len(view.picture(39, height)) for height in (24, 8, 6, 4, 3, 2)] == [8, 7, 5, 3, 2, 1]
    assert [text_of(one)[:1] for one in view.picture(39, 3)] == ["A", "B"]
    assert len(view.picture(90, 24)) == 6


def test_in_the_end_both_stand_beside_each_other():
    assert shown(table_rows([FRENCH, SPANISH], 100)) == [
        "   service     heard     confidence     turns  delay   cost           expectation",
        "A  assemblyai  fr 100 %  0.99           1      0.42 s  about $0.0013  met",
        "B  deepgram    es 100 %  0.80 of words  1      0.42 s                 not met",
    ]
    assert shown(beside_rows([FRENCH, SPANISH], 60)) == [
        "",
        "A  assemblyai                  B  deepgram",
        "Bonjour à tous                 Hola a todos",
    ]
    assert shown(beside_rows([FRENCH, SPANISH], 40)) == ["", "A  Bonjour à tous", "B  Hola a todos"]


def test_what_was_not_sure_has_a_question_mark():
    unsure = Compared("assemblyai", summary_of(final("Bonjour"), final("mi", "en", 0.45, turn=1), expect="fr"), "x")
    assert "fr 50 % · en? 50 %  0.99 " in shown(table_rows([unsure, SPANISH], 100))[1]


def test_a_narrow_terminal_keeps_the_expectation():
    assert shown(table_rows([FRENCH, SPANISH], 48))[1:] == [
        "A  assemblyai  fr 100 %  met",
        "B  deepgram    es 100 %  not met",
    ]


@pytest.mark.parametrize(
    ("label", "width", "lines"),
    [
        ("deepgram", 46, ["   service   heard              expectation", "A  deepgram  es 50 % · fr 50 %  not met"]),
        ("deepgram", 39, ["   service   heard     expected", "A  deepgram  es 50 %   not met"]),
        (
            "assemblyai/universal-3-5-pro",
            39,
            ["   service                     expected", "A  assemblyai/universal-3-5-…  not met"],
        ),
        ("deepgram", 20, ["   service  expected", "A  deepgr…  not met"]),
    ],
)
def test_a_narrow_table_has_whole_words_for_the_expectation(label, width, lines):
    both = summary_of(final("Bonjour"), final("Hola", "es", 0.9, turn=1), expect="fr")

    assert shown(table_rows([Compared(label, both, "x"), SPANISH], width))[:2] == lines


def test_one_that_failed_says_so():
    failed = Compared("assemblyai", summary_of(error=ServiceError("it broke.")), "")

    assert "failed" in shown(table_rows([failed, SPANISH], 100))[1]
    assert beside_rows([failed], 80) == []


def test_lines_carry_the_name_of_the_service():
    assert final_line("assemblyai", lane("assemblyai"), final("Oui", "fr", 1.0)) == "assemblyai  0:07  fr 100 %  Oui"
    assert final_line("assemblyai", lane("assemblyai"), final("  ")) == ""
    assert verdict_line(FRENCH) == "assemblyai: expected fr: met, 100 % of the speech was French at 0.99"


@given(
    width=st.integers(10, 130),
    label=st.text(st.characters(codec="utf-8"), min_size=1, max_size=50),
    said=st.text(st.characters(codec="utf-8"), max_size=200),
)
def test_no_row_is_too_wide(width, label, said):
    one, other = FRENCH._replace(label=label, text=said), SPANISH._replace(text=said)
    rows = [
        *table_rows([one, other], width),
        *beside_rows([one, other], width),
        *lane_rows(0, lane(label, ready(), final("x")), partial(said), width),
    ]

    assert all(wide(row) <= width for row in rows)


def test_the_view_draws_both_and_leaves_the_result():
    terminal = Terminal(90, 30)
    lanes = [lane("assemblyai"), lane("deepgram", about=SHARES)]

    async def run():
        with CompareView(color=False, size=terminal.size, write=terminal.write, keys=NoKeyboard()) as view:
            view.begin(lanes)
            view.show(0, ready())
            view.show(0, partial("Bon"))
            view.show(1, final("Bonjour", "fr", 1.0))
            view.show(0, final("Bonjour", "fr", 1.0))
            view.show(1, partial("je", turn=1))
            view.show(1, heard.Warned(t=1.0, text="slow"))
            await asyncio.sleep(0.06)
            during = list(terminal.shown)
        view.finish([FRENCH, SPANISH])
        return during

    during = asyncio.run(run())
    assert during == [
        "A  assemblyai",
        "B  deepgram",
        "A  AssemblyAI · universal-streaming-multilingual listens at 16 kHz",
        "B  0:07  fr 100 % of words  Bonjour",
        "A  0:07  fr 100 %  Bonjour",
        "B  the service warns: slow",
        "",
        "A   no language yet · connecting",
        "",
        "B   no language yet · connecting",
        "   je",
    ]
    assert " ".join(terminal.shown).endswith(verdict_line(SPANISH))
