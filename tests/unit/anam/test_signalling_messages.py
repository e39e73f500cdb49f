"""The messages of the signalling socket."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.anam import signalling_messages as messages
from anamctl.anam.signalling_messages import (
    Answer,
    Candidate,
    EndSession,
    Garbage,
    Heartbeat,
    ServerWarning,
    SessionReady,
    Unknown,
    decode,
)

ACTIONS = ("answer", "icecandidate", "sessionready", "warning", "endsession", "heartbeat", "talkinputstreaminterrupted")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=10,
)


def frame(action, payload):
    return json.dumps({"actionType": action, "sessionId": "s", "payload": payload})


def test_an_offer_wraps_its_description():
    assert json.loads(messages.offer("s", "v=0")) == {
        "actionType": "offer",
        "sessionId": "s",
        "payload": {"connectionDescription": {"type": "offer", "sdp": "v=0"}, "userUid": "s"},
    }


def test_a_heartbeat_carries_an_empty_text_and_the_end_an_empty_object():
    assert json.loads(messages.heartbeat("s")) == {"actionType": "heartbeat", "sessionId": "s", "payload": ""}
    assert json.loads(messages.end_session("s")) == {"actionType": "endsession", "sessionId": "s", "payload": {}}


@pytest.mark.parametrize(
    ("action", "payload", "expected"),
    [
        ("answer", {"type": "answer", "sdp": "v=0"}, Answer("v=0")),
        ("ANSWER", {"type": "answer", "sdp": "v=0"}, Answer("v=0")),
        ("answer", {"connectionDescription": {"type": "answer", "sdp": "v=0"}}, Answer("v=0")),
        ("answer", {}, Garbage("an answer without a description")),
        ("answer", None, Garbage("an answer without a description")),
        ("answer", {"sdp": 5}, Garbage("an answer without a description")),
        (
            "icecandidate",
            {"candidate": "candidate:1 1 udp 1 127.0.0.1 5 typ host", "sdpMid": "0", "sdpMLineIndex": 0},
            Candidate("candidate:1 1 udp 1 127.0.0.1 5 typ host", "0", 0),
        ),
        ("icecandidate", {"candidate": "", "sdpMid": 1}, Candidate("", "1", None)),
        ("icecandidate", {"candidate": "x", "sdpMid": True, "sdpMLineIndex": False}, Candidate("x", None, None)),
        ("icecandidate", "x", Garbage("a candidate without an address")),
        ("sessionready", "", SessionReady()),
        ("sessionready", {"sessionId": "s"}, SessionReady()),
        ("warning", "speed is out of range", ServerWarning("speed is out of range")),
        ("warning", {"message": "speed is out of range"}, ServerWarning("speed is out of range")),
        ("warning", {"code": 4}, ServerWarning('{"code": 4}')),
        ("warning", "", ServerWarning("a warning without words")),
        ("warning", None, ServerWarning("a warning without words")),
        ("endsession", "silence", EndSession("silence")),
        ("endsession", {}, EndSession("")),
        ("heartbeat", "", Heartbeat()),
        ("talkinputstreaminterrupted", {"correlationId": "c"}, Unknown("talkinputstreaminterrupted")),
        ("somethingnew", 1, Unknown("somethingnew")),
    ],
)
def test_every_action_is_read(action, payload, expected):
    assert decode(frame(action, payload)) == expected


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "5", '"x"', "{}", '{"actionType": 5}', b"\xff", "[" * 100_000])
def test_what_is_no_message_is_garbage(text):
    assert isinstance(decode(text), Garbage)


def test_a_foreign_text_is_kept_within_bounds():
    message = decode(frame("warning", "x" * 100_000))

    assert isinstance(message, ServerWarning)
    assert len(message.text) == 2_000


@given(st.sampled_from(ACTIONS) | st.text(), JSON)
def test_no_payload_raises(action, payload):
    decode(frame(action, payload))


@given(st.text() | st.binary())
def test_no_frame_raises(text):
    decode(text)
