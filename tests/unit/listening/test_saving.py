"""Files that hold what was shown, at any moment."""

from __future__ import annotations

import errno
import html
import io
import json
import os
import re
import signal
import stat
import subprocess
import sys
import tempfile
import wave
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anamctl.audio.blocks import Block
from anamctl.errors import UsageError
from anamctl.listening.saving import SUFFIXES, SaveError, Savers, check_apart, open_savers
from anamctl.listening.saving.cues import READABLE_MS
from anamctl.listening.saving.files import KEPT, EntryFile
from anamctl.stt.events import Word
from anamctl.stt.heard import Paused, TurnKey
from tests.unit.audio.samples import posix
from tests.unit.listening.fakes import ENDED, READY, blocks, final, partial, summary_of, words

TEXTS = ("txt", "jsonl", "srt", "vtt")
NASTY = 'a\x1b[31m\x07 --> <b>&"\u202eb\n\n2\r\n00:00:00,000 --> x\u2028\ud800 c'


@pytest.fixture
def path(tmp_path):
    return lambda suffix: str(tmp_path / f"heard.{suffix}")


def read(path):
    return Path(path).read_text(encoding="utf-8")


# ---- readers of our own, which are strict ----------------------------------------------------------------------------

SRT_TIMES = re.compile(r"(\d{2,}):([0-5]\d):([0-5]\d),(\d{3}) --> (\d{2,}):([0-5]\d):([0-5]\d),(\d{3})")
VTT_TIMES = re.compile(r"(\d{2,}):([0-5]\d):([0-5]\d)\.(\d{3}) --> (\d{2,}):([0-5]\d):([0-5]\d)\.(\d{3})")


def times(pattern, line):
    match = pattern.fullmatch(line)
    assert match, line
    one = [int(group) for group in match.groups()]
    start, end = (((h * 60 + m) * 60 + s) * 1000 + ms for h, m, s, ms in (one[:4], one[4:]))
    assert start < end
    return start, end


def parse_srt(text):
    """Take a SubRip apart: numbered from 1, no empty line inside a cue, one after each."""
    assert text == "" or text.endswith("\n\n")
    found = []
    for number, block in enumerate(text.split("\n\n")[:-1], 1):
        lines = block.split("\n")
        assert lines[0] == str(number)
        start, end = times(SRT_TIMES, lines[1])
        assert len(lines) == 3
        assert lines[2].strip()
        assert "-->" not in lines[2]
        found.append((start, end, lines[2]))
    return found


def parse_vtt(text):
    """Take a WebVTT apart, as its specification has it."""
    assert text.startswith("WEBVTT\n\n")
    found: list[tuple[int, int, str]] = []
    for block in text.removeprefix("WEBVTT\n\n").split("\n\n")[:-1]:
        lines = block.split("\n")
        start, end = times(VTT_TIMES, lines[0])
        assert len(lines) == 2
        assert not re.search(r"-->|[<>]|&(?!amp;|lt;|gt;)", lines[1])
        assert not found or start >= found[-1][0]
        found.append((start, end, html.unescape(lines[1])))
    return found


# ---- what is written -------------------------------------------------------------------------------------------------


def test_finals_are_in_the_file_as_soon_as_they_are_shown(path):
    savers = open_savers([path(suffix) for suffix in TEXTS])
    savers.see(READY)
    savers.see(partial())
    savers.see(final(0, "Bonjour, une table ?", start=1200, end=3400))
    assert read(path("txt")) == "Bonjour, une table ?\n"
    assert parse_srt(read(path("srt"))) == [(1200, 3400, "Bonjour, une table ?")]
    assert parse_vtt(read(path("vtt"))) == [(1200, 3400, "Bonjour, une table ?")]
    lines = [json.loads(line) for line in read(path("jsonl")).splitlines()]
    assert [line["type"] for line in lines] == ["ready", "final"]
    assert lines[1]["text"] == "Bonjour, une table ?"
    savers.close()


