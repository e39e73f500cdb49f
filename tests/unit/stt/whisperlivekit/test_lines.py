from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.stt.events import Final, Notice, Partial
from tests.unit.stt.whisperlivekit.frames import STOP, begun, line, silence, update


def heard(*frames: str):
    dialogue = begun()
    return [event for frame in frames for event in dialogue.received(frame)]


def told(*frames: str) -> list[tuple[int, str, str]]:
    """Give each event as turn, kind and text."""
    found = []
    for event in heard(*frames):
        if isinstance(event, Partial):
            found.append((event.turn, "partial", f"{event.stable}|{event.unstable}"))
        elif isinstance(event, Final):
            found.append((event.turn, "final" if event.is_speech else "nothing", event.text))
    return found


HALLO, DU, ENDE = line("Hallo", "0:00:01"), line("du da", "0:00:02"), line("Ende", "0:00:04")


def test_the_last_line_is_open_and_the_buffer_may_change():
    assert told(update(HALLO, buffer=" du")) == [(0, "partial", "Hallo|du")]


def test_a_line_that_is_no_longer_last_is_complete():
    assert told(update(HALLO), update(HALLO, DU)) == [
        (0, "partial", "Hallo|"),
        (0, "final", "Hallo"),
        (1, "partial", "du da|"),
    ]


def test_a_line_is_given_with_its_times_and_language_and_no_confidence():
    final = heard(update(line("Bonjour", "0:00:01.20", "0:00:02.90", "fr"), DU))[0]

    assert (final.start, final.end, final.language, final.confidence, final.words) == (1200, 2900, "fr", None, ())


def test_speakers_are_told_when_there_are_several():
    said = [line(f"{number}", f"0:00:0{number}", speaker=who) for number, who in enumerate((1, 1, 2, 1, 0))]
    updates = [update(*said[:count]) for count in range(1, len(said) + 1)]
    finals = [event for event in heard(*updates, STOP) if isinstance(event, Final)]

    assert [(final.text, final.speaker) for final in finals] == [
        ("0", ""),
        ("1", "1"),
        ("2", "2"),
        ("3", "1"),
        ("4", ""),
    ]


def test_a_speaker_may_be_corrected():
    one, two = line("a", "0:00:01"), line("b", "0:00:02", speaker=2)
    finals = [event for event in heard(update(one, two), update(one | {"speaker": 2}, two)) if isinstance(event, Final)]

    assert [(final.turn, final.speaker) for final in finals] == [(0, "1"), (0, "2")]


def test_without_diarization_nobody_is_named():
    assert {event.speaker for event in heard(update(HALLO, DU, ENDE), STOP) if isinstance(event, Final)} == {""}


def test_a_text_before_any_line_is_shown():
    assert told(update(buffer="Ha"), update(HALLO)) == [(0, "partial", "|Ha"), (0, "partial", "Hallo|")]


def test_the_same_update_says_nothing_new():
    assert len(told(*[update(HALLO, buffer="du")] * 3)) == 1


def test_silence_completes_and_is_nothing_itself():
    quiet = silence("0:00:02", "0:00:09")
    events = told(update(HALLO), update(HALLO, quiet), update(HALLO, quiet, buffer="du"), update(HALLO, quiet, DU))

    assert events == [
        (0, "partial", "Hallo|"),
        (0, "final", "Hallo"),
        (2, "partial", "|du"),
        (2, "partial", "du da|"),
    ]


def test_at_the_end_everything_is_complete():
    assert told(update(HALLO, DU), STOP)[-1] == (1, "final", "du da")
    assert told(update(HALLO), STOP, STOP)[1:] == [(0, "final", "Hallo")]


def test_what_was_still_uncertain_at_the_end_is_not_lost():
    assert told(update(HALLO, buffer="du da"), STOP)[-1] == (0, "final", "Hallo du da")
    assert told(update(buffer="du"), STOP)[-1] == (0, "final", "du")
    assert told(update(HALLO, silence("0:00:02", "0:00:03"), buffer="du"), STOP)[-1] == (2, "final", "du")


