"""The rules by which each family of models tells what it hears."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.sandbox.scenario.stt import AssemblyScenario
from anamctl.sandbox.speech.events import Heard, Started, Word
from anamctl.sandbox.stt.assemblyai.parameters import settings
from anamctl.sandbox.stt.assemblyai.turns import Turns

MULTI, ENGLISH = "universal-streaming-multilingual", "universal-streaming-english"
U3 = "universal-3-5-pro"
WHISPER = "whisper-rt"
TEXT = ("Guten", "Morgen,", "Frau", "Weber.")


def turns(model=MULTI, scenario=None, **query):
    return Turns(
        settings({"speech_model": model, "language_detection": "true", **query}), AssemblyScenario(**(scenario or {}))
    )


def heard(count=None, *, texts=TEXT, start=1000, language="de", confidence=0.96, known=True, speaker=""):
    """Hear the first words, the last of which is not final, or all of them."""
    shown = texts if count is None else texts[:count]
    words = tuple(
        Word(
            text,
            start + 300 * index,
            start + 300 * index + 300,
            confidence,
            is_final=count is None or index < count - 1,
        )
        for index, text in enumerate(shown)
    )
    text = " ".join(shown)
    return Heard(text, words, language, confidence, count is None, known, start, start + 300 * len(shown), speaker)


def speak(subject, *, texts=TEXT, start=1000, then=2000, **more):
    """Say something word by word, and be silent; gives all messages."""
    told = subject.take([Started(start)], start)
    for count in range(1, len(texts) + 1):
        told += subject.take([heard(count, texts=texts, start=start, **more)], start + 300 * count)
    end = start + 300 * len(texts)
    told += subject.take([heard(texts=texts, start=start, **more)], end + 60)
    for position in range(end + 100, end + then + 1, 100):
        told += subject.take([], position)
    return [one.message for one in told]


def texts(messages):
    return [message["transcript"] for message in messages if message["type"] == "Turn"]


def finals(messages):
    return [message for message in messages if message.get("end_of_turn")]


# ---- the shape -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", [MULTI, ENGLISH, U3, WHISPER])
def test_a_turn_has_all_its_keys_whole_milliseconds_and_its_type_last(model):
    for message in speak(turns(model), language="en"):
        if message["type"] != "Turn":
            continue
        assert list(message)[-1] == "type"
        assert list(message)[:7] == [
            "turn_order",
            "turn_is_formatted",
            "end_of_turn",
            "transcript",
            "end_of_turn_confidence",
            "words",
            "utterance",
        ]
        for word in message["words"]:
            assert list(word) == ["start", "end", "text", "confidence", "word_is_final"]
            assert type(word["start"]) is type(word["end"]) is int
            assert 0 <= word["start"] <= word["end"]


def test_turns_are_numbered_from_zero():
    subject = turns()
    orders = [turn["turn_order"] for start in (1000, 5000, 9000) for turn in finals(speak(subject, start=start))]

    assert orders == [0, 1, 2]


# ---- Universal-Streaming ---------------------------------------------------------------------------------------------


def test_words_are_added_and_stay_and_only_the_last_is_not_final():
    messages = speak(turns(format_turns="true"))

    assert texts(messages) == ["", "Guten", "Guten Morgen,", "Guten Morgen, Frau", *["Guten Morgen, Frau Weber."] * 2]
    for message in messages:
        assert all(word["word_is_final"] for word in message["words"][:-1])
        shown = " ".join(word["text"] for word in message["words"] if word["word_is_final"])
        assert message["transcript"] == shown


def test_the_last_word_may_be_a_fragment():
    messages = speak(turns(format_turns="true"))

    assert [message["words"][-1]["text"] for message in messages[:4]] == ["Gut", "Morg", "Fr", "Web"]


def test_the_utterance_comes_before_the_closing_turn_and_both_carry_the_language():
    *partials, utterance, closing = speak(turns())

    assert utterance["utterance"] == "Guten Morgen, Frau Weber."
    assert (utterance["end_of_turn"], closing["end_of_turn"], closing["utterance"]) == (False, True, "")
    for message in (utterance, closing):
        assert (message["language_code"], message["language_confidence"]) == ("de", 0.96)
    assert all("language_code" not in message for message in partials)
    assert (
        partials[-1]["end_of_turn_confidence"] < utterance["end_of_turn_confidence"] < closing["end_of_turn_confidence"]
    )


@pytest.mark.parametrize(("model", "query"), [(MULTI, {"language_detection": "false"}), (ENGLISH, {})])
def test_without_detection_no_message_carries_a_language(model, query):
    assert not any("language_code" in message for message in speak(turns(model, **query), language="en"))


def test_without_formatting_the_words_are_plain():
    messages = speak(turns())

    assert texts(messages)[-1] == "guten morgen frau weber"
    assert not any(message["turn_is_formatted"] for message in messages)


def test_texts_can_always_be_punctuated_and_never_called_formatted():
    messages = speak(turns(scenario={"formatting": "always"}))

    assert texts(messages)[-1] == "Guten Morgen, Frau Weber."
    assert not any(message["turn_is_formatted"] for message in messages)


def test_an_older_server_closes_a_turn_twice():
    messages = speak(turns(scenario={"formatting": "second-turn"}, format_turns="true"))
    plain, formatted = finals(messages)

    assert (plain["transcript"], plain["turn_is_formatted"]) == ("guten morgen frau weber", False)
    assert (formatted["transcript"], formatted["turn_is_formatted"]) == ("Guten Morgen, Frau Weber.", True)
    assert [word["text"] for word in formatted["words"]] == list(TEXT)
    assert plain["turn_order"] == formatted["turn_order"] == 0
    assert len(finals(speak(turns(scenario={"formatting": "second-turn"})))) == 1


@pytest.mark.parametrize(
    ("query", "silence"),
    [
        ({}, 400),
        ({"min_turn_silence": "800"}, 800),
        ({"min_end_of_turn_silence_when_confident": "700"}, 700),
        ({"end_of_turn_confidence_threshold": "1"}, 1280),
        ({"end_of_turn_confidence_threshold": "1", "max_turn_silence": "2000"}, 2000),
        ({"min_turn_silence": "3000", "max_turn_silence": "500"}, 500),
    ],
)
def test_a_turn_ends_after_the_silence_that_is_asked_for(query, silence):
    subject = turns(**query)
    speak(subject, then=0)

    assert subject.take([], 2200 + silence - 1) == []
    assert len(subject.take([], 2200 + silence)) == 1


def test_what_is_not_sure_ends_after_the_longest_silence():
    subject = turns()
    subject.take([Started(0), heard(texts=(), known=False, confidence=0.3, start=0)], 0)
    subject.take([Heard("", (), None, 0.3, True, False, 0, 2000)], 2000)

    assert subject.take([], 3279) == []
    (closing,) = subject.take([], 3280)
    assert closing.message["language_confidence"] <= 0.45


def test_two_utterances_with_a_short_pause_are_one_turn():
    subject = turns(format_turns="true")
    first = speak(subject, then=300)
    second = speak(subject, start=2500, texts=("Wie", "geht", "es?"))
    (closing,) = finals(first + second)

    assert closing["transcript"] == "Guten Morgen, Frau Weber. Wie geht es?"
    assert [message["utterance"] for message in first + second if message["utterance"]] == [
        "Guten Morgen, Frau Weber.",
        "Wie geht es?",
    ]


def test_a_pause_within_one_block_ends_a_turn():
    subject = turns()
    speak(subject, then=0)
    told = subject.take([Started(3000)], 3500)

    assert [one.message["end_of_turn"] for one in told] == [True]


def test_a_language_that_the_model_does_not_know_is_unsure():
    (closing,) = finals(speak(turns(), language="hi", confidence=1.0))

    assert closing["language_code"] in {"en", "es", "fr", "de", "it", "pt"}
    assert closing["language_confidence"] < 0.5
    assert "guten" not in closing["transcript"]


def test_what_a_scenario_says_is_understood_in_any_language():
    (closing,) = finals(speak(turns(scenario={"hears": ()}), language="pl"))

    assert (closing["language_code"], closing["transcript"]) == ("pl", "guten morgen frau weber")


def test_a_noise_is_nothing_and_its_number_is_free_again():
    subject = turns()
    told = subject.take([Started(0), Heard("", (), None, 0.2, True, False, 0, 300)], 3000)

    assert told == []
    assert finals(speak(subject, start=4000))[0]["turn_order"] == 0


@pytest.mark.parametrize("model", [MULTI, U3])
def test_a_turn_that_was_told_of_and_comes_to_nothing_is_closed_empty(model):
    subject = turns(model)
    subject.take([Started(0), heard(1, start=0)], 300)
    (closing,) = [one.message for one in subject.take([Heard("", (), None, 0.2, True, False, 0, 300)], 400)]

    assert (closing["turn_order"], closing["end_of_turn"], closing["words"], closing["transcript"]) == (0, True, [], "")
    assert (closing["language_code"], closing["language_confidence"]) == (None, None)
    assert finals(speak(subject, start=4000))[0]["turn_order"] == 1


# ---- the end ---------------------------------------------------------------------------------------------------------


def test_an_end_can_be_forced_and_the_rest_is_another_turn():
    subject = turns(format_turns="true")
    subject.take([Started(1000), heard(3)], 1900)
    (forced,) = [one.message for one in subject.force()]
    rest = [one.message for one in subject.take([heard()], 2260) + subject.take([], 4000)]

    assert (forced["transcript"], forced["end_of_turn"], forced["turn_order"]) == ("Guten Morgen, Frau", True, 0)
    assert forced["utterance"] == "Guten Morgen, Frau"
    assert all(word["word_is_final"] for word in forced["words"])
    assert (finals(rest)[0]["transcript"], finals(rest)[0]["turn_order"]) == ("Weber.", 1)


def test_when_nothing_goes_on_nothing_is_forced():
    subject = turns()
    speak(subject)

    assert subject.force() == []


@pytest.mark.parametrize(("model", "count"), [(MULTI, 2), (ENGLISH, 2), (U3, 1), (WHISPER, 1)])
def test_at_the_end_comes_what_is_left_and_an_empty_turn_from_some_models(model, count):
    subject = turns(model)
    subject.take([Started(0), heard(2, start=0, language="en")], 600)
    told = [one.message for one in subject.finish()]

    assert [message["end_of_turn"] for message in told] == [True] * count
    assert told[0]["words"]
    if count == 2:
        assert (told[1]["words"], told[1]["transcript"], told[1]["turn_order"]) == ([], "", 1)
        assert told[1].get("language_code", None) is None


# ---- U3 --------------------------------------------------------------------------------------------------------------


def test_u3_rewrites_and_its_words_are_final_only_in_the_end():
    started, *partials, closing = speak(turns(U3))

    assert started["type"] == "SpeechStarted"
    assert started["timestamp"] == 1000
    assert texts(partials) == ["Gut", "guten Morg", "Guten morgen Fr", "Guten Morgen, frau Web"]
    assert closing["transcript"] == "Guten Morgen, Frau Weber."
    assert not any(word["word_is_final"] for message in partials for word in message["words"])
    assert all(word["word_is_final"] for word in closing["words"])
    assert {message["end_of_turn_confidence"] for message in partials} == {0.0}
    assert closing["end_of_turn_confidence"] == 1.0


def test_u3_pads_a_turn_at_its_edges():
    *_, closing = speak(turns(U3))
    words = closing["words"]

    assert (words[0]["start"], words[-1]["end"]) == (700, 2520)
    assert (words[0]["end"], words[-1]["start"]) == (1300, 1900)


def test_u3_acknowledges_silence_each_second_when_it_is_wanted():
    subject = turns(U3, acknowledge_silence="true")
    told = [one.message for one in subject.take([], 999) + subject.take([], 2100)]

    assert told == [
        {"type": "Silence", "start_ms": 0, "end_ms": 1000},
        {"type": "Silence", "start_ms": 1000, "end_ms": 2000},
    ]
    assert turns(U3).take([], 2100) == []


# ---- whisper ---------------------------------------------------------------------------------------------------------


def test_whisper_is_late_and_says_the_utterance_in_the_closing_turn():
    subject = turns(WHISPER)
    told = speak(subject, then=1800)  # 4.0 s
    late = [one.message for one in subject.take([], 4100)]

    assert told == []
    (closing,) = late
    assert closing["transcript"] == "guten morgen frau weber"
    assert closing["utterance"] == "Guten Morgen, Frau Weber."
    assert {word["confidence"] for word in closing["words"]} == {0.0}
    assert closing["end_of_turn_confidence"] == 1.0


def test_whisper_tells_a_turn_late_and_yet_apart_from_the_one_that_begins_meanwhile():
    subject = turns(WHISPER)
    assert speak(subject, then=1200) == []  # 3.4 s
    told = speak(subject, start=3500, texts=("Guten", "Tag."), then=3000)  # 7.1 s

    assert [(turn["turn_order"], turn["transcript"], turn["end_of_turn"]) for turn in told] == [
        (0, "guten morgen frau weber", True),
        (1, "guten tag", True),
    ]
    assert [turn["words"][0]["start"] for turn in told] == [1000, 3500]


def test_whisper_tells_a_turn_that_is_late_at_once_when_its_end_is_asked_for():
    for end in (Turns.force, Turns.finish):
        subject = turns(WHISPER)
        assert speak(subject, then=1200) == []
        assert subject.take([Started(3500)], 3500) == []
        assert subject.take([heard(2, texts=("Guten", "Tag."), start=3500)], 4000) == []
        told = [one.message for one in end(subject)]
        assert [(turn["turn_order"], turn["transcript"]) for turn in told] == [
            (0, "guten morgen frau weber"),
            (1, "guten tag"),
        ]


def test_what_whisper_says_of_silence_never_overtakes_a_turn():
    subject = turns(WHISPER, scenario={"whisper_delay": "9s", "whisper_silence": "2s"})
    told = speak(subject, then=9000)

    assert [turn["turn_order"] for turn in told] == list(range(len(told)))
    assert [turn["transcript"] for turn in told][:2] == ["guten morgen frau weber", " silence"]


def test_whisper_tells_partials_of_long_turns():
    subject = turns(WHISPER, scenario={"whisper_delay": "500ms"})
    partials = [message for message in speak(subject) if not message["end_of_turn"]]

    assert texts(partials)[-1] == "guten morgen frau web"
    assert {message["end_of_turn_confidence"] for message in partials} == {0.0}


def test_whisper_carries_a_language_also_when_nobody_asked():
    (closing,) = finals(
        speak(turns(WHISPER, language_detection="false", format_turns="true"), language="pl", then=4000)
    )

    assert (closing["language_code"], closing["transcript"]) == ("pl", "Guten Morgen, Frau Weber.")


def test_whisper_takes_silence_for_french():
    subject = turns(WHISPER)
    told = [one.message for one in subject.take([], 7999) + subject.take([], 17_000)]

    assert [(turn["utterance"], turn["transcript"]) for turn in told] == [("[ Silence]", " silence")] * 2
    assert [(turn["language_code"], turn["language_confidence"]) for turn in told] == [("fr", 0.48)] * 2
    assert [turn["turn_order"] for turn in told] == [0, 1]
    assert told[0]["words"][-1]["text"] == ""
    assert turns(WHISPER, scenario={"whisper_silence": 0}).take([], 60_000) == []


# ---- more ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("length", "label"), [(1, "UNKNOWN"), (4, "A")])
def test_speakers_are_told_in_closing_turns_only(length, label):
    messages = speak(turns(speaker_labels="true"), texts=TEXT[:length])

    assert [message.get("speaker_label") for message in messages][-1] == label
    assert not any("speaker_label" in message for message in messages[:-1])
    assert messages[-1]["words"][0]["speaker"] == "A"


def test_a_turn_is_of_whoever_says_most_of_it_and_words_are_of_who_says_them():
    subject = turns(speaker_labels="true", min_turn_silence="3000", max_turn_silence="3000")
    told = speak(subject, texts=("Ja?",), then=100, speaker="Ana") + speak(
        subject, start=1500, then=4000, speaker="Ben"
    )
    closing = told[-1]

    assert [word["speaker"] for word in closing["words"]] == ["A", "B", "B", "B", "B"]
    assert closing["speaker_label"] == "B"
    assert list(closing)[-1] == "type"


def test_a_second_closing_message_names_speakers_too():
    found = finals(
        speak(turns(scenario={"formatting": "second-turn"}, format_turns="true", speaker_labels="true"), speaker="Ana")
    )

    assert [message["speaker_label"] for message in found] == ["A", "A"]


def test_one_speaker_at_most_is_one():
    subject = turns(speaker_labels="true", max_speakers="1")
    told = [*speak(subject, speaker="Ana"), *speak(subject, start=5000, speaker="Ben")]

    assert [message["speaker_label"] for message in finals(told)] == ["A", "A"]


def test_a_turn_that_is_forced_is_of_who_speaks():
    subject = turns(speaker_labels="true")
    subject.take([Started(1000), heard(4, speaker="Ana")], 2300)
    (closing,) = (one.message for one in subject.force())

    assert [word["speaker"] for word in closing["words"]] == ["A"] * 4


def test_silence_has_no_speaker():
    (told,) = turns(WHISPER, speaker_labels="true").take([], 8000)

    assert "speaker_label" not in told.message
    assert "speaker" not in told.message["words"][0]


@pytest.mark.parametrize("model", [MULTI, U3, WHISPER])
def test_personal_data_that_is_taken_out_leaves_no_partials(model):
    told = speak(turns(model, redact_pii="true"), then=4000)

    assert [message["end_of_turn"] for message in told if message["type"] == "Turn"] == [True]
    assert told[-1]["utterance"]


@pytest.mark.parametrize("language", ["ja", "zh"])
def test_languages_without_spaces_have_none(language):
    (closing,) = finals(
        speak(turns(WHISPER, format_turns="true"), texts=("二名で", "予約を"), language=language, then=4000)
    )

    assert closing["transcript"] == "二名で予約を"


EVENTS = st.lists(
    st.tuples(
        st.sampled_from(["partial", "final", "unknown", "noise", "force", "time"]),
        st.integers(1, 4),
        st.integers(0, 2500),
    ),
    max_size=30,
)


@given(EVENTS, st.sampled_from([MULTI, ENGLISH, U3, WHISPER]), st.sampled_from(["at-once", "second-turn", "always"]))
def test_whatever_is_heard_the_rules_hold(events, model, formatting):
    subject = turns(model, scenario={"formatting": formatting}, format_turns="true")
    told, position, start, heard_so_far = [], 0, 0, 0
    for kind, count, pause in events:
        if kind == "time":
            position += pause
            told += subject.take([], position)
        elif kind == "force":
            told += subject.force()
        elif not heard_so_far:
            start, heard_so_far = position, 1
            told += subject.take([Started(start)], position)
        elif kind == "partial":
            position += 300
            heard_so_far = max(heard_so_far, count)
            told += subject.take([heard(heard_so_far, start=start, language="en")], position)
        else:
            over = heard(start=start, language="en")
            if kind != "final" and heard_so_far == 1:
                over = Heard("", (), None, 0.3, True, False, start, start + (1500 if kind == "unknown" else 200))
            position = max(position, over.end_ms)
            heard_so_far = 0
            told += subject.take([over], position)
    told += subject.finish()
    messages = [one.message for one in told if one.message["type"] == "Turn"]
    orders = [message["turn_order"] for message in messages]

    assert orders == sorted(orders)
    assert set(range(max(orders, default=-1) + 1)) == {
        message["turn_order"] for message in messages if message["end_of_turn"]
    }
    if model in {MULTI, ENGLISH}:
        for message in messages:
            assert all(word["word_is_final"] for word in message["words"][:-1])
        for before, after in pairwise(messages):
            if (
                before["turn_order"] == after["turn_order"]
                and before["turn_is_formatted"] == after["turn_is_formatted"]
            ):
                final = [word["text"] for word in before["words"] if word["word_is_final"]]
                assert [word["text"] for word in after["words"]][: len(final)] == final
