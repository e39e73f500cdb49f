from __future__ import annotations

import pytest

from anamctl.stt.events import Final, Partial
from tests.unit.stt.assemblyai.frames import begun, message, turn, word

MULTI = "universal-streaming-multilingual"


def heard(*frames: str, model: str = MULTI, **options):
    dialogue = begun(model, **options)
    return [event for frame in frames for event in dialogue.received(frame)]


def last(*frames: str, **options):
    return heard(*frames, **options)[-1]


# ---- partial texts ---------------------------------------------------------------------------------------------------


def test_words_that_may_change_are_told_from_those_that_stay():
    words = [word("Guten", 4160), word("Mor", 4480, is_final=False)]
    partial = last(turn("Guten", words=words))

    assert (partial.stable, partial.unstable) == ("Guten", "Mor")
    assert [found.is_final for found in partial.words] == [True, False]


def test_a_first_word_without_transcript_may_change():
    partial = last(turn("", words=[word("Gu", is_final=False)]))

    assert (partial.stable, partial.unstable) == ("", "Gu")


@pytest.mark.parametrize("model", ["u3-rt-pro", "universal-3-5-pro"])
def test_a_text_of_which_no_word_is_final_may_change_as_a_whole(model):
    frames = [
        turn("I scream", words=[word("I", is_final=False), word("scream", is_final=False)]),
        turn("Ice cream", words=[word("Ice", is_final=False), word("cream", is_final=False)]),
    ]
    partials = heard(*frames, model=model)

    assert [(partial.stable, partial.unstable) for partial in partials] == [("", "I scream"), ("", "Ice cream")]


@pytest.mark.parametrize(
    ("utterance", "is_final", "shown"),
    [
        ("Hola a todos.", True, ("Hola a todos.", "")),
        ("", True, ("hola a todos", "")),
        ("", False, ("", "hola a todos")),
    ],
)
def test_whisper_shows_the_utterance_when_there_is_one(utterance, is_final, shown):
    words = [word("hola", is_final=is_final), word("a"), word("todos")]
    partial = last(turn(" hola a todos", utterance=utterance, words=words), model="whisper-rt")

    assert (partial.stable, partial.unstable) == shown


def test_nothing_is_shown_of_a_turn_in_which_nothing_was_heard_yet():
    assert heard(turn(""), turn("", words=[word("")])) == []


def test_a_partial_text_that_is_taken_back_is_shown_as_empty():
    assert last(turn("", words=[word("Gu", is_final=False)]), turn("")) == Partial(turn=0, stable="")


def test_a_partial_text_that_comes_late_does_not_reopen_a_turn():
    assert heard(turn("Hallo.", end=True), turn("Hallo"))[1:] == []


# ---- complete turns --------------------------------------------------------------------------------------------------


def test_only_the_end_of_turn_completes_a_turn():
    events = heard(
        turn("guten", turn_is_formatted=True, end_of_turn_confidence=1.0),
        turn("guten morgen", utterance="Guten Morgen.", turn_is_formatted=True),
        turn("Guten Morgen.", end=True, turn_is_formatted=True, words=[word("Guten", 4160), word("Morgen.", 4480)]),
    )

    assert [type(event) for event in events] == [Partial, Partial, Final]
    assert events[-1].text == "Guten Morgen."
    assert (events[-1].start, events[-1].end) == (4160, 4680)
    assert events[-1].is_speech


def test_times_of_words_stand_in_for_those_that_the_end_lacks():
    final = last(turn("hallo", words=[word("hallo", 900)]), turn("Hallo.", end=True))

    assert (final.start, final.end) == (900, 1100)


def test_a_turn_ends_with_the_last_of_its_words_that_has_a_time():
    final = last(turn("Salut encore", end=True, words=[word("Salut", 100), {"text": "encore"}]))
    assert (final.start, final.end) == (100, 300)


def test_a_second_end_of_the_same_turn_replaces_the_first():
    events = heard(turn("hallo du", end=True), turn("Hallo, du.", end=True, turn_is_formatted=True))

    assert [(event.turn, event.text, event.awaits_format) for event in events] == [
        (0, "hallo du", True),
        (0, "Hallo, du.", False),
    ]


def test_what_is_already_formatted_awaits_nothing():
    assert not last(turn("Hallo.", end=True, turn_is_formatted=True)).awaits_format


@pytest.mark.parametrize(
    ("model", "params"), [("u3-rt-pro", ()), ("universal-3-5-pro", ()), (MULTI, ("format_turns=false",))]
)
def test_nothing_is_awaited_where_no_formatting_was_asked_for(model, params):
    assert not last(turn("hallo", end=True), model=model, params=params).awaits_format


def test_who_is_never_given_a_formatted_text_stops_waiting():
    events = heard(*(turn("Hallo.", order, end=True) for order in range(5)))

    assert [event.awaits_format for event in events] == [True, True, False, False, False]