def test_what_was_uncertain_after_a_complete_line_is_a_turn_of_its_own():
    events = told(update(HALLO, DU), update(HALLO, buffer="oh"), STOP)
    final = heard(update(HALLO, silence("0:00:02", "0:00:03"), buffer="du"), STOP)[-2]

    assert events[2:] == [(1, "partial", "|oh"), (1, "final", "oh")]
    assert (final.text, final.start, final.end) == ("du", 3000, 3000)


def test_a_line_that_changes_after_it_was_complete_replaces_it():
    assert told(update(HALLO, DU), update(line("Hallo!", "0:00:01"), DU))[2:] == [(0, "final", "Hallo!")]


def test_a_line_that_is_last_again_stays_complete():
    assert told(update(HALLO, DU), update(HALLO))[2:] == [(1, "partial", "|")]
    assert told(update(HALLO, DU), update(HALLO, buffer="x"))[2:] == [(1, "partial", "|x")]


def test_a_line_that_ends_up_in_the_one_before_is_not_said_twice():
    both = line("Hallo du da", "0:00:01")

    assert told(update(HALLO, DU), update(both))[2:] == [(0, "final", "Hallo du da"), (1, "partial", "|")]


def test_lines_that_the_server_forgets_stay_what_they_were():
    events = told(update(HALLO, DU), update(DU, ENDE), update(ENDE))

    assert events[2:] == [(1, "final", "du da"), (2, "partial", "Ende|")]


def test_an_open_line_that_the_server_forgets_is_not_lost():
    assert told(update(HALLO), update(ENDE)) == [
        (0, "partial", "Hallo|"),
        (0, "final", "Hallo"),
        (1, "partial", "Ende|"),
    ]


@pytest.mark.parametrize("key", ["buffer_diarization", "buffer_transcription"])
def test_words_without_a_speaker_are_shown_too(key):
    frame = json.dumps({"lines": [HALLO], key: "du"})

    assert told(frame) == [(0, "partial", "Hallo|du")]


# ---- changes ---------------------------------------------------------------------------------------------------------


def snapshot(*lines: dict, **more) -> str:
    return json.dumps({"type": "snapshot", "seq": 1, "lines": lines, **more})


def diff(*new: dict, count: int | None = None, pruned: int = 0, **more) -> str:
    data = {"type": "diff", "seq": 2, "lines_pruned": pruned, "new_lines": new, **more}
    return json.dumps(data if count is None else {**data, "n_lines": count})


def test_changes_are_added_to_the_list():
    assert told(snapshot(HALLO), diff(DU, count=2), diff(count=2, buffer_transcription="und"))[1:] == [
        (0, "final", "Hallo"),
        (1, "partial", "du da|"),
        (1, "partial", "du da|und"),
    ]


def test_a_line_that_grew_replaces_itself():
    longer = line("du da oben", "0:00:02")

    assert told(snapshot(HALLO, DU), diff(longer, count=2))[2:] == [(1, "partial", "du da oben|")]


def test_the_only_line_that_grew_is_sent_as_dropped_and_added():
    assert told(snapshot(HALLO), diff(line("Hallo du", "0:00:01"), count=1, pruned=1))[1:] == [
        (0, "partial", "Hallo du|")
    ]


def test_lines_dropped_from_the_front_keep_their_numbers():
    assert told(snapshot(HALLO, DU), diff(ENDE, count=2, pruned=1))[2:] == [
        (1, "final", "du da"),
        (2, "partial", "Ende|"),
    ]


def test_a_buffer_that_is_not_sent_again_has_not_changed():
    assert told(snapshot(HALLO, buffer_transcription="du"), diff(count=1)) == [(0, "partial", "Hallo|du")]


def test_lines_that_were_missed_are_told_once():
    events = heard(snapshot(HALLO), diff(DU, count=5), diff(count=5))

    assert [event.text for event in events if isinstance(event, Notice)] == ["lines of the service were missed"]


