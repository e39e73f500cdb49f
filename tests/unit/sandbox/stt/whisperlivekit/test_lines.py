"""Lines of WhisperLiveKit, and how they are told."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.sandbox.speech.events import Heard, Word
from anamctl.sandbox.stt.whisperlivekit.lines import Differences, Lines


def heard(*texts, start=0, language="fr", final=True, known=True, confidence=0.9):
    words = tuple(
        Word(text, start + 300 * index, start + 300 * index + 300, confidence, is_final=final or index < len(texts) - 1)
        for index, text in enumerate(texts)
    )
    return Heard(" ".join(texts), words, language, confidence, final, known, start, start + max(300 * len(texts), 900))


def lines(*events, language=None, pause=5000, **more):
    found = Lines(language, pause, **more)
    for event in events:
        found.take([event], event.end_ms)
    return found.state()


def test_at_first_there_is_nothing():
    assert lines() == {
        "status": "no_audio_detected",
        "lines": [],
        "buffer_transcription": "",
        "buffer_diarization": "",
        "buffer_translation": "",
        "remaining_time_transcription": 0.0,
        "remaining_time_diarization": 0.0,
    }


def test_committed_words_make_a_line_and_the_last_one_waits_in_the_buffer():
    state = lines(heard("Bonjour", "à", "tous.", start=1200, final=False))

    assert state["status"] == "active_transcription"
    assert state["lines"] == [
        {"speaker": 1, "text": "Bonjour à", "start": "0:00:01.20", "end": "0:00:01.80", "detected_language": "fr"}
    ]
    assert state["buffer_transcription"] == "tous."
    assert state["remaining_time_transcription"] == 2.1


def test_what_waits_is_measured_from_what_was_committed():
    state = lines(heard("Bonjour."), heard("Ça", "va", start=1000, final=False))

    assert state["remaining_time_transcription"] == 1.6  # of 1.9 s, from 0.3 s on


def test_a_line_grows_until_there_is_a_pause():
    state = lines(
        heard("Bonjour."),
        heard("Ça", "va", "?", start=2000),
        heard("Oui.", start=8100),
    )

    assert [(line["speaker"], line["text"], line["start"], line["end"]) for line in state["lines"]] == [
        (1, "Bonjour. Ça va ?", "0:00:00.00", "0:00:02.90"),
        (-2, "", "0:00:02.90", "0:00:08.10"),
        (1, "Oui.", "0:00:08.10", "0:00:08.40"),
    ]
    assert "detected_language" not in state["lines"][1]


def test_without_pauses_all_is_one_line():
    assert len(lines(heard("a"), heard("b", start=60_000), pause=0)["lines"]) == 1


def test_the_language_is_the_first_that_was_detected():
    state = lines(heard("Bonjour."), heard("Guten", "Morgen.", start=9000, language="de"))

    assert {line.get("detected_language", "fr") for line in state["lines"]} == {"fr"}
    assert "Guten" not in state["lines"][-1]["text"]


def test_the_language_of_the_address_is_what_is_heard():
    state = lines(heard("Bonjour."), language="de")

    assert state["lines"][0]["detected_language"] == "de"
    assert state["lines"][0]["text"] != "Bonjour."


def test_what_a_scenario_says_is_written_in_any_language():
    state = lines(heard("Bonjour."), heard("Guten", "Morgen.", start=9000, language="de"), scripted=True)

    assert [line["text"] for line in state["lines"]] == ["Bonjour.", "", "Guten Morgen."]


def test_unknown_speech_detects_no_language():
    state = lines(heard(known=False, confidence=0.3, language="de"))

    assert "detected_language" not in state["lines"][0]
    assert state["lines"][0]["text"]


def test_times_can_be_as_documented():
    state = lines(heard("Bonjour.", start=3_723_450), hundredths=False)

    assert state["lines"][0]["start"] == "1:02:03"


# ---- diff mode -------------------------------------------------------------------------------------------------------


def applied(messages):
    """Rebuild the lines as the documentation of the protocol says, and check their number."""
    kept = []
    for message in messages:
        if message["type"] == "snapshot":
            kept = list(message["lines"])
            continue
        del kept[: message.get("lines_pruned", 0)]
        new = message.get("new_lines", [])
        kept = [*kept[: message["n_lines"] - len(new)], *new]
        assert len(kept) == message["n_lines"]
    return kept


def test_a_snapshot_comes_first_and_then_what_is_different():
    differences = Differences()
    state = {"status": "s", "lines": [{"text": "a"}, {"text": "b"}], "buffer_transcription": "x"}
    first = differences.message(state)
    second = differences.message({**state, "lines": [{"text": "a"}, {"text": "bc"}, {"text": "d"}]})
    third = differences.message({**state, "lines": [{"text": "a"}, {"text": "bc"}, {"text": "d"}]})

    assert first == {"type": "snapshot", "seq": 1, **state}
    assert second == {
        "type": "diff",
        "seq": 2,
        "status": "s",
        "n_lines": 3,
        "new_lines": [{"text": "bc"}, {"text": "d"}],
        "buffer_transcription": "x",
    }
    assert "new_lines" not in third
    assert "lines_pruned" not in third


def test_a_first_line_that_changes_takes_all_with_it():
    differences = Differences()
    differences.message({"status": "s", "lines": [{"text": "a"}]})

    assert differences.message({"status": "s", "lines": [{"text": "ab"}]})["lines_pruned"] == 1


EVENTS = st.lists(
    st.tuples(
        st.integers(0, 4), st.integers(0, 9000), st.booleans(), st.booleans(), st.sampled_from(["fr", "de", None])
    )
)


@pytest.mark.parametrize("language", [None, "fr"])
@given(events=EVENTS)
def test_differences_lead_to_the_same_lines_whatever_is_heard(language, events):
    found, differences, messages, at = Lines(language, 5000), Differences(), [], 0
    for count, pause, final, known, code in events:
        event = heard(*["mot"] * count, start=at, final=final, known=known, confidence=0.3, language=code)
        at += pause if not final else event.end_ms - event.start_ms + pause
        found.take([event], event.end_ms)
        messages.append(json.loads(json.dumps(differences.message(found.state()))))

    assert applied(messages) == (found.state()["lines"] if events else [])
    assert [message["seq"] for message in messages] == list(range(1, len(messages) + 1))