def test_the_summary_is_the_last_line_of_json(path):
    savers = open_savers([path("jsonl"), path("txt")])
    savers.see(ENDED)
    savers.settle(was_heard=True)
    savers.finish(summary_of(final()))
    savers.close()
    last = json.loads(read(path("jsonl")).splitlines()[-1])
    assert last["type"] == "summary"
    assert last["languages"][0]["code"] == "fr"
    assert read(path("txt")) == ""


def test_nothing_of_a_text_controls_anything(path):
    savers = open_savers([path(suffix) for suffix in TEXTS])
    savers.see(final(0, NASTY, start=0, end=500))
    savers.close()
    flat = 'a[31m --> <b>&"b 2 00:00:00,000 --> x c'
    assert read(path("txt")) == flat + "\n"
    assert parse_srt(read(path("srt"))) == [(0, 500, flat.replace("-->", "→"))]
    assert parse_vtt(read(path("vtt"))) == [(0, 500, flat)]
    raw = read(path("jsonl"))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e]", raw)
    assert json.loads(raw)["text"] == NASTY


def test_who_spoke_stands_before_what_was_said(path):
    long = " ".join(f"wort{number}" for number in range(20))
    savers = open_savers([path(suffix) for suffix in TEXTS])
    savers.see(final(0, long, start=0, end=4000, speaker="A"))
    savers.see(final(1, "Ja?", start=5000, end=5500, speaker="UNKNOWN"))
    savers.see(final(2, "Gut.", start=6000, end=7000, speaker="0"))
    savers.see(final(3, "Eben.", start=8000, end=9000, speaker="<b>\n--> &"))
    savers.see(final(1, "Ja?", start=5000, end=5500, speaker="B", replaces=True))
    savers.close()

    assert read(path("txt")).splitlines() == [f"A: {long}", "B: Ja?", "speaker 0: Gut.", "<b> --> &: Eben."]
    cues = [cue[2] for cue in parse_srt(read(path("srt")))]
    assert cues[0].startswith("A: wort0 ")
    assert cues[1].startswith("wort1")
    assert cues[2:] == ["B: Ja?", "speaker 0: Gut.", "<b> → &: Eben."]
    voices = [line for line in read(path("vtt")).splitlines() if line.startswith("<v ")]
    assert [voice.partition("wort")[0] for voice in voices] == [
        "<v A>",
        "<v B>Ja?",
        "<v speaker 0>Gut.",
        "<v &lt;b&gt; --&gt; &amp;>Eben.",
    ]
    assert [json.loads(line)["speaker"] for line in read(path("jsonl")).splitlines()][:2] == ["A", "UNKNOWN"]


def test_a_text_without_anything_to_see_is_no_entry(path):
    savers = open_savers([path(suffix) for suffix in ("txt", "srt", "vtt")])
    savers.see(final(0, " \x07 "))
    savers.see(final(1, "Hallo."))
    savers.close()
    assert read(path("txt")) == "Hallo.\n"
    assert len(parse_srt(read(path("srt")))) == len(parse_vtt(read(path("vtt")))) == 1


def test_a_corrected_final_takes_its_place(path):
    savers = open_savers([path(suffix) for suffix in TEXTS])
    savers.see(final(0, "bonjour madame", start=0, end=1000))
    savers.see(final(1, "merci", start=1000, end=2000))
    savers.see(final(0, "Bonjour.", start=0, end=900, replaces=True))
    savers.see(final(2, "Au revoir.", start=2000, end=3000))
    savers.close()
    texts = ["Bonjour.", "merci", "Au revoir."]
    assert read(path("txt")).splitlines() == texts
    assert [cue[2] for cue in parse_srt(read(path("srt")))] == texts
    assert parse_vtt(read(path("vtt"))) == [(0, 900, texts[0]), (1000, 2000, texts[1]), (2000, 3000, texts[2])]
    assert [json.loads(line)["replaces"] for line in read(path("jsonl")).splitlines()] == [False, False, True, False]


def test_a_correction_that_comes_much_too_late_changes_nothing_but_is_in_the_json(path):
    savers = open_savers([path(suffix) for suffix in TEXTS])
    for number in range(KEPT + 1):
        savers.see(final(number, f"turn {number}", start=number * 1000.0, end=number * 1000.0 + 900))
    before = {suffix: read(path(suffix)) for suffix in ("txt", "srt", "vtt")}
    savers.see(final(0, "late", replaces=True))
    savers.close()
    assert {suffix: read(path(suffix)) for suffix in before} == before
    assert '"late"' in read(path("jsonl"))


