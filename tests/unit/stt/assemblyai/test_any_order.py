"""Whatever a server sends, in whatever order: nothing crashes, and nothing that was complete is lost."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from anamctl.stt.events import Ended, Failed, Final, Partial
from tests.unit.stt.assemblyai.frames import begun, message

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
TEXTS = st.sampled_from(
    ["", " ", "hola", "Hola.", "hola a todos", "[Music]", "[ Silence] [ Silence]", "مرحبا", "\ud83d"]
)
WORDS = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "text": TEXTS | JSON,
            "start": st.integers(0, 9999) | JSON,
            "end": st.integers(0, 9999) | JSON,
            "confidence": st.floats(0, 1) | JSON,
            "word_is_final": st.booleans() | JSON,
        },
    ),
    max_size=3,
)
TURNS = st.fixed_dictionaries(
    {"type": st.just("Turn"), "turn_order": st.integers(0, 60)},
    optional={
        "end_of_turn": st.booleans(),
        "turn_is_formatted": st.booleans(),
        "transcript": TEXTS,
        "utterance": TEXTS,
        "words": WORDS | JSON,
        "language_code": st.sampled_from(["es", "haw", "", None]),
        "language_confidence": st.floats(0, 1) | JSON,
    },
)
KINDS = ["Begin", "Turn", "Termination", "Error", "Warning", "Heartbeat", "SpeechStarted", "SpeakerRevision", "New"]
KEYS = [
    "type",
    "turn_order",
    "transcript",
    "words",
    "utterance",
    "end_of_turn",
    "error",
    "error_code",
    "revisions",
    "configuration",
    "id",
    "expires_at",
    "timestamp",
    "warning",
]
OTHERS = st.builds(
    lambda kind, rest: {**rest, "type": kind},
    st.sampled_from(KINDS) | JSON,
    st.dictionaries(st.sampled_from(KEYS), JSON, max_size=5),
)
FRAMES = st.lists(
    TURNS.map(json.dumps)
    | OTHERS.map(json.dumps)
    | st.dictionaries(st.sampled_from(KEYS), JSON, max_size=4).map(json.dumps)
    | st.text(max_size=20)
    | st.binary(max_size=20),
    max_size=40,
)
MODELS = st.sampled_from(["universal-streaming-multilingual", "whisper-rt", "u3-rt-pro", "something-new"])


@given(MODELS, FRAMES, st.sampled_from([None, 1000, 1006, 1008, 3006, 4031, 9999]), st.booleans())
def test_no_message_crashes_and_nothing_complete_is_undone(model, frames, code, finishes):
    dialogue = begun(model)
    complete: dict[int, Final] = {}
    ends = 0
    if finishes:
        dialogue.finish()
    for frame in frames:
        for event in dialogue.received(frame):
            ends += isinstance(event, (Ended, Failed))
            if isinstance(event, Partial):
                assert event.turn not in complete
            if isinstance(event, Final):
                assert event.is_speech == bool(event.text)
                assert event.is_speech or event.turn not in complete
                if event.is_speech:
                    complete[event.turn] = event
            json.dumps(repr(event)).encode()
            repr(event).encode()
    ends += sum(isinstance(event, (Ended, Failed)) for event in dialogue.closed(code, "why"))

    assert ends == 1


@given(st.lists(TURNS, max_size=60))
def test_every_turn_that_ends_with_words_is_given(turns):
    dialogue = begun("universal-streaming-multilingual")
    for data in turns:
        events = dialogue.received(json.dumps(data))
        text = data.get("transcript", "").strip().replace("\ud83d", "\ufffd")
        if data.get("end_of_turn") and text and not text.startswith("["):
            found = [event for event in events if isinstance(event, Final) and event.is_speech]
            assert [(event.turn, event.text) for event in found] == [(data["turn_order"], text)]


SPOKEN = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="["), min_size=1, max_size=30)


@given(st.lists(SPOKEN, max_size=30), st.booleans())
def test_an_orderly_session_is_read_word_for_word(texts, formats):
    dialogue = begun("universal-streaming-multilingual")
    heard: dict[int, str] = {}
    for order, text in enumerate(texts):
        for fields in (
            {"transcript": text[: len(text) // 2], "end_of_turn": False},
            {"transcript": text.lower() if formats else text, "end_of_turn": True, "turn_is_formatted": False},
            *([{"transcript": text, "end_of_turn": True, "turn_is_formatted": True}] if formats else []),
        ):
            for event in dialogue.received(message("Turn", turn_order=order, words=[], **fields)):
                if isinstance(event, Final):
                    heard[event.turn] = event.text

    assert heard == {order: text.strip() for order, text in enumerate(texts) if text.strip()}
