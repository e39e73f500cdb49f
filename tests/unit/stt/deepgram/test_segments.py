from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.stt.events import Final, Partial
from tests.unit.stt.deepgram.frames import begun, result

END = '{"type": "UtteranceEnd", "last_word_end": 2.0}'


def heard(*frames: str):
    dialogue = begun()
    return [event for frame in frames for event in dialogue.received(frame)]


def told(*frames: str) -> list[tuple[int, str, str]]:
    found = []
    for event in heard(*frames):
        if isinstance(event, Partial):
            found.append((event.turn, "partial", f"{event.stable}|{event.unstable}"))
        elif isinstance(event, Final):
            found.append((event.turn, "final" if event.is_speech else "nothing", event.text))
    return found


def test_segments_are_put_together_until_the_turn_is_over():
    assert told(
        result("bon"),
        result("bonjour", final=True),
        result("à"),
        result("à tous.", final=True, speech_final=True),
        result("et"),
    ) == [
        (0, "partial", "|bon"),
        (0, "partial", "bonjour|"),
        (0, "partial", "bonjour|à"),
        (0, "final", "bonjour à tous."),
        (1, "partial", "|et"),
    ]


@pytest.mark.parametrize(
    "end", [END, result("", final=True, speech_final=True), result("", final=True, from_finalize=True)]
)
def test_a_turn_ends_by_silence_by_a_gap_and_when_asked(end):
    assert told(result("oui", final=True), end)[-1] == (0, "final", "oui")


def test_the_end_of_a_turn_that_is_over_ends_nothing_more():
    assert told(result("oui", final=True, speech_final=True), END, END) == [(0, "final", "oui")]


def of(*speakers: int | None, text: str = "Oui. Et vous, toi? Moi aussi.") -> str:
    """Give a complete result whose words are of these speakers."""
    data = json.loads(result(text, "fr", final=True, speech_final=True))
    for found, speaker in zip(data["channel"]["alternatives"][0]["words"], speakers, strict=True):
        found["speaker"] = speaker
    return json.dumps(data)


def finals(*frames: str):
    return [(event.turn, event.speaker, event.text) for event in heard(*frames) if isinstance(event, Final)]


def test_a_turn_of_one_speaker_is_theirs():
    assert finals(of(1, 1, 1, 1, 1, 1)) == [(0, "1", "Oui. Et vous, toi? Moi aussi.")]


def test_a_turn_is_parted_where_somebody_else_begins_to_speak():
    frames = [of(0, 1, 1, 1, 0, 0), of(0, text="Bien.")]

    assert finals(*frames) == [(0, "0", "Oui."), (1, "1", "Et vous, toi?"), (2, "0", "Moi aussi."), (3, "0", "Bien.")]
    first, second, *_ = (event for event in heard(*frames) if isinstance(event, Final))
    assert (first.start, first.end) == (0.0, 100.0)
    assert (second.start, second.end, second.language, second.confidence) == (100.0, 400.0, "fr", 1.0)


def test_a_word_of_nobody_is_of_the_speaker_before():
    assert finals(of(0, None, 1, None, None, 1)) == [(0, "0", "Oui. Et"), (1, "1", "vous, toi? Moi aussi.")]


def test_silence_says_nothing():
    assert told(result(""), result("", final=True), result("", final=True, speech_final=True), END) == []


def test_a_text_that_is_taken_back_is_closed():
    assert told(result("oui"), result("", final=True, speech_final=True), END)[1:] == [(0, "nothing", "")]


def test_a_gap_does_not_cut_off_a_text_that_may_still_change():
    assert told(result("oui"), END, result("oui.", final=True, speech_final=True))[1:] == [(0, "final", "oui.")]
    assert told(result("oui", final=True), result("et"), END)[2:] == [(0, "final", "oui"), (1, "partial", "|et")]


def test_times_are_milliseconds_of_the_words():
    final = heard(result("bonjour à", final=True, start=1.2), result("tous", final=True, speech_final=True, start=2.0))[
        -1
    ]

    assert (final.start, final.end) == (1200, 2100)
    assert [word.start for word in final.words] == [1200, 1300, 2000]


def test_times_of_a_segment_stand_in_for_those_of_words():
    final = heard(result("oui", final=True, speech_final=True, start=2.0, best={"words": None}))[-1]

    assert (final.start, final.end) == (2000, 3500)