def test_a_correction_may_need_more_cues_or_fewer_and_the_numbers_stay_right(path):
    long = " ".join(f"wort{number}" for number in range(40))
    savers = open_savers([path("srt")])
    savers.see(final(0, "kurz", start=0, end=4000))
    savers.see(final(1, "danach", start=5000, end=6000))
    savers.see(final(0, long, start=0, end=4000, replaces=True))
    assert [cue[2] for cue in parse_srt(read(path("srt")))][-1] == "danach"
    assert " ".join(cue[2] for cue in parse_srt(read(path("srt")))) == f"{long} danach"
    savers.see(final(0, "doch kurz", start=0, end=4000, replaces=True))
    assert [cue[2] for cue in parse_srt(read(path("srt")))] == ["doch kurz", "danach"]
    savers.close()


EVENTS = st.lists(
    st.builds(
        final,
        turn=st.integers(0, 6),
        text=st.text(max_size=200) | st.sampled_from(["Bonjour.", "こんにちは。" * 30, "a b " * 60, NASTY]),
        start=st.floats(0, 4e7),
        end=st.floats(0, 4e7),
        replaces=st.booleans(),
    ),
    max_size=12,
)


@settings(max_examples=40)
@given(EVENTS)
def test_whatever_is_heard_the_files_stay_valid(events):
    with tempfile.TemporaryDirectory() as folder:
        paths = {suffix: os.path.join(folder, f"a.{suffix}") for suffix in TEXTS}
        savers = open_savers(list(paths.values()))
        for event in events:
            savers.see(event)
            cues = parse_srt(read(paths["srt"]))
            assert cues == [
                (start, end, text.replace("-->", "→")) for start, end, text in parse_vtt(read(paths["vtt"]))
            ]
            assert all(one[1] <= two[0] for one, two in pairwise(cues))
            assert all(end - start >= READABLE_MS for start, end, _ in cues)
            assert all(len(cue[2]) <= 84 for cue in cues)
        savers.settle(was_heard=True)
        savers.close()
        assert len(read(paths["jsonl"]).splitlines()) == len(events)
        spoken = "".join(read(paths["txt"]).split()).replace("-->", "→")
        # Turns are in the order in which they were complete there, and in that in which they were said here.
        shown = "".join("".join(cue[2].split()) for cue in parse_srt(read(paths["srt"])))
        assert sorted(spoken) == sorted(shown)


def test_a_long_turn_is_cut_where_its_words_are(path):
    text = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    savers = open_savers([path("srt")])
    savers.see(final(0, text, start=1000, end=8000, words=words(text, start=1000)))
    savers.close()
    first, second = parse_srt(read(path("srt")))
    assert first[2] + " " + second[2] == text
    count = len(first[2].split())
    assert first[:2] == (1000, 1000 + count * 400)
    assert second[:2] == (1000 + count * 400, 8000)


