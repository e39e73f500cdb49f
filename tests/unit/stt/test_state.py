from __future__ import annotations

from anamctl.secret import Secret
from anamctl.stt.events import Ended, Failed, Notice
from anamctl.stt.masking import hide, hide_bytes
from anamctl.stt.state import State


def test_a_dialogue_is_over_once():
    state = State(())

    assert state.over(Ended()) == [Ended()]
    assert state.over(Failed(kind="server", text="x")) == []


def test_a_complaint_is_made_once():
    state = State(())

    assert state.notice_once("a") == [Notice(text="a")]
    assert state.notice_once("a") == []
    assert state.notice_once("b") == [Notice(text="b")]


def test_secrets_are_hidden_in_texts_and_bodies():
    secrets = (Secret("k1"), Secret("k2"))

    assert hide("k1 and k2", secrets) == "••• and •••"
    assert hide_bytes(b"\xff k1", secrets).decode() == "\ufffd •••"
    assert State(secrets).hidden("k1") == "•••"
    assert State(secrets).hidden(3) == ""
