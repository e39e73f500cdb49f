from __future__ import annotations

import pytest

from anamctl.stt.assemblyai.failures import closed_failure, error_failure

POINTER = "See Error message for details"
TABLE = [
    (1008, "Unauthorized Connection: Missing Authorization header", "auth"),
    (1008, "Unauthorized Connection: Invalid API key", "auth"),
    (1008, "Unauthorized Connection: Signature has expired", "auth"),
    (1008, "Your account balance is negative", "auth"),
    (1008, "Unauthorized Connection: Too many concurrent sessions", "busy"),
    (3009, "Too many concurrent sessions", "busy"),
    (3009, "", "busy"),
    (3005, "Session Cancelled: An error occurred", "server"),
    (3006, "User Input Validation Error: Invalid 'vad_threshold'", "usage"),
    (3006, "User Input Validation Error: opus2 is not a valid Encoding", "usage"),
    (3006, "User Input Validation Error: Invalid JSON", "protocol"),
    (3006, "User Input Validation Error: Invalid Message Type", "protocol"),
    (3006, "Session terminated due to inactivity: No messages received for 30 seconds", "idle"),
    (3007, "Input Duration Error: Input Duration Violation: 20.0 ms. Expected between 50 and 1000 ms", "protocol"),
    (3007, "Audio Transmission Rate Exceeded: Received 9.1 sec. audio in 3.0 sec", "pace"),
    (3007, "Too much audio buffered", "pace"),
    (3008, "Session Expired: Maximum session duration exceeded", "expired"),
    (4001, "Not authorized", "auth"),
    (4002, "Insufficient funds", "auth"),
    (4003, "Paid accounts only", "auth"),
    (4008, "Session expired", "expired"),
    (4029, "Client sent audio too fast", "pace"),
    (4031, "Session idle for too long", "idle"),
    (4101, "Bad schema", "protocol"),
    (4033, "", "server"),
    (1011, "", "server"),
    (9999, "Something new", "server"),
]


@pytest.mark.parametrize(("code", "text", "kind"), TABLE)
def test_errors_and_closes_of_the_same_code_and_text_mean_the_same(code, text, kind):
    for failed in (error_failure(code, text), closed_failure(code, text)):
        assert failed.kind == kind
        assert failed.code == code
        assert failed.text.endswith(text)
        assert failed.text


def test_who_is_too_many_is_told_how_long_to_wait():
    assert (error_failure(1008, "Too many concurrent sessions").retry_after or 0) >= 5
    assert error_failure(1008, "Invalid API key").retry_after is None


def test_an_expired_token_is_told_apart_from_a_wrong_key():
    assert "anamctl token stt" in error_failure(1008, "Signature has expired").hint
    assert "token stt" not in error_failure(1008, "Invalid API key").hint


def test_an_error_without_a_code_is_read_by_its_text():
    assert error_failure(None, "Too many concurrent sessions").kind == "busy"
    assert error_failure(None, "Invalid API key").kind == "auth"
    assert error_failure(None, "boom").text == "boom"
    assert error_failure(None, "").kind == "server"
    assert error_failure(None, "").text


def test_a_close_that_only_points_at_an_error_is_told_in_our_words():
    assert POINTER not in closed_failure(3006, POINTER).text
    assert closed_failure(3006, POINTER).kind == "usage"


def test_a_connection_that_just_broke_is_the_network():
    assert closed_failure(None, "").kind == closed_failure(1006, "").kind == "network"