def test_a_long_turn_is_cut_where_a_sentence_ends_and_timed_by_length_where_words_do_not_fit(path):
    text = "This is one sentence of about fifty characters, I say. " * 2
    savers = open_savers([path("srt")])
    savers.see(final(0, text, start=0, end=1000, words=words("other words")))
    savers.close()
    half = text[: len(text) // 2].strip()
    first, second = parse_srt(read(path("srt")))
    assert first[2] == second[2] == half
    assert first[:2] == (0, second[0])
    assert second[0] == pytest.approx(500, abs=10)


def test_times_have_hours_minutes_and_seconds(path):
    savers = open_savers([path("srt"), path("vtt")])
    savers.see(final(0, "a", start=3_723_004.4, end=3_783_999.6))
    savers.see(final(1, "b", start=359_999_999, end=360_001_000))
    savers.close()
    assert read(path("srt")).splitlines()[1] == "01:02:03,004 --> 01:03:04,000"
    assert read(path("vtt")).splitlines()[5] == "99:59:59.999 --> 100:00:01.000"


def test_a_piece_of_a_turn_without_words_begins_after_the_part_of_the_time_that_its_text_is(path):
    text = "x" * 83 + " " + "y" * 84
    savers = open_savers([path("srt")])
    savers.see(final(0, text, start=10_000, end=20_000))
    savers.close()
    assert parse_srt(read(path("srt"))) == [(10_000, 15_000, "x" * 83), (15_000, 20_000, "y" * 84)]


@pytest.mark.parametrize(("length", "count"), [(84, 1), (85, 2), (168, 2), (169, 3)])
def test_a_cue_has_as_much_as_two_lines(path, length, count):
    savers = open_savers([path("srt")])
    savers.see(final(0, "漢" * length, "zh"))
    savers.close()
    assert len(parse_srt(read(path("srt")))) == count


def test_turns_are_in_the_order_in_which_they_were_said(path):
    savers = open_savers([path("srt"), path("vtt")])
    savers.see(final(0, "a", start=5000, end=6000))
    savers.see(final(1, "b", start=1000, end=2000))
    savers.close()
    assert parse_srt(read(path("srt"))) == parse_vtt(read(path("vtt"))) == [(1000, 2000, "b"), (5000, 6000, "a")]


def test_a_cue_ends_when_the_next_one_begins(path):
    savers = open_savers([path("srt"), path("vtt")])
    savers.see(final(0, "a", start=0, end=3000))
    assert parse_srt(read(path("srt"))) == [(0, 3000, "a")]
    savers.see(final(1, "b", start=2000, end=4000))
    savers.see(final(2, "c", start=2100, end=5000))
    savers.see(final(3, "d", start=2200, end=2300))
    savers.close()
    found = [(0, 2200, "a"), (2200, 2700, "d"), (2700, 3200, "b"), (3200, 5000, "c")]
    assert parse_srt(read(path("srt"))) == parse_vtt(read(path("vtt"))) == found


def test_a_cue_can_be_read_also_when_two_speak_at_once(path):
    savers = open_savers([path("srt")])
    savers.see(final(0, "Alors, je voudrais", start=0, end=2000))
    for number in (1, 2, 3):  # in the middle of it, and very short
        savers.see(final(number, f"oui {number}", start=900 + number * 50, end=1000 + number * 50))
    savers.see(final(4, "une table.", start=2300, end=4000))
    savers.close()
    assert parse_srt(read(path("srt"))) == [
        (0, 950, "Alors, je voudrais"),
        (950, 1450, "oui 1"),
        (1450, 1950, "oui 2"),
        (1950, 2450, "oui 3"),
        (2450, 4000, "une table."),
    ]


def test_a_corrected_turn_does_not_push_the_next_one(path):
    savers = open_savers([path("srt")])
    savers.see(final(0, "salut", start=0, end=0))
    savers.see(final(1, "Salut encore", start=100, end=681))
    savers.see(final(0, "Bonjour à tous.", start=1500, end=2400, replaces=True))
    assert parse_srt(read(path("srt"))) == [(100, 681, "Salut encore"), (1500, 2400, "Bonjour à tous.")]
    savers.see(final(2, "Bon.", start=2500, end=3000))
    savers.see(final(0, "Bonjour à tous, vraiment.", start=1500, end=2700, replaces=True))
    savers.close()
    assert parse_srt(read(path("srt")))[1:] == [(1500, 2500, "Bonjour à tous, vraiment."), (2500, 3000, "Bon.")]


def test_a_turn_without_a_time_stays_behind_the_one_before_it(path):
    savers = open_savers([path("srt")])
    savers.see(final(0, "a", start=1000, end=2000))
    savers.see(final(1, "b", start=0, end=0))
    savers.see(final(2, "c", start=3000, end=4000))
    savers.close()
    assert parse_srt(read(path("srt"))) == [(1000, 2000, "a"), (2000, 2500, "b"), (3000, 4000, "c")]


def test_turns_that_cannot_be_corrected_any_more_stay_where_they_are(path):
    savers = open_savers([path("srt")])
    for number in range(1, KEPT + 3):
        savers.see(final(number, f"{number}", start=number * 1000.0, end=number * 1000.0 + 1500))
    savers.see(final(0, "late", start=0, end=500))
    savers.close()
    cues = parse_srt(read(path("srt")))
    assert [cue[2] for cue in cues] == ["1", "2", "late", *map(str, range(3, KEPT + 3))]
    assert cues[1:4] == [(2000, 3000, "2"), (3000, 3500, "late"), (3500, 4000, "3")]


SPOKEN = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 9000), st.lists(st.integers(0, 900), min_size=1, max_size=40)),
    max_size=KEPT - 4,
)