def test_the_language_is_that_of_most_words_and_its_confidence_their_share():
    final = heard(
        result("hola/es amigos/es", final=True), result("good/en morning/en y/es", final=True, speech_final=True)
    )[-1]

    assert (final.language, final.confidence) == ("es", 0.6)
    assert [word.language for word in final.words] == ["es", "es", "en", "en", "es"]


def test_words_without_a_language_do_not_count():
    final = heard(result("hola/es ok", final=True, speech_final=True))[-1]

    assert (final.language, final.confidence) == ("es", 1.0)


def test_a_list_of_languages_stands_in_for_those_of_words_without_a_share():
    final = heard(result("hola", final=True, speech_final=True, best={"languages": ["es", "en"]}))[-1]

    assert (final.language, final.confidence) == ("es", None)


def test_a_language_that_nobody_names_is_none():
    final = heard(result("hola", final=True, speech_final=True))[-1]

    assert (final.language, final.confidence) == (None, None)


def test_words_are_written_with_punctuation_and_speakers():
    spoken = [
        {"word": "hola", "punctuated_word": "Hola,", "start": 0, "end": 1, "confidence": 0.8, "speaker": 1},
        {"word": "tú"},
    ]
    final = heard(result("Hola, tú", final=True, speech_final=True, best={"words": spoken}))[-1]

    assert [(word.text, word.speaker, word.confidence) for word in final.words] == [
        ("Hola,", "1", 0.8),
        ("tú", "", None),
    ]


def test_zero_everywhere_is_no_confidence():
    spoken = [{"word": "hola", "confidence": 0.0}, {"word": "tú", "confidence": 0}]
    final = heard(result("hola tú", final=True, speech_final=True, best={"words": spoken}))[-1]

    assert [word.confidence for word in final.words] == [None, None]


def test_scripts_without_spaces_are_joined_without():
    assert (
        told(result("今日は", final=True), result("いい天気", final=True, speech_final=True))[-1][2] == "今日はいい天気"
    )


# ---- anything --------------------------------------------------------------------------------------------------------

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
RESULTS = st.builds(
    lambda text, final, speech_final: result(text, final=final, speech_final=speech_final),
    st.sampled_from(["", "hola", "hola/es a/es todos/en", "今日は"]),
    st.booleans(),
    st.booleans(),
)
FRAMES = st.lists(
    RESULTS
    | st.just(END)
    | st.builds(
        lambda kind, rest: json.dumps({**rest, "type": kind}),
        st.sampled_from(["Results", "Metadata", "Error", "Warning", "SpeechStarted", "UtteranceEnd"]) | ANYTHING,
        st.dictionaries(
            st.sampled_from(["channel", "is_final", "speech_final", "start", "duration", "error", "timestamp"]),
            ANYTHING,
        ),
    )
    | st.text(max_size=5)
    | st.binary(max_size=5),
    max_size=25,
)


@given(FRAMES, st.booleans(), st.sampled_from([None, 1000, 1008, 1011]))
def test_no_message_crashes_and_turns_follow_each_other(frames, finishes, code):
    dialogue = begun()
    if finishes:
        dialogue.finish()
    events = [event for frame in frames for event in dialogue.received(frame)]
    events += dialogue.closed(code, "NET-0001")
    finals = [event.turn for event in events if isinstance(event, Final)]

    assert finals == list(range(len(finals)))
    assert sum(type(event).__name__ in ("Ended", "Failed") for event in events) == 1


@given(st.lists(RESULTS | st.just(END), max_size=25))
def test_every_final_segment_is_in_a_turn(frames):
    dialogue = begun()
    events = []
    spoken = []
    rest = ""
    for frame in frames:
        events += dialogue.received(frame)
        data = json.loads(frame)
        if data["type"] == "Results":
            text = data["channel"]["alternatives"][0]["transcript"]
            rest = "" if data["is_final"] else text
            spoken += [text] if data["is_final"] else []
    dialogue.finish()
    events += dialogue.received('{"type": "Metadata"}')
    whole = "".join(event.text for event in events if isinstance(event, Final))

    assert whole.replace(" ", "") == "".join([*spoken, rest]).replace(" ", "")
