from __future__ import annotations

import pytest

from anamctl.answers import clipped, page, read_json


def test_json_is_read_as_it_is():
    assert read_json('{"a": [1, 2.5, null, "ü\\u00e9"]}'.encode()) == {"a": [1, 2.5, None, "üé"]}


def test_half_a_surrogate_pair_becomes_a_question_mark():
    assert read_json(b'{"name": "a\\ud83db"}') == {"name": "a?b"}
    assert read_json(b'{"name": "\\ud83d\\ude00"}') == {"name": "\U0001f600"}


@pytest.mark.parametrize("body", [b"", b"<html>", b"\xff", b"[" * 100_000])
def test_what_is_no_json_is_a_value_error(body):
    with pytest.raises(ValueError, match=r"."):
        read_json(body)


def test_long_words_are_one_line_with_an_end_mark():
    assert clipped("a\n b\t c") == "a b c"
    assert clipped("x" * 10, 10) == "x" * 10
    assert clipped("x" * 11, 10) == "x" * 9 + "…"


def test_pages_go_by_their_titles():
    assert page("text/html", "<title>503 &amp; more</title>") == 'a page, "503 & more"'
    assert page("", "<p>") == "a page"
    assert page("application/json", "{}") == ""