@settings(max_examples=60)
@given(SPOKEN)
def test_a_cue_begins_with_its_first_word_unless_the_one_before_it_lasts_longer(turns):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "a.srt")
        first: dict[str, float] = {}
        heard: list[int] = []
        savers = open_savers([path])
        for number, (again, start, lengths) in enumerate(turns):
            edges = [start + sum(lengths[:count]) for count in range(len(lengths) + 1)]
            told = tuple(
                Word(text=f"t{number}w{at}", start=one, end=two) for at, (one, two) in enumerate(pairwise(edges))
            )
            first |= {word.text: word.start for word in told}
            is_again = heard and again == 0
            turn = heard[start % len(heard)] if is_again else number
            heard.append(turn)
            text = " ".join(word.text for word in told)
            savers.see(final(turn, text, start=start, end=edges[-1], words=told, replaces=bool(is_again)))
            before = 0
            for begin, end, said in parse_srt(read(path)):
                assert begin >= before
                assert begin <= max(first[said.split()[0]], before)
                before = end
        savers.close()


# ---- the sound -------------------------------------------------------------------------------------------------------


def sound(path):
    with wave.open(path, "rb") as file:
        return file.getframerate(), file.readframes(file.getnframes())


def test_sound_is_in_step_with_the_times_of_the_rest(path):
    savers = open_savers([path("wav")])
    first, second, third = blocks(3)
    savers.sound(first, 16000)
    savers.sound(third, 16000)  # the second was lost
    savers.close()
    assert sound(path("wav")) == (16000, first.pcm + bytes(len(second.pcm)) + third.pcm)


def test_what_is_said_while_it_is_paused_is_not_kept(path):
    savers = open_savers([path("wav"), path("txt")])
    first, second, third = blocks(3)
    savers.sound(first, 16000)
    savers.see(Paused(t=1, is_paused=True))
    savers.sound(second, 16000)
    savers.see(Paused(t=2, is_paused=False))
    savers.sound(third, 16000)
    savers.close()
    assert sound(path("wav"))[1] == first.pcm + bytes(len(second.pcm)) + third.pcm


def test_a_long_gap_is_written_in_pieces(path):
    savers = open_savers([path("wav")])
    savers.sound(Block(b"\1\0" * 800, 200_000, 0.0), 16000)
    savers.close()
    assert sound(path("wav"))[1] == bytes(400_000) + b"\1\0" * 800


# ---- files -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_exists_is_not_written_over(path, suffix):
    Path(path(suffix)).write_text("mine")
    with pytest.raises(UsageError) as raised:
        open_savers([path(suffix)])
    assert raised.value.message == f"{path(suffix)} exists, and is not written over."
    assert raised.value.hint == "name another file, or add --force to replace it."
    assert read(path(suffix)) == "mine"


def test_those_opened_before_are_let_go_of_when_one_fails(path):
    Path(path("srt")).write_text("mine")
    with pytest.raises(UsageError):
        open_savers([path("txt"), path("srt")])
    assert read(path("srt")) == "mine"
    assert not os.path.exists(path("txt"))
    with pytest.raises(UsageError):
        open_savers([path("srt"), "no/such/heard.txt"], replace=True)
    assert read(path("srt")) == "mine"


