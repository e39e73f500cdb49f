from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.errors import ServiceError
from anamctl.listening.events import FileBegan, Language, SettingsSent
from anamctl.stt import heard
from anamctl.stt.heard import TurnKey
from anamctl.view.listen import text
from anamctl.view.listen.rows import text_of, wide
from tests.unit.view.heard import ABOUT, NOTHING_SURE, SHARES, UNSURE_WORDS, ended, final, ready, summary_of


def shown(rows):
    return [text_of(one).rstrip() for one in rows]


def test_a_turn_has_its_time_its_language_and_how_sure_it_is():
    assert shown(text.final_rows(final("Bonjour, je voudrais réserver."), ABOUT, 80)) == [
        "0:07  fr 99 %  Bonjour, je voudrais réserver."
    ]


@pytest.mark.parametrize(
    ("event", "about", "line"),
    [
        (final("Hola", "es", 0.45), ABOUT, "0:07  es? 45 %  Hola"),
        (final("Hola", None, None), ABOUT, "0:07  –        Hola"),
        (final("Hola", "es", None), NOTHING_SURE, "0:07  es n/a   Hola"),
        (final("Hola", "es", 0.8), SHARES, "0:07  es 80 % of words  Hola"),
        (final("mi", "en", 1.0, words=UNSURE_WORDS), SHARES, "0:07  en? words 45 %    mi"),
        (final("mi", "en", None, words=UNSURE_WORDS), NOTHING_SURE, "0:07  en? words 45 %  mi"),
        (final("mi", "en", 0.5, words=UNSURE_WORDS), ABOUT, "0:07  en? 50 %  mi"),
        (final("Hola", "yue", 1.0), ABOUT, "0:07  yue 100 %  Hola"),
        (final("Ho", "es", 0.99, is_interrupted=True), ABOUT, "0:07  es 99 %  Ho  (interrupted)"),
        (final("Hola.", "es", 0.99, replaces=True), ABOUT, "0:07  es 99 %  Hola.  (corrected)"),
        (final("Hola", "es", 0.99, speaker="A"), ABOUT, "0:07  es 99 %  A: Hola"),
        (final("Hola", "es", 0.99, speaker="UNKNOWN"), ABOUT, "0:07  es 99 %  ?: Hola"),
        (final("Hola", "es", 0.8, speaker="1"), SHARES, "0:07  es 80 % of words  speaker 1: Hola"),
        (
            final("Hola", "es", 0.99, speaker="\x1b[31m" + "x" * 30),
            ABOUT,
            "0:07  es 99 %  [31mxxxxxxxxxxxxxxxxxxx…: Hola",
        ),
        (final("Hola", "es", 0.99, start=3_662_000, end=3_663_000), ABOUT, "1:01:02  es 99 %  Hola"),
    ],
)
def test_a_turn_in_one_line(event, about, line):
    assert text.final_line(event, about) == line
    assert shown(text.final_rows(event, about, 100)) == [line]


def test_a_turn_without_times_has_that_of_its_arrival():
    assert text.final_line(final("Hola", "es", 0.99, start=0.0, end=0.0), ABOUT).startswith("0:10  ")


def test_a_turn_without_words_has_no_line():
    assert text.final_rows(final("  \n"), ABOUT, 80) == []
    assert text.final_line(final("  "), ABOUT) == ""


@given(
    said=st.text(st.characters(codec="utf-8"), max_size=120),
    speaker=st.text(st.characters(codec="utf-8"), max_size=30),
    width=st.integers(8, 130),
)
def test_no_row_of_a_turn_is_wider_than_the_terminal(said, speaker, width):
    assert all(wide(one) <= width for one in text.final_rows(final(said, speaker=speaker), ABOUT, width))


@pytest.mark.parametrize(
    ("confidence", "percent"), [(0.0, "0 %"), (0.454, "45 %"), (0.9987, "99 %"), (1.0, "100 %"), (1.2, "100 %")]
)
def test_one_hundred_percent_is_only_what_is_whole(confidence, percent):
    assert text.percent(confidence) == percent


@pytest.mark.parametrize(
    ("event", "line"),
    [
        (ready(), "AssemblyAI · universal-streaming-multilingual listens at 16 kHz"),
        (ready(session=2), "AssemblyAI · universal-streaming-multilingual listens at 16 kHz, session 2"),
        (
            heard.Reconnecting(t=1, attempt=2, of=5, wait=1.5, reason="connection refused"),
            "reconnecting (2/5), in 1.5 s: connection refused",
        ),
        (
            heard.Reconnecting(t=1, attempt=0, of=5, wait=0, reason="its time is over"),
            "a new session begins: its time is over",
        ),
        (
            SettingsSent(t=1, settings={"max_turn_silence": 54_000_000}),
            "set: max_turn_silence 54000000 ms (sent)",
        ),
        (
            SettingsSent(t=1, settings={"min_turn_silence": 800, "vad_threshold": 0.5, "format_turns": False}),
            "set: min_turn_silence 800 ms, vad_threshold 0.5, format_turns false (sent)",
        ),
        (
            SettingsSent(t=1, settings={"max_turn_silence": 400}, preset="aggressive", is_waiting=True),
            "set: aggressive, max_turn_silence 400 ms (sent once there is a session)",
        ),
        (
            SettingsSent(t=1, settings={"keyterms_prompt": ("Ana", "\x1b[1m"), "language_codes": (), "prompt": "a b"}),
            'set: keyterms_prompt Ana, <U+001B>[1m, language_codes nothing, prompt "a b" (sent)',
        ),
        (
            heard.Dropped(t=1, seconds=1.2, total=3.4),
            "dropped 1.2 s of sound, 3.4 s in all: the service did not take it in time",
        ),
        (heard.Warned(t=1, text="slow", by="service"), "the service warns: slow"),
        (heard.Warned(t=1, text="the microphone is silent", by="anamctl"), "the microphone is silent"),
        (heard.Paused(t=1, is_paused=True), "paused"),
        (heard.Paused(t=1, is_paused=False), "goes on"),
        (FileBegan(t=1, name="calls/fr-01.wav", start=61_000), "fr-01.wav begins at 1:01"),
        (Language(t=1, key=TurnKey(1, 0), code="fr", confidence=0.9, is_sure=True), ""),
        (heard.SpeechStarted(t=1, at=100), ""),
        (ended(), ""),
    ],
)
def test_what_is_said_beside_what_is_heard(event, line):
    assert text.remark(event) == line
    rows = text.remark_rows(event, 120)
    assert [one.strip(" !…") for one in shown(rows)] == ([line] if line else [])


