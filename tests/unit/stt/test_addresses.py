from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.errors import UsageError
from anamctl.secret import HIDDEN
from anamctl.stt.addresses import endpoint, host_of, shown, with_query


def of(url: str, path: str = "/v3/ws", **options: bool) -> str:
    return endpoint(url, path, **{"allow_plain": False, "has_secret": True, **options})


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("wss://stt.example.com", "wss://stt.example.com/v3/ws"),
        ("https://stt.example.com/", "wss://stt.example.com/v3/ws"),
        ("HTTPS://stt.example.com", "wss://stt.example.com/v3/ws"),
        ("wss://stt.example.com/v3", "wss://stt.example.com/v3/ws"),
        ("wss://stt.example.com/v3/ws", "wss://stt.example.com/v3/ws"),
        ("wss://stt.example.com/proxy/v3/ws/", "wss://stt.example.com/proxy/v3/ws"),
        ("wss://stt.example.com/proxy", "wss://stt.example.com/proxy/v3/ws"),
        ("http://127.0.0.1:8080", "ws://127.0.0.1:8080/v3/ws"),
        ("ws://localhost:8080", "ws://localhost:8080/v3/ws"),
        ("ws://[::1]:8080", "ws://[::1]:8080/v3/ws"),
    ],
)
def test_the_path_of_the_socket_is_added_where_it_is_missing(url, found):
    assert of(url) == found


@pytest.mark.parametrize(
    "url",
    [
        "",
        "stt.example.com",
        "ftp://stt.example.com",
        "wss://",
        "wss://[::1",
        "wss://host:port",
        "wss://user:word@stt.example.com",
        "wss://us/er:word@stt.example.com",
        "wss://stt.example.com/?token=x",
        "wss://stt.example.com/?",
        "wss://stt.example.com/#x",
        "wss://stt.exämple.com",
        "wss://stt example.com",
        "wss://stt.example.com/\x1b[2J",
    ],
)
def test_what_is_no_address_or_more_than_one_is_refused_without_repeating_it(url):
    with pytest.raises(UsageError) as caught:
        of(url)

    said = caught.value.message + caught.value.hint
    assert "word" not in said
    assert "token" not in said
    assert "\x1b" not in said


@pytest.mark.parametrize("url", ["ws://stt.example.com", "http://10.0.0.5:8080", "ws://127.0.0.1.example.com"])
def test_an_address_that_is_not_encrypted_is_for_this_machine_only(url):
    with pytest.raises(UsageError, match="not encrypted"):
        of(url)

    assert of(url, allow_plain=True).startswith("ws://")


def test_who_sends_no_key_is_not_warned_of_losing_one():
    with pytest.raises(UsageError) as caught:
        of("ws://stt.example.com", has_secret=False)

    assert "key" not in caught.value.message


NAMES = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=20)
TEXTS = st.text(st.characters(codec="utf-8"), max_size=30)


@given(st.lists(st.tuples(NAMES, TEXTS), max_size=6))
def test_a_query_is_read_back_as_it_was(query):
    url = with_query("wss://h/v3/ws", query)

    assert parse_qsl(urlsplit(url).query, keep_blank_values=True) == query
    assert url.isascii()


def test_secrets_are_not_shown():
    query = [("model", "a b"), ("token", "t0p"), ("webhook_auth_header_value", "t0p"), ("keyterms_prompt", '["é"]')]
    text = shown("wss://h/v3/ws", query)

    assert "t0p" not in text
    assert text.count(HIDDEN) == 2
    assert "model=a%20b" in text
    assert 'keyterms_prompt=["%C3%A9"]' in text


def test_no_query_needs_no_question_mark():
    assert shown("wss://h", []) == with_query("wss://h", []) == "wss://h"


def test_the_host_of_what_is_no_address_is_empty():
    assert host_of("wss://h.example:1/x") == "h.example"
    assert host_of("wss://[") == host_of("") == ""