@pytest.mark.parametrize("suffix", TEXTS)
def test_what_exists_is_replaced_when_that_was_asked_for_and_not_before_there_is_something(path, tmp_path, suffix):
    Path(path(suffix)).write_text("mine")
    savers = open_savers([path(suffix)], replace=True)
    assert read(path(suffix)) == "mine"
    assert os.listdir(tmp_path) == [f"heard.{suffix}"]  # nothing that somebody who is killed now leaves behind
    savers.see(final(0, "Bonjour."))
    savers.see(final(1, "Merci."))
    found = read(path(suffix))
    assert "Bonjour." in found
    assert "Merci." in found
    assert "mine" not in found
    savers.close()
    assert os.listdir(tmp_path) == [f"heard.{suffix}"]


def test_a_file_in_which_nothing_was_heard_is_replaced_in_the_end(path, tmp_path):
    Path(path("vtt")).write_text("mine")
    savers = open_savers([path("vtt")], replace=True)
    savers.settle(was_heard=True)
    savers.close()
    savers.close()
    assert read(path("vtt")) == "WEBVTT\n\n"
    assert os.listdir(tmp_path) == ["heard.vtt"]


@pytest.mark.parametrize("settles", [False, True])
def test_a_file_that_nobody_listened_for_is_left_as_it_was(path, tmp_path, settles):
    Path(path("vtt")).write_text("mine")
    Path(path("wav")).write_text("mine, too")
    savers = open_savers([path(suffix) for suffix in ("vtt", "wav", "txt")], replace=True)
    if settles:
        savers.settle(was_heard=False)
        savers.finish(summary_of())
        assert savers.paths == (path("txt"),)
    savers.close()
    assert savers.error is None
    assert (read(path("vtt")), read(path("wav"))) == ("mine", "mine, too")
    assert sorted(os.listdir(tmp_path)) == [*(["heard.txt"] if settles else []), "heard.vtt", "heard.wav"]


def test_a_recording_without_sound_is_not_said_to_be_saved(path, tmp_path):
    savers = open_savers([path("wav")])
    savers.settle(was_heard=True)
    assert savers.paths == ()
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_nothing_stays_beside_what_cannot_be_replaced(path, tmp_path, monkeypatch, suffix):
    def refuse(*_):
        raise PermissionError(errno.EPERM, "Operation not permitted")

    Path(path(suffix)).write_text("mine")
    told: list[str] = []
    savers = open_savers([path(suffix)], replace=True, tell=told.append)
    monkeypatch.setattr(os, "replace", refuse)
    for block in blocks(1):
        savers.sound(block, 16000)
    savers.see(final(0, "Bonjour."))
    savers.close()
    assert told == [f"{path(suffix)} is not written any more: Operation not permitted"]
    assert (read(path(suffix)), os.listdir(tmp_path)) == ("mine", [f"heard.{suffix}"])


def test_a_folder_is_not_replaced(path):
    os.mkdir(path("txt"))
    with pytest.raises(UsageError) as raised:
        open_savers([path("txt")], replace=True)
    assert (raised.value.message, raised.value.hint) == (f"{path('txt')} is a folder.", "name a file in it.")


@pytest.mark.parametrize("replace", [False, True])
def test_a_folder_in_the_place_of_a_file_is_said_to_be_one(path, replace):
    os.mkdir(path("txt"))
    with pytest.raises(UsageError, match="is a folder"):
        open_savers([path("txt")], replace=replace)


@posix
def test_what_is_no_file_is_not_replaced(path):
    os.mkfifo(path("txt"))
    with pytest.raises(UsageError) as raised:
        open_savers([path("txt")], replace=True)
    assert raised.value.message == f"{path('txt')} is no file, so nothing can take its place."
    assert raised.value.hint


def test_what_exists_stays_when_what_is_to_replace_it_cannot_be_written(path, tmp_path, monkeypatch):
    Path(path("srt")).write_text("mine")
    told: list[str] = []
    savers = open_savers([path("srt")], replace=True, tell=told.append)

    class Full(io.RawIOBase):
        def seekable(self):
            return True

        def seek(self, *_):
            return 0

        def write(self, _):
            raise OSError(errno.ENOSPC, "No space left on device")

    def full(number, *_, **__):
        os.close(number)
        return Full()

    monkeypatch.setattr("anamctl.listening.saving.files.open", full, raising=False)
    savers.see(final(0, "Bonjour."))
    savers.close()
    assert "No space left on device" in told[0]
    assert (read(path("srt")), os.listdir(tmp_path)) == ("mine", ["heard.srt"])


