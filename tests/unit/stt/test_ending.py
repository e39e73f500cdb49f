from __future__ import annotations

import pytest

from anamctl.stt.ending import close_failure, http_failure, http_words


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (1000, "server"),
        (1001, "server"),
        (1002, "protocol"),
        (1005, "network"),
        (1006, "network"),
        (None, "network"),
        (1008, "auth"),
        (1009, "protocol"),
        (1011, "server"),
        (1012, "server"),
        (1013, "server"),
        (1015, "network"),
        (4999, "server"),
    ],
)
def test_a_close_that_nobody_asked_for_is_a_failure(code, kind):
    failed = close_failure(code, "because")

    assert failed.kind == kind
    assert failed.code == code
    assert failed.text.endswith(": because")


def test_a_close_without_words_is_told_in_ours():
    assert close_failure(None, "").text == "the connection broke"


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, "usage"),
        (401, "auth"),
        (402, "auth"),
        (403, "auth"),
        (404, "protocol"),
        (407, "network"),
        (410, "protocol"),
        (418, "usage"),
        (422, "usage"),
        (429, "busy"),
        (200, "protocol"),
        (302, "protocol"),
        (500, "server"),
        (503, "server"),
    ],
)
def test_an_http_answer_is_a_failure(status, kind):
    failed = http_failure(status, b'{"error": "No."}', {})

    assert failed.kind == kind
    assert failed.code == status
    assert f"({status}: No)" in failed.text


@pytest.mark.parametrize(("status", "wait"), [(429, 7.0), (503, 7.0), (401, None)])
def test_a_wait_that_is_asked_for_is_kept_where_waiting_helps(status, wait):
    assert http_failure(status, b"", {"retry-AFTER": "7"}).retry_after == wait


@pytest.mark.parametrize(
    ("body", "content_type", "said"),
    [
        (b"", "", ""),
        (b"plain words", "text/plain", "plain words"),
        (b"<html><title>502 Bad Gateway</title>", "text/html", 'a page, "502 Bad Gateway"'),
        (b'{"detail": [{"msg": "x"}]}', "application/json", "x"),
        (b"\xff\xfe", "", "\ufffd\ufffd"),
    ],
)
def test_bodies_of_every_kind_are_told_in_one_line(body, content_type, said):
    assert http_words(body, content_type) == said
