from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.stt.reading import UnreadableError, integer, number, objects, read_object, share, text, words_of

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def test_a_frame_is_a_json_object():
    assert read_object('{"type": "x", "n": NaN}').keys() == {"type", "n"}


@pytest.mark.parametrize("frame", [b"{}", "", "{", "[]", "1", "null", "[" * 100_000])
def test_what_is_no_json_object_is_unreadable(frame):
    with pytest.raises(UnreadableError, match="ignored"):
        read_object(frame)


@pytest.mark.parametrize(
    ("value", "as_number", "as_share", "as_integer"),
    [
        (1, 1.0, 1.0, 1),
        (0.5, 0.5, 0.5, None),
        (2.0, 2.0, None, 2),
        (-1, -1.0, None, -1),
        (True, None, None, None),
        ("1", None, None, None),
        (None, None, None, None),
        (math.nan, None, None, None),
        (math.inf, None, None, None),
        (10**400, None, None, None),
    ],
)
def test_numbers_are_read_strictly(value, as_number, as_share, as_integer):
    assert number(value) == as_number
    assert share(value) == as_share
    assert integer(value) == as_integer


def test_half_a_surrogate_pair_can_be_written_afterwards():
    assert text("a\ud83d") == "a\ufffd"
    assert text("\ud83d\ude00") == "😀"
    assert text(3) == ""


def test_items_that_are_no_objects_are_left_out():
    assert objects([{}, 1, "x", {"a": 1}]) == [{}, {"a": 1}]
    assert objects("x") == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"error": "Not authorized."}, "Not authorized"),
        ({"err_code": "INVALID_AUTH", "err_msg": "Invalid credentials."}, "Invalid credentials"),
        ({"category": "X", "message": "Bad.", "details": "It is bad."}, "Bad: It is bad"),
        ({"detail": [{"loc": ["query", "expires_in_seconds"], "msg": "too big"}]}, "expires_in_seconds: too big"),
        (
            {"detail": [{"loc": ["header", "authorization"], "msg": "Field required"}]},
            "header.authorization: Field required",
        ),
        ({"error": {"message": "Nested."}}, "Nested"),
        ("text", "text"),
        ([], ""),
        (3, ""),
    ],
)
def test_error_bodies_of_all_shapes_are_read(body, said):
    assert words_of(body) == said


def test_a_body_is_not_followed_for_ever():
    body: object = "found"
    for depth in range(1, 7):
        body = {"error": body}
        assert words_of(body) == ("found" if depth <= 4 else "")


@given(ANYTHING)
def test_any_body_can_be_read(body):
    assert isinstance(words_of(body), str)