@posix
@pytest.mark.parametrize("replace", [False, True])
def test_files_are_for_their_owner_only(path, replace):
    savers = open_savers([path(suffix) for suffix in TEXTS], replace=replace)
    savers.see(final())
    savers.close()
    assert {stat.S_IMODE(os.stat(path(suffix)).st_mode) for suffix in TEXTS} == {0o600}


@pytest.mark.parametrize(
    ("paths", "message"),
    [
        (["-"], "--save takes a file, not -."),
        (["heard"], "heard has no suffix that says what to keep."),
        (["heard.mp3"], "heard.mp3 has no suffix that says what to keep."),
        (["a.txt", "./a.txt"], "--save names ./a.txt twice."),
        (["no/such/folder/a.txt"], "no/such/folder/a.txt cannot be written: there is no folder no/such/folder."),
    ],
)
def test_what_cannot_be_asked_for_is_refused(tmp_path, monkeypatch, paths, message):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError) as raised:
        open_savers(paths)
    assert raised.value.message == message
    assert os.listdir(tmp_path) == []


@pytest.fixture
def linked(tmp_path, monkeypatch):
    """Give a sound with other names, in a folder with another name."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "real").mkdir()
    (tmp_path / "folder").symlink_to("real")
    for name in ("sound.wav", "heard.txt", "other.wav"):
        (tmp_path / name).write_text(name)
    (tmp_path / "link.wav").symlink_to("sound.wav")
    (tmp_path / "heard.svg").symlink_to("sound.wav")
    os.link(tmp_path / "sound.wav", tmp_path / "hard.wav")


@posix
@pytest.mark.parametrize(
    ("written", "heard", "message"),
    [
        ([("--save", "sound.wav")], ["sound.wav"], "--save sound.wav is the file that is heard."),
        ([("--save", "./sound.wav")], ["other.wav", "sound.wav"], "--save ./sound.wav is the file that is heard."),
        ([("--save", "link.wav")], ["sound.wav"], "--save link.wav is the same file as sound.wav, which is heard."),
        ([("--save", "hard.wav")], ["link.wav"], "--save hard.wav is the same file as link.wav, which is heard."),
        (
            [("--report", "heard.svg")],
            ["sound.wav"],
            "--report heard.svg is the same file as sound.wav, which is heard.",
        ),
        ([("--save", "link.wav"), ("--save", "sound.wav")], [], "--save names sound.wav twice."),
        ([("--save", "real/a.txt"), ("--save", "folder/a.txt")], [], "--save names folder/a.txt twice."),
        ([("--save", "sound.wav"), ("--report", "heard.svg")], [], "--report heard.svg is the file of --save."),
    ],
)
@pytest.mark.usefixtures("linked")
def test_a_file_that_is_heard_or_written_already_is_refused(written, heard, message):
    with pytest.raises(UsageError) as raised:
        check_apart(written, heard)
    assert raised.value.message == message


@posix
@pytest.mark.usefixtures("linked")
def test_what_stdin_reads_is_a_file_that_is_heard():
    code = "import sys; from anamctl.listening.saving import check_apart; check_apart([('--save', sys.argv[1])], ['-'])"
    with open("sound.wav", "rb") as file:
        done = subprocess.run(
            [sys.executable, "-c", code, "link.wav"], stdin=file, capture_output=True, text=True, check=False
        )
    assert "--save link.wav is the same file as stdin, which is heard." in done.stderr


@pytest.mark.usefixtures("linked")
def test_files_that_are_not_the_same_are_fine():
    check_apart([("--save", "heard.txt"), ("--save", "new.txt"), ("--save", "new.wav")], ["sound.wav", "nowhere.wav"])


def test_suffixes_are_read_in_any_case(path):
    savers = open_savers([path("TXT")])
    savers.see(final())
    savers.close()
    assert read(path("TXT")) == "Bonjour.\n"


def test_a_file_that_fails_is_told_once_and_the_others_go_on(path, monkeypatch):
    told: list[str] = []
    savers = open_savers([path("txt"), path("jsonl")], tell=told.append)
    broken = os.strerror(28)

    def fail(self, at, data):
        if self.path.endswith("txt"):
            raise OSError(28, broken)
        return real(self, at, data)

    real = EntryFile._write
    monkeypatch.setattr(EntryFile, "_write", fail)
    savers.see(final(0))
    savers.see(final(1))
    savers.close()
    assert told == [f"{path('txt')} is not written any more: {broken}"]
    assert isinstance(savers.error, SaveError)
    assert savers.error.message == f"{path('txt')} could not be written to the end: {broken}."
    assert savers.paths == (path("jsonl"),)
    assert savers.error.exit_code == 3
    assert len(read(path("jsonl")).splitlines()) == 2


class Failing:
    def __init__(self, path, error):
        self.path = path
        self._error = error

    def see(self, event):
        raise self._error

    def close(self):
        """Nothing."""


@pytest.mark.parametrize(
    ("errors", "message", "hint"),
    [
        ([OSError(28, "full")], "a could not be written to the end: full.", "what it holds is whole up to there."),
        (
            [OSError(28, "full"), OSError(28, "full"), OSError("odd")],
            "a and b could not be written to the end: full; c could not be written to the end: odd.",
            "what they hold is whole up to there.",
        ),
    ],
)
def test_all_files_that_failed_are_named_in_the_end(errors, message, hint):
    failing: list[Any] = [Failing(name, error) for name, error in zip("abc", errors, strict=False)]
    savers = Savers(failing)
    found = [savers.error]
    savers.see(final())
    found.append(savers.error)
    assert [error and (error.message, error.hint) for error in found] == [None, (message, hint)]
    assert savers.paths == ()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="has no disk that is always full")
def test_a_sound_that_fails_is_told_as_every_other_file(path):
    told: list[str] = []
    savers = open_savers([path("wav")], tell=told.append)
    for block in blocks(2):
        savers.sound(block, 16000)
        saver: Any = savers._savers[0] if savers._savers else None
        if saver is not None:
            saver._writer._file.close()
            saver._writer._file = Path("/dev/full").open("r+b", buffering=0)  # noqa: SIM115  # the writer closes it
    savers.close()
    assert told == [f"{path('wav')} is not written any more: {os.strerror(28)}"]
    assert os.path.getsize(path("wav")) == 44 + 1600


@posix
def test_a_killed_process_loses_nothing_that_was_shown(tmp_path):
    script = f"""