def test_who_was_given_a_formatted_text_once_waits_for_the_next():
    frames = [turn("Hallo.", order, end=True) for order in range(4)]
    frames.append(turn("Hallo!", 3, end=True, turn_is_formatted=True))
    frames += [turn("Hallo.", order, end=True) for order in range(4, 9)]

    assert [event.awaits_format for event in heard(*frames)[-5:]] == [True] * 5


def test_formatting_that_is_switched_on_later_is_awaited():
    dialogue = begun(MULTI, params=("format_turns=false",))
    dialogue.configure({"format_turns": True})

    assert dialogue.received(turn("hallo", end=True))[0].awaits_format


def test_an_empty_end_after_the_last_turn_is_ignored():
    assert heard(turn("Hallo.", end=True), turn("", 1, end=True))[1:] == []


def test_an_empty_end_does_not_undo_a_complete_turn():
    assert heard(turn("Hallo.", end=True), turn("", end=True), turn("", end=True, language_code=None))[1:] == []


def test_an_empty_end_closes_what_was_shown():
    final = last(turn("", words=[word("Gu", is_final=False)]), turn("", end=True))

    assert final == Final(turn=0, text="", start=0, end=200, is_speech=False)


def test_an_end_without_transcript_is_read_from_its_words():
    assert last(turn("", end=True, words=[word("Guten"), word("Morgen")])).text == "Guten Morgen"
    assert last(turn("", end=True, utterance="Guten Morgen.")).text == "Guten Morgen."


def test_a_correction_of_a_turn_of_long_ago_still_counts():
    frames = [turn(f"turn {order}", order, end=True) for order in range(200)]

    assert last(*frames, turn("Turn 3.", 3, end=True, turn_is_formatted=True)).text == "Turn 3."
    assert len(heard(*frames, turn("", 3, end=True), turn("late", 3))) == 200


def test_turns_without_a_number_follow_each_other():
    events = heard(*(turn(text, None, end=end) for text, end in (("a", False), ("a b", True), ("c", True))))

    assert [event.turn for event in events] == [0, 0, 1]


# ---- whisper ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("utterance", ["[ Silence] [ Silence]", "[Music]", "[Música]", " [ BLANK_AUDIO ] "])
def test_tags_are_no_speech_and_say_nothing_of_a_language(utterance):
    frames = [
        turn(" silence", words=[word("silence", confidence=0.0)]),
        turn(" silence  silence", end=True, utterance=utterance, language_code="fr", language_confidence=0.48),
    ]
    events = heard(*frames, model="whisper-rt")

    assert events[-1].is_speech is False
    assert events[-1].language is None
    assert heard(frames[1], model="whisper-rt") == []


def test_tags_that_came_before_the_end_count_too():
    frames = [
        turn(" silence", utterance="[ Silence]", language_code="fr", language_confidence=0.48),
        turn(" silence", end=True, language_code="fr", language_confidence=0.48),
    ]

    assert heard(*frames, model="whisper-rt") == []


def test_words_after_tags_are_speech():
    frames = [turn(" silence", utterance="[ Silence]"), turn(" silence hola", end=True)]

    assert last(*frames, model="whisper-rt").text == "silence hola"


def test_words_before_tags_are_not_lost():
    frames = [
        turn("hola", utterance="Hola.", language_code="es", language_confidence=0.9),
        turn("hola music", end=True, utterance="[Music]", language_code="fr", language_confidence=0.4),
    ]
    final = last(*frames, model="whisper-rt")

    assert (final.text, final.language, final.is_speech) == ("Hola.", "es", True)


@pytest.mark.parametrize("model", [MULTI, "u3-rt-pro", "something-new"])
def test_tags_alone_are_no_speech_in_any_model(model):
    assert heard(turn("[Music]"), turn("[Music]", end=True), model=model) == []


def test_words_beside_tags_are_speech():
    assert last(turn("hola", end=True, utterance="[Music] Hola."), model="whisper-rt").text == "[Music] Hola."


def test_zero_is_no_confidence_of_a_word():
    words = [word("hola", confidence=0.0), word("", confidence=0.0), word("mundo", confidence=0.7)]
    final = last(turn("hola mundo", end=True, words=words), model="whisper-rt")

    assert [(found.text, found.confidence) for found in final.words] == [("hola", None), ("mundo", 0.7)]


def test_zero_is_a_confidence_where_others_have_one():
    words = [word("hola", confidence=0.0), word("mundo", confidence=0.7)]

    assert [found.confidence for found in last(turn("hola mundo", end=True, words=words)).words] == [0.0, 0.7]
    assert last(turn("hola", end=True, words=words[:1])).words[0].confidence is None


