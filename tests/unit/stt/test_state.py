from __future__ import annotations

import json

import pytest

from anamctl.secret import Secret
from anamctl.stt.events import Ended, Failed, Notice
from anamctl.stt.masking import hide, hide_all, hide_bytes
from anamctl.stt.reading import UnreadableError
from anamctl.stt.state import State


def test_a_dialogue_is_over_once():
    state = State(())

    assert state.over(Ended()) == [Ended()]
    assert state.over(Failed(kind="server", text="x")) == []


def test_a_complaint_is_made_once_and_is_our_own():
    state = State(())

    assert state.notice_once("a") == [Notice(text="a", by="anamctl")]
    assert state.notice_once("a") == []
    assert state.notice_once("b") == [Notice(text="b", by="anamctl")]


def test_secrets_are_hidden_in_texts_and_bodies():
    secrets = (Secret("k1"), Secret("k2"))

    assert hide("k1 and k2", secrets) == "••• and •••"
    assert hide_bytes(b"\xff k1", secrets).decode() == "\ufffd •••"
    assert State(secrets).hidden("k1") == "•••"
    assert State(secrets).hidden(3) == ""


def test_a_secret_is_hidden_wherever_it_is_in_a_message():
    secrets = (Secret("planted-key"), Secret(""))
    said = {"a": "my planted-key.", "b": [{"c": "planted-key"}, 1.5, None, True, "plain"], "planted-key": ""}

    assert hide_all(said, secrets) == {"a": "my •••.", "b": [{"c": "•••"}, 1.5, None, True, "plain"], "planted-key": ""}
    escaped = json.dumps(said).replace("-", "\\u002d")
    assert State(secrets).read(escaped) == hide_all(said, secrets)


def test_what_is_too_short_for_a_key_stays_a_word():
    assert hide_all({"text": "a dev talks"}, (Secret("dev"),)) == {"text": "a dev talks"}


@pytest.mark.parametrize("depth", [10, 400, 900, 5000, 200_000])
def test_what_is_nested_too_deep_to_be_searched_is_not_read(depth):
    secrets = (Secret("planted-key"),)
    frame = '{"a":' * depth + '"planted-key"' + "}" * depth
    try:
        data: object = State(secrets).read(frame)
    except UnreadableError:
        return
    for _ in range(depth):
        assert isinstance(data, dict)
        data = data["a"]
    assert data == "•••"


def test_what_cannot_be_read_is_said():
    with pytest.raises(UnreadableError, match="no JSON"):
        State(()).read("?")