import os, signal
from anamctl.listening.saving import open_savers
from tests.unit.listening.fakes import blocks, final
os.chdir({str(tmp_path)!r})
savers = open_savers(["a.txt", "a.jsonl", "a.srt", "a.vtt", "a.wav"])
for number, block in enumerate(blocks(50)):
    savers.sound(block, 16000)
    savers.see(final(number, f"turn {{number}}", start=number * 50, end=number * 50 + 40))
os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run([sys.executable, "-c", script], check=False)
    assert done.returncode == -signal.SIGKILL
    assert read(tmp_path / "a.txt").splitlines() == [f"turn {number}" for number in range(50)]
    assert len(read(tmp_path / "a.jsonl").splitlines()) == 50
    assert len(parse_srt(read(tmp_path / "a.srt"))) == len(parse_vtt(read(tmp_path / "a.vtt"))) == 50
    assert len(sound(str(tmp_path / "a.wav"))[1]) == 50 * 1600


# ---- entries ---------------------------------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.integers(0, 5), st.text("aé漢\n", max_size=5)), max_size=30))
def test_an_entry_file_holds_the_last_text_of_each_turn_in_the_order_of_their_first(entries):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "a.txt")
        file = EntryFile(path, head="head\n")
        expected: dict[int, str] = {}
        for number, text in entries:
            file.put(TurnKey(1, number), text)
            expected[number] = text
            assert Path(path).read_bytes() == ("head\n" + "".join(expected.values())).encode()
        file.close()