# ---- anything --------------------------------------------------------------------------------------------------------

WORDS = st.lists(st.sampled_from(["ja", "nein", "vielleicht", "是", "."]), min_size=1, max_size=4).map(" ".join)


@given(st.lists(st.tuples(WORDS, st.booleans()), min_size=1, max_size=12), st.sampled_from(["full", "diff"]))
def test_an_orderly_session_is_read_line_for_line_in_both_modes(parts, mode):
    """A server whose last line grows word by word, with silence between some lines."""
    dialogue = begun()
    lines: list[dict[str, Any]] = []
    before: list[dict[str, Any]] | None = None
    complete: dict[int, str] = {}
    events = []
    for number, (text, is_quiet) in enumerate(parts):
        if is_quiet and lines:
            lines = [*lines, silence(f"0:00:{number:02}.10", f"0:00:{number:02}.20")]
        words = text.split()
        for count in range(1, len(words) + 1):
            grown = line(" ".join(words[:count]), f"0:00:{number:02}.20", f"0:00:{number:02}.90")
            now = [*lines, grown]
            if mode == "full" or before is None:
                events += dialogue.received(update(*now) if mode == "full" else snapshot(*now))
            else:
                common = 0
                while common < min(len(before), len(now)) and before[common] == now[common]:
                    common += 1
                pruned = len(before) if common == 0 else 0
                events += dialogue.received(diff(*now[common:], count=len(now), pruned=pruned))
            before = now
        lines = before or []
    events += dialogue.received(STOP)
    for event in events:
        if isinstance(event, Final) and event.is_speech:
            complete[event.turn] = event.text

    assert not any(isinstance(event, Notice) for event in events)
    assert [complete[turn] for turn in sorted(complete)] == [" ".join(text.split()) for text, _ in parts]


LINES = st.lists(
    st.builds(
        lambda text, start, speaker: line(text, f"0:00:{start:02}", f"0:00:{start + 1:02}", speaker=speaker),
        st.sampled_from(["", "ja", "nein", None]),
        st.integers(0, 9),
        st.sampled_from([1, 2, -2]),
    ),
    max_size=4,
)
ANYTHING = st.recursive(
    st.none() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
FRAMES = st.lists(
    st.builds(lambda lines, buffer: update(*lines, buffer=buffer), LINES, st.sampled_from(["", "oh"]))
    | st.builds(lambda lines: snapshot(*lines), LINES)
    | st.builds(
        lambda lines, count, pruned: diff(*lines, count=count, pruned=pruned),
        LINES,
        st.integers(-1, 9),
        st.integers(-1, 4),
    )
    | st.dictionaries(
        st.sampled_from(["type", "lines", "new_lines", "n_lines", "lines_pruned", "error", "status"]), ANYTHING
    ).map(json.dumps)
    | st.just(STOP),
    max_size=20,
)


@given(FRAMES)
def test_no_message_crashes_and_nothing_complete_is_undone(frames):
    dialogue = begun()
    complete: set[int] = set()
    for frame in frames:
        for event in dialogue.received(frame):
            if isinstance(event, Partial):
                assert event.turn not in complete
            if isinstance(event, Final):
                assert event.is_speech == bool(event.text)
                assert event.is_speech or event.turn not in complete
                if event.is_speech:
                    complete.add(event.turn)


@given(FRAMES)
def test_every_text_that_is_no_longer_last_is_given(frames):
    dialogue = begun()
    given_: list[str] = []
    for frame in frames:
        events = dialogue.received(frame)
        given_ += [event.text for event in events if isinstance(event, Final)]
        data = json.loads(frame)
        lines = data.get("lines")
        if data.get("type") is None and isinstance(lines, list):
            for found in lines[:-1]:
                if isinstance(found, dict) and found.get("text") and found.get("speaker") in (1, 2):
                    assert found["text"] in given_
