from __future__ import annotations

import pytest

from anamctl.bolna.failures import (
    AnswerError,
    BusyError,
    ConflictError,
    NotFoundError,
    RefusedError,
    failure,
    words,
)
from anamctl.errors import CredentialsError, ExitCode

JSON = "application/json"


@pytest.mark.parametrize(
    ("content_type", "body", "text"),
    [
        (JSON, b'{"error": 400, "message": "Invalid multilingual config"}', "Invalid multilingual config"),
        (JSON, b'{"detail": "Not authenticated"}', "Not authenticated"),
        (JSON, b'{"message": "", "detail": "Second"}', "Second"),
        (JSON, b'{"error": "Plain"}', "Plain"),
        (
            JSON,
            b'{"detail": [{"loc": ["body", "tasks", 0], "msg": "field required"}, {"msg": "b"}, "c", 4]}',
            "body.tasks.0: field required; b; c; 4",
        ),
        (JSON, b'{"message": {"code": "x"}}', '{"code": "x"}'),
        (JSON, b'{"status": "failed"}', '{"status": "failed"}'),
        (JSON, b'"quoted"', '"quoted"'),
        (JSON, b"{}", ""),
        (JSON, b"null", ""),
        (JSON, b"", ""),
        ("text/html", b"<html><title>502 Bad &amp; Gateway</title></html>", 'a page, "502 Bad & Gateway"'),
        ("", b"<h1>Oops</h1>", "a page"),
        ("text/plain", b"upstream\n connect  error", "upstream connect error"),
        ("text/plain", b"\xff\xfe", "\ufffd\ufffd"),
        (JSON, b'{"message": "' + b"x" * 2000 + b'"}', "x" * 499 + "…"),
        (JSON, b"[" * 100_000, "[" * 499 + "…"),
    ],
)
def test_whatever_shape_it_has_its_words_are_found(content_type, body, text):
    assert words(content_type, body) == text


@pytest.mark.parametrize(
    ("status", "kind", "message", "exit_code"),
    [
        (400, RefusedError, "Bolna refused the request (400: Why).", ExitCode.SERVICE),
        (422, RefusedError, "Bolna refused the request (422: Why).", ExitCode.SERVICE),
        (401, CredentialsError, "Bolna refused the key (401: Why). THE_KEY was used.", ExitCode.CREDENTIALS),
        (403, CredentialsError, "Bolna refused the key (403: Why). THE_KEY was used.", ExitCode.CREDENTIALS),
        (404, NotFoundError, "Bolna has no such agent (404: Why).", ExitCode.SERVICE),
        (409, ConflictError, "Bolna reports a conflict (409: Why).", ExitCode.SERVICE),
        (429, BusyError, "Bolna is busy (429: Why).", ExitCode.SERVICE),
        (500, AnswerError, "Bolna failed (500: Why).", ExitCode.SERVICE),
        (599, AnswerError, "Bolna failed (599: Why).", ExitCode.SERVICE),
        (302, AnswerError, "Bolna answered with a redirect (302: Why), which is not followed.", ExitCode.SERVICE),
    ],
)
def test_every_status_has_its_error(status, kind, message, exit_code):
    error = failure(status, JSON, b'{"detail": "Why"}', key_source="THE_KEY")

    assert (type(error), error.message, error.exit_code) == (kind, message, exit_code)
    assert error.hint
    if isinstance(error, AnswerError):
        assert (error.status, error.text) == (status, "Why")


def test_an_error_without_words_says_its_status():
    assert failure(503, "", b"", key_source="").message == "Bolna failed (503)."