@pytest.mark.parametrize(
    ("utterances", "transcript", "utterance", "text"),
    [
        ([], "hola a todos", "Hola a todos.", "Hola a todos."),
        (["Hola a todos."], "hola a todos", "", "Hola a todos."),
        (["Hola.", "¿Qué tal?"], "hola qué tal", "¿Qué tal?", "Hola. ¿Qué tal?"),
        (["Hola."], "hola qué tal", "", "hola qué tal"),
        ([], "hola", "Hola a todos.", "Hola a todos."),
        ([], "Hola a todos.", "", "Hola a todos."),
        (["Hola."], "", "", "Hola."),
    ],
)
def test_the_punctuated_text_is_taken_as_long_as_no_word_gets_lost(utterances, transcript, utterance, text):
    frames = [turn("x", utterance=found) for found in utterances]
    final = last(*frames, turn(transcript, end=True, utterance=utterance), model="whisper-rt")

    assert final.text == text


# ---- language --------------------------------------------------------------------------------------------------------


def test_the_language_comes_with_the_utterance_or_with_the_end():
    only_end = last(turn("hola"), turn("hola", end=True, language_code="es", language_confidence=0.99))
    only_utterance = last(
        turn("hola", utterance="Hola.", language_code="es", language_confidence=0.99), turn("hola", end=True)
    )

    assert (only_end.language, only_end.confidence) == (only_utterance.language, only_utterance.confidence)
    assert only_end.language == "es"


def test_a_language_is_held_within_a_turn_and_not_beyond_it():
    events = heard(
        turn("hola", utterance="Hola.", language_code="es", language_confidence=0.9),
        turn("hola a", language_code=None),
        turn("hola a todos", end=True, language_code=None, language_confidence=None),
        turn("hello", 1, end=True),
    )

    assert [event.language for event in events] == ["es", "es", "es", None]


def test_codes_that_nobody_knows_are_given_as_they_are():
    assert last(turn("aloha", end=True, language_code="haw")).language == "haw"
    assert last(turn("?", end=True, language_code="x-klingon")).language == "x-klingon"


@pytest.mark.parametrize("confidence", [None, "0.9", True, 1.5, -0.1, float("nan")])
def test_a_confidence_that_is_none_is_none(confidence):
    final = last(turn("hola", end=True, language_code="es", language_confidence=confidence))

    assert (final.language, final.confidence) == ("es", None)


# ---- speakers --------------------------------------------------------------------------------------------------------


def test_speakers_are_those_of_the_words_or_of_the_turn():
    words = [word("a", speaker="A"), word("b")]
    final = last(turn("a b", end=True, words=words, speaker_label="B"))

    assert [found.speaker for found in final.words] == ["A", "B"]


@pytest.mark.parametrize(
    ("words", "more", "speaker"),
    [
        ([word("a", speaker="A"), word("b", speaker="A")], {"speaker_label": "B"}, "B"),
        ([word("a", speaker="A"), word("b")], {}, "A"),
        ([word("a", speaker="A"), word("b", speaker="B")], {}, ""),
        ([word("a")], {"speaker_label": "UNKNOWN"}, "UNKNOWN"),
        ([word("a")], {"speaker_label": None}, ""),
        ([word("a")], {}, ""),
    ],
)
def test_a_turn_is_of_whom_the_service_says_or_of_the_one_who_said_its_words(words, more, speaker):
    assert last(turn("a b", end=True, words=words, **more)).speaker == speaker


def test_a_formatted_text_without_a_speaker_keeps_the_one_before():
    first = turn("a", end=True, words=[word("a")], speaker_label="B")
    final = last(first, turn("A.", end=True, formatted=True, words=[word("A.")]), settings={"format_turns": True})

    assert (final.text, final.speaker) == ("A.", "B")


def test_a_revision_without_words_names_those_of_the_speaker_before_and_leaves_others():
    dialogue = begun(MULTI, params=("speaker_labels=true",))
    words = [word("a", speaker="A"), word("b"), word("c", speaker="C")]
    dialogue.received(turn("a b c", end=True, words=words, speaker_label="A"))
    revision = message("SpeakerRevision", revisions=[{"turn_order": 0, "speaker_label": "B"}])
    (final,) = dialogue.received(revision)

    assert final.speaker == "B"
    assert [found.speaker for found in final.words] == ["B", "B", "C"]
    assert dialogue.received(revision) == []


def test_speakers_may_be_named_later():
    revision = message(
        "SpeakerRevision",
        revisions=[
            {"turn_order": 0, "speaker_label": "B", "words": [word("a", speaker="B")]},
            {"turn_order": 0},
            {"turn_order": 7, "speaker_label": "B"},
            "x",
        ],
    )
    dialogue = begun(MULTI, params=("speaker_labels=true",))
    dialogue.received(turn("a", end=True, words=[word("a", speaker="A")]))
    events = dialogue.received(revision)

    assert [(event.turn, event.text, event.words[0].speaker) for event in events] == [(0, "a", "B")]
    assert dialogue.received(message("SpeakerRevision", revisions="x")) == []


def test_all_turns_are_remembered_for_speakers():
    dialogue = begun(MULTI, params=("speaker_labels=true",))
    for order in range(100):
        dialogue.received(turn("a", order, end=True, words=[word("a", speaker="A")]))
    revision = message("SpeakerRevision", revisions=[{"turn_order": 0, "words": [word("a", speaker="B")]}])

    assert len(dialogue.received(revision)) == 1
