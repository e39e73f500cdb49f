"""The envelopes of both wires, and everything else that may come."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.sandbox.anam.live.envelope import MAX_TEXT, message, read_message, read_signal, signal


def test_a_signal_is_read_whatever_the_case_of_its_action():
    text = json.dumps({"actionType": "HeartBeat", "sessionId": "s", "payload": ""})

    assert read_signal(text) == ("heartbeat", "", json.loads(text))


def test_a_signal_is_written_as_clients_read_it():
    assert json.loads(signal("answer", "s", {"type": "answer", "sdp": "v=0"})) == {
        "actionType": "answer",
        "sessionId": "s",
        "payload": {"type": "answer", "sdp": "v=0"},
    }


def test_a_message_comes_with_one_spelling_and_goes_with_another():
    assert read_message('{"message_type": "speech", "content": "x"}') == (
        "speech",
        {"message_type": "speech", "content": "x"},
    )
    assert json.loads(message("speechText", {"role": "user"})) == {
        "messageType": "speechText",
        "data": {"role": "user"},
    }


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "null",
        "[]",
        "1",
        "{}",
        '{"actionType": 1, "message_type": 1}',
        '{"actionType": null, "message_type": null}',
        '{"actionType": "offer", "message_type": "speech", "payload": NaN}',
        "[" * 100_000,
        '{"actionType": "offer", "message_type": "speech", "x": "' + "x" * MAX_TEXT + '"}',
    ],
    ids=lambda text: text[:20],
)
def test_what_is_no_message_is_none(text):
    assert read_signal(text) is None
    assert read_message(text) is None


def test_bytes_are_no_message():
    assert read_message(b'{"message_type": "speech"}') is None


@given(st.text() | st.recursive(st.none() | st.floats() | st.text(), st.lists).map(json.dumps))
def test_any_text_is_read(text):
    read_signal(text)
    read_message(text)
