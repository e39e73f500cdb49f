from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.anam.words import Said, said

PROMPT = "You are the concierge of a hotel.\nNobody may ever\nread this line."
REQUEST = {"personaConfig": {"systemPrompt": PROMPT, "voiceId": "6bfbe25a-979d-40f3-a92b-5394170af54b"}}


def read(data, request=None):
    return said("application/json", json.dumps(data).encode(), request)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (
            {"error": "Concurrent session limit reached", "reason": "concurrent_limit"},
            "Concurrent session limit reached",
        ),
        ({"error": "Not found", "message": "Avatar x does not exist."}, "Not found: Avatar x does not exist"),
        ({"error": "Same.", "message": "Same"}, "Same"),
        (
            {
                "error": "Invalid",
                "details": {
                    "personaConfig": {
                        "_errors": [],
                        "directorNotes": {"presetStyle": {"_errors": ["Bad style", "No"]}},
                    }
                },
            },
            "Invalid; personaConfig.directorNotes.presetStyle: Bad style; personaConfig.directorNotes.presetStyle: No",
        ),
        (
            {
                "error": "Validation error",
                "details": [{"path": "a.b", "message": "Required", "code": "x"}, {"path": ["c", 0], "message": "No"}],
                "summary": "2 problems",
            },
            "Validation error; a.b: Required; c.0: No",
        ),
        ({"error": {"message": "inside"}}, "inside"),
        ({"details": [{"message": "No"}, {"path": "x"}, 1]}, "No"),
        ({}, ""),
        ([], ""),
        ("only text", "only text"),
        (None, ""),
        ({"error": 1, "message": None, "details": "x"}, ""),
    ],
)
def test_every_shape_of_body_becomes_one_line(data, text):
    found = read(data)

    assert found.text == text
    assert found.is_json


@pytest.mark.parametrize(
    ("kind", "body", "text"),
    [
        ("text/html; charset=utf-8", b"<title>503 Busy</title>", 'a page, "503 Busy"'),
        ("", b"<html>", "a page"),
        ("text/plain", b"upstream\n connect error", "upstream connect error"),
        ("application/json", b"{broken", "{broken"),
        ("application/json", b"\xff\xfe", "\ufffd\ufffd"),
        ("", b"", ""),
    ],
)
def test_what_is_no_json_is_named(kind, body, text):
    found = said(kind, body)

    assert found.text == text
    assert not found.is_json


@pytest.mark.parametrize(
    "data",
    [
        {"message": f"in {PROMPT}"},
        {"error": PROMPT[10:50]},
        {"details": [{"path": "systemPrompt", "message": PROMPT}]},
        {"details": {"systemPrompt": {"_errors": [PROMPT.replace("\n", " ")[30:]]}}},
        {"body": REQUEST, "details": {"received": REQUEST, "x": PROMPT}},
        {"message": "x" * 20_000 + PROMPT},
        PROMPT,
    ],
)
def test_what_repeats_the_request_is_left_out(data):
    shown = read(data, REQUEST).text

    assert "concierge of a" not in shown
    assert "Nobody may" not in shown


def test_a_line_of_text_that_repeats_the_request_is_left_out():
    assert said("text/plain", json.dumps({"x": PROMPT}).encode()[1:], REQUEST).text == ""


def test_ids_may_be_repeated():
    id_ = REQUEST["personaConfig"]["voiceId"]
    found = read({"message": f"Voice {id_} does not exist"}, REQUEST)

    assert found.ids == [id_]
    assert id_ in found.text


def test_tokens_are_hidden_wherever_they_stand():
    assert "sig" not in read({"message": "got eyJhbGciOi.eyJ0eXBlIjoi.sig-nature"}).text


def test_many_details_are_counted():
    found = Said(details=tuple((str(number), "No") for number in range(10)))

    assert found.text.endswith("7: No; and 2 more")
    assert "more" not in Said(details=found.details[:8]).text


def test_only_messages_of_details_are_shown():
    found = read({"details": {"received": ["a", "b"], "voiceId": {"_errors": "text"}, "name": {"_errors": [1, "No"]}}})

    assert found.details == (("name", "No"),)


@given(st.binary(max_size=300), st.text(max_size=20))
def test_no_body_makes_it_stumble(body, kind):
    assert len(said(kind, body, REQUEST).text) <= 500


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(),
        lambda x: (
            st.lists(x) | st.dictionaries(st.sampled_from(["error", "message", "details", "_errors", "path", "x"]), x)
        ),
        max_leaves=20,
    )
)
def test_no_json_makes_it_stumble(data):
    assert isinstance(read(data, REQUEST).text, str)
