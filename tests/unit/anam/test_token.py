from __future__ import annotations

import base64
import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.anam.token import expiry, iso, read_claims, remaining, token_of


def token(claims, signature="signature"):
    middle = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return f"eyJhbGciOiJIUzI1NiJ9.{middle}.{signature}"


CLAIMS = {"type": "ephemeral", "accountId": "a", "exp": 4_000_000_000, "ünknown": ["?>~"]}


def test_the_claims_are_the_middle_part():
    assert read_claims(token(CLAIMS)) == CLAIMS


VALUES = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=20), st.lists, max_leaves=6)


@given(st.dictionaries(st.text(max_size=20), VALUES, max_size=6))
def test_any_claims_come_back(claims):
    assert read_claims(token(claims)) == claims


@given(st.text())
def test_no_text_makes_it_stumble_or_be_repeated(text):
    try:
        read_claims(text)
    except ValueError as error:
        assert len(text) < 12 or text not in str(error)  # noqa: PT017  # both outcomes are right


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "this has nothing"),
        ("secret", "this has 1 part"),
        ("a.b", "this has 2 parts"),
        ("a.b.c.d", "this has 4 parts"),
        ("a..c", "this has 3 parts"),
        ("a.ü.c", "no base64url"),
        ("a.!!!.c", "no base64url"),
        ("a.e.c", "no base64url"),
        ("a.e30x.c", "no JSON"),
        (token([1]), "no JSON object"),
        (token("text"), "no JSON object"),
    ],
)
def test_what_is_no_token_says_why(text, problem):
    with pytest.raises(ValueError, match=problem):
        read_claims(text)


def test_padding_does_no_harm():
    assert read_claims("a." + base64.urlsafe_b64encode(b'{"a": 1}').decode() + ".c") == {"a": 1}


@pytest.mark.parametrize(
    ("value", "time"),
    [(12, 12.0), (12.5, 12.5), (True, None), ("12", None), (None, None), (float("inf"), None), (10**400, None)],
)
def test_a_time_is_a_number(value, time):
    assert expiry({"exp": value}) == time


def test_a_token_hides_itself():
    found = token_of(token(CLAIMS))

    assert found.secret.reveal().endswith(".signature")
    assert "signature" not in repr(found) + str(found)
    with pytest.raises(TypeError):
        pickle.dumps(found)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0 s"), (59.6, "1 min"), (61, "1 min 1 s"), (3599, "59 min 59 s"), (3600, "1 h"), (200_000, "2 days")],
)
def test_a_stretch_of_time_is_for_people(seconds, text):
    assert remaining(seconds) == text


def test_a_time_is_written_in_utc_even_when_no_calendar_holds_it():
    assert iso(0) == "1970-01-01T00:00:00Z"
    assert iso(1e20) == "1e+20"
