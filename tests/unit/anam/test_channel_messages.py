"""The messages of the data channel."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.anam import channel_messages as channel
from anamctl.anam.channel_messages import Applied, ChannelReader
from anamctl.anam.events import Message, ToolCall, UserSpeech

NOON = datetime(2026, 11, 21, 13, 0, tzinfo=timezone(timedelta(hours=1)))
KINDS = (
    "speechText",
    "userSpeechStarted",
    "userSpeechEnded",
    "personaConfigUpdateApplied",
    "toolCallStarted",
    "toolCallCompleted",
    "toolCallFailed",
    "clientToolEvent",
    "reasoningText",
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=10,
)


def frame(kind, data):
    return json.dumps({"messageType": kind, "data": data})


def chunk(content, id_="m1", role="persona", **more):
    return frame("speechText", {"message_id": id_, "content": content, "role": role, **more})


def read(*frames) -> list[Any]:
    reader = ChannelReader()
    return [reader.read(one, 1.0) for one in frames]


# ---- what we send ----------------------------------------------------------------------------------------------------


def test_text_carries_a_time_in_utc_that_does_not_say_so():
    assert json.loads(channel.speech("s", "hello", NOON)) == {
        "message_type": "speech",
        "content": "hello",
        "session_id": "s",
        "timestamp": "2026-11-21T12:00:00.000",
    }
    assert json.loads(channel.interrupt("s", NOON)) == {
        "message_type": "interrupt",
        "session_id": "s",
        "timestamp": "2026-11-21T12:00:00.000",
    }
    sent = datetime.fromisoformat(json.loads(channel.speech("s", "x"))["timestamp"]).replace(tzinfo=UTC)
    assert abs(datetime.now(UTC) - sent) < timedelta(minutes=1)


def test_an_update_and_a_context_travel_as_they_are():
    data = {"languageCode": "fr", "voiceGenerationOptions": {"speed": 1.1}}

    assert json.loads(channel.persona_config(data)) == {"message_type": "persona_config", "data": data}
    assert json.loads(channel.context("s", "il pleut")) == {
        "message_type": "context",
        "session_id": "s",
        "content": "il pleut",
    }


def test_half_a_surrogate_pair_is_replaced():
    assert json.loads(channel.context("s", "a\udc80b").encode())["content"] == "a?b"


def test_an_update_with_what_json_lacks_is_refused():
    with pytest.raises(ValueError, match="JSON"):
        channel.persona_config({"voiceGenerationOptions": {"speed": float("nan")}})


def test_the_result_of_a_tool_names_its_call():
    call = ToolCall(t=0, stage="started", name="book", id="c1", detail={"user_action_correlation_id": "u1"})
    result = json.loads(channel.tool_result("s", call, result={"ok": True}, now=NOON))
    error = json.loads(channel.tool_result("s", call, error="no room", now=NOON))

    assert result == {
        "message_type": "tool_result",
        "session_id": "s",
        "tool_call_id": "c1",
        "user_action_correlation_id": "u1",
        "timestamp_user_action": "2026-11-21T12:00:00.000",
        "result": {"ok": True},
    }
    assert error["error"] == "no room"
    assert "result" not in error


# ---- turns -----------------------------------------------------------------------------------------------------------


def test_a_turn_of_the_persona_grows():
    events = read(chunk("Bon"), chunk("jour"), chunk(" !", end_of_speech=True))

    assert events == [
        Message(t=1.0, role="persona", id="m1", text="Bon", final=False),
        Message(t=1.0, role="persona", id="m1", text="Bonjour", final=False),
        Message(t=1.0, role="persona", id="m1", text="Bonjour !", final=True),
    ]


def test_a_turn_of_the_user_is_whole():
    assert read(chunk("hello", role="user")) == [Message(t=1.0, role="user", id="m1", text="hello", final=True)]


def test_role_and_id_together_name_a_turn():
    events = read(chunk("a"), chunk("b", role="user"), chunk("c", id_="m2"), chunk("d"))

    assert [event.text for event in events] == ["a", "b", "c", "ad"]


def test_an_interruption_after_the_end_is_told():
    events = read(chunk("a", end_of_speech=True), chunk("", end_of_speech=True, interrupted=True))

    assert [(event.final, event.interrupted) for event in events] == [(True, False), (True, True)]


def test_what_is_final_stays_final():
    assert [event.final for event in read(chunk("a", end_of_speech=True), chunk("b", end_of_speech=False))] == [
        True
    ] * 2


def test_the_same_once_more_is_no_event():
    assert read(chunk("a", end_of_speech=True), chunk("", end_of_speech=True))[1] is None


def test_chunks_without_an_id_are_one_turn_until_it_ends():
    events = read(*(chunk(text, id_=None, end_of_speech=text == "b") for text in "abc"))

    assert [event.text for event in events] == ["a", "ab", "c"]
    assert events[0].id == events[1].id != events[2].id


def test_texts_of_old_turns_are_not_kept():
    reader = ChannelReader()
    for index in range(1_000):
        reader.read(chunk("x" * 100, id_=f"m{index}", end_of_speech=True), 1.0)

    assert len(reader._turns) == 64


def test_a_turn_does_not_grow_for_ever():
    reader = ChannelReader()
    events: list[Any] = [reader.read(chunk("x" * 90_000), 1.0) for _ in range(4)]

    assert [event and len(event.text) for event in events] == [90_000, 180_000, 200_000, None]


# ---- the others ------------------------------------------------------------------------------------------------------


def test_speech_of_the_user_begins_and_ends():
    assert read(frame("userSpeechStarted", {}), frame("userSpeechEnded", None)) == [
        UserSpeech(t=1.0, speaking=True),
        UserSpeech(t=1.0, speaking=False),
    ]


def test_an_acknowledgement_is_given_as_it_came():
    changed = {"languageCode": {"before": "en", "after": "fr"}}

    assert read(frame("personaConfigUpdateApplied", {"session_id": "s", "changed_fields": changed})) == [
        Applied(changed)
    ]
    assert read(frame("personaConfigUpdateApplied", None)) == [Applied(None)]


@pytest.mark.parametrize(
    ("kind", "stage"),
    [("toolCallStarted", "started"), ("toolCallCompleted", "completed"), ("toolCallFailed", "failed")],
)
def test_a_tool_call_keeps_what_else_was_said(kind, stage):
    data = {"tool_name": "book", "tool_call_id": "c1", "arguments": {"room": 4}, "result": "ok"}

    assert read(frame(f"toolCall{stage.title()}", data)) == [
        ToolCall(t=1.0, stage=stage, name="book", id="c1", detail={"arguments": {"room": 4}, "result": "ok"})
    ]


def test_the_older_tool_event_is_read_as_a_start():
    event = read(frame("clientToolEvent", {"event_name": "book", "event_uid": "e1", "event_data": {"room": 4}}))[0]

    assert (event.stage, event.name, event.id, event.detail) == ("started", "book", "e1", {"event_data": {"room": 4}})


def test_what_cannot_be_read_is_counted_and_what_is_unknown_is_not():
    reader = ChannelReader()
    for text in ("", "{", "[]", '{"messageType": 5}', b"\xff\xfe", "[" * 100_000):
        assert reader.read(text, 1.0) is None
    assert reader.read(frame("somethingNew", {"a": 1}), 1.0) is None

    assert reader.ignored == 6


@given(st.lists(st.tuples(st.sampled_from(KINDS) | st.text(max_size=10), JSON), max_size=6))
def test_no_frame_raises(frames):
    reader = ChannelReader()
    for kind, data in frames:
        reader.read(frame(kind, data), 1.0)


_CHUNKS = st.fixed_dictionaries(
    {"content": st.text(max_size=5)},
    optional={
        "message_id": st.sampled_from(["a", "b", 3]),
        "role": st.sampled_from(["user", "persona", "other"]),
        "end_of_speech": st.booleans(),
        "interrupted": st.booleans(),
        "content_index": st.integers(0, 3),
    },
)
_OTHERS = st.tuples(st.sampled_from(KINDS[1:]), JSON).map(lambda pair: frame(*pair)) | st.text()


@given(st.lists(_CHUNKS | _OTHERS, max_size=30))
def test_whatever_comes_in_between_no_end_of_a_turn_is_lost_and_texts_only_grow(items):
    reader = ChannelReader()
    texts: dict[tuple[str, str], str] = {}
    for item in items:
        text = item if isinstance(item, str) else frame("speechText", item)
        event = reader.read(text, 1.0)
        if isinstance(event, Message):
            key = (event.role, event.id)
            assert event.text.startswith(texts.get(key, ""))
            if isinstance(item, dict):
                assert event.text.endswith(item["content"])
            texts[key] = event.text
        if isinstance(item, dict) and item.get("end_of_speech") and item["content"]:
            assert isinstance(event, Message)
            assert event.final