def test_the_table_has_a_row_for_each_language():
    summary = summary_of(
        final("Bonjour", turn=0),
        final("Au revoir", confidence=0.9, turn=1),
        final("Adiós", "es", 0.5, turn=2),
        final("Hm", None, None, turn=3),
    )

    assert shown(text.table_rows(summary, 80)) == [
        " language     turns  seconds  share  confidence",
        " fr  French       2      6.0   67 %        0.94",
        " es? Spanish      1      3.0   33 %        0.50",
        " not said         1      3.0      –           –",
    ]
    assert shown(text.table_rows(summary, 40))[1] == " fr  French       2   67 %        0.94"
    assert shown(text.table_rows(summary, 35))[1] == " fr  French    67 %        0.94"
    assert all(wide(one) <= 20 for one in text.table_rows(summary, 20))


def test_what_was_not_sure_has_a_row_of_its_own_with_a_question_mark():
    summary = summary_of(final("Bonjour"), final("mi ta", "fr", 0.45, turn=1), final("x", "xq", 0.3, turn=2))

    assert shown(text.table_rows(summary, 80)) == [
        " language    turns  seconds  share  confidence",
        " fr  French      1      3.0   33 %        0.99",
        " fr? French      1      3.0   33 %        0.45",
        " xq?             1      3.0   33 %        0.30",
    ]


def test_without_speech_there_is_no_table():
    assert text.table_rows(summary_of(), 80) == []


@pytest.mark.parametrize(
    ("about", "heading", "cell"), [(SHARES, "of words", "98 %"), (NOTHING_SURE, "confidence", "n/a")]
)
def test_a_share_of_words_is_never_called_a_confidence(about, heading, cell):
    confidence = None if about is NOTHING_SURE else 0.984
    rows = shown(text.table_rows(summary_of(final("Oui", "fr", confidence), about=about), 80))

    assert rows[0].endswith(heading)
    assert rows[1].endswith(cell)


def test_the_verdict_says_why():
    met = summary_of(final("Oui"), expect="fr")
    missed = summary_of(final("Sí", "es", 0.97), expect="fr")

    assert text.verdict_line(met) == "expected fr: met, 100 % of the speech was French at 0.99"
    assert shown(text.verdict_rows(missed, 200)) == [text.verdict_line(missed)]
    assert "none of the speech was French" in text.verdict_line(missed)
    assert text.verdict_rows(summary_of(), 80) == []
    assert text.verdict_line(summary_of()) == ""


@pytest.mark.parametrize(
    ("event", "first"),
    [
        (ended(), "ended (end of the sound)"),
        (ended("you", "you"), "ended (you)"),
        (ended("you", "the 5 s of --for were over"), "ended: the 5 s of --for were over"),
        (ended("service", "Session Expired"), "ended: Session Expired"),
    ],
)
def test_the_last_line_says_who_has_ended_it(event, first):
    parts = text.ending_parts(summary_of(final("Oui"), event))

    assert parts == [first, "1 turn", "0:31 of sound", "finals after 0.42 s", "about $0.0013"]


def test_an_error_is_told_once_and_not_again_in_the_last_line():
    summary = summary_of(ended("service", "connection refused"), error=ServiceError("connection refused."))

    assert text.ending_parts(summary)[0] == "ended (the service)"


def test_a_limit_is_told_also_where_there_was_an_error():
    summary = summary_of(ended("you", "--max-length 1s is over"), error=ServiceError("no session."))

    assert text.ending_parts(summary)[0] == "ended: --max-length 1s is over"


def test_files_that_were_saved_have_lines_of_their_own():
    rows = shown(text.ending_rows(summary_of(final("Oui"), saved=("a.txt", "b.srt")), 60))

    assert rows[0].startswith("ended (end of the sound) · 1 turn")
    assert rows[1:] == ["saved a.txt", "saved b.srt"]


@given(width=st.integers(8, 100), reason=st.text(st.characters(codec="utf-8"), max_size=60))
def test_no_row_of_the_end_is_too_wide(width, reason):
    summary = summary_of(final("Oui"), ended("service", reason), expect="de", saved=("some/long/path/heard.srt",))
    rows = [*text.ending_rows(summary, width), *text.verdict_rows(summary, width), *text.table_rows(summary, width)]

    assert all(wide(one) <= width for one in rows)
