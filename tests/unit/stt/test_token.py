from __future__ import annotations

import asyncio
import json

import httpx
import pytest

from anamctl.errors import CredentialsError, ServiceError, UsageError
from anamctl.secret import Secret
from anamctl.stt.token import Asking, address, fetch

KEY = Secret("key-of-a-test")
ASKING = Asking("https://streaming.assemblyai.com", KEY)


class Server:
    """Answers in the place of the service."""

    def __init__(self, *answers: httpx.Response | Exception) -> None:
        self.answers = list(answers)
        self.requests: list[httpx.Request] = []
        self.waits: list[float] = []
        self.told: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def fetch(self, asking: Asking = ASKING):
        async def sleep(seconds: float) -> None:
            self.waits.append(seconds)

        return asyncio.run(
            fetch(
                asking,
                transport=httpx.MockTransport(self),
                sleep=sleep,
                chance=lambda: 1.0,
                tell=self.told.append,
            )
        )


def good(**data: object) -> httpx.Response:
    return httpx.Response(200, json={"token": "t0p", "expires_in_seconds": 60, **data})


def test_the_key_is_sent_raw_and_the_times_in_seconds():
    server = Server(good(expires_in_seconds=300))
    token = server.fetch(ASKING._replace(expires_in=300, max_session=600))
    request = server.requests[0]

    assert (token.secret.reveal(), token.expires_in, token.max_session) == ("t0p", 300, 600)
    assert token.host == "streaming.assemblyai.com"
    assert request.method == "GET"
    assert request.url.path == "/v3/token"
    assert dict(request.url.params) == {"expires_in_seconds": "300", "max_session_duration_seconds": "600"}
    assert request.headers["Authorization"] == "key-of-a-test"
    assert "t0p" not in repr(token)
    assert "key-of" not in repr(ASKING)


def test_no_longest_duration_is_sent_when_none_is_asked_for():
    server = Server(good())
    server.fetch()

    assert "max_session_duration_seconds" not in server.requests[0].url.params


@pytest.mark.parametrize(
    "change", [{"expires_in": 0}, {"expires_in": 601}, {"max_session": 59}, {"max_session": 10801}, {"url": "ftp://x"}]
)
def test_what_the_service_would_refuse_is_not_asked(change):
    server = Server()
    with pytest.raises(UsageError):
        server.fetch(ASKING._replace(**change))

    assert server.requests == []


@pytest.mark.parametrize(
    "change", [{"expires_in": 1}, {"expires_in": 600}, {"max_session": 60}, {"max_session": 10800}]
)
def test_limits_are_included(change):
    assert Server(good()).fetch(ASKING._replace(**change)).secret.reveal() == "t0p"


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://streaming.eu.assemblyai.com", "https://streaming.eu.assemblyai.com/v3/token"),
        ("wss://streaming.eu.assemblyai.com/v3/ws", "https://streaming.eu.assemblyai.com/v3/token"),
        ("ws://127.0.0.1:8080/", "http://127.0.0.1:8080/v3/token"),
    ],
)
def test_a_token_is_made_on_the_host_of_the_socket(url, found):
    assert address(url) == found


def test_a_key_is_not_sent_unencrypted_to_another_machine():
    with pytest.raises(UsageError, match=r"not encrypted.*the key"):
        address("http://10.0.0.9")


MISSING = {"detail": [{"type": "missing", "loc": ["header", "authorization"], "msg": "Field required"}]}
TOO_BIG = {"detail": [{"type": "x", "loc": ["query", "expires_in_seconds"], "msg": "should be at most 600"}]}


@pytest.mark.parametrize(
    ("status", "body", "error", "said"),
    [
        (401, {"error": "Not authorized."}, CredentialsError, "Not authorized"),
        (403, {}, CredentialsError, "403"),
        (400, {"error": "Invalid API key"}, CredentialsError, "Invalid API key"),
        (422, MISSING, CredentialsError, "Field required"),
        (402, {"error": "No balance"}, CredentialsError, "No balance"),
        (422, TOO_BIG, UsageError, "expires_in_seconds: should be at most 600"),
        (400, {"error": "Bad duration"}, UsageError, "Bad duration"),
        (404, {}, ServiceError, "404"),
        (302, {}, ServiceError, "302"),
        (429, {"error": "Slow down"}, ServiceError, "Slow down"),
    ],
)
def test_errors_of_both_shapes_are_told_and_not_repeated(status, body, error, said):
    server = Server(httpx.Response(status, json=body, headers={"Location": "https://elsewhere.example"}))
    with pytest.raises(error) as caught:
        server.fetch()

    assert said in caught.value.message
    assert caught.value.hint
    assert len(server.requests) == 1


def test_a_wait_that_is_asked_for_is_told():
    with pytest.raises(ServiceError) as caught:
        Server(httpx.Response(429, headers={"Retry-After": "7"})).fetch()

    assert "7 s" in caught.value.hint


def test_a_failure_of_the_service_is_asked_again():
    server = Server(httpx.Response(500), httpx.ConnectError("refused"), good())

    assert server.fetch().secret.reveal() == "t0p"
    assert len(server.waits) == len(server.told) == 2


@pytest.mark.parametrize(
    "failure", [httpx.ConnectError("refused key-of-a-test"), httpx.ReadTimeout("x"), httpx.RemoteProtocolError("x")]
)
def test_a_network_that_stays_away_is_told_with_the_address(failure):
    server = Server(failure, failure, failure)
    with pytest.raises(ServiceError) as caught:
        server.fetch()

    assert "streaming.assemblyai.com" in caught.value.message
    assert "key-of" not in caught.value.message + "".join(server.told)


def test_a_service_that_stays_broken_is_told():
    with pytest.raises(ServiceError, match="500: boom"):
        Server(*[httpx.Response(500, json={"error": "boom"})] * 3).fetch()


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{}", b'{"token": 3}', b'{"token": ""}', b'{"token": "a\\nb"}', b"<html>", b'{"token": "\xc3\xa9"}'],
)
def test_an_answer_without_a_token_is_no_answer(body):
    with pytest.raises(ServiceError, match="holds no token"):
        Server(httpx.Response(200, content=body)).fetch()


def test_a_token_may_leave_out_how_long_it_is_good():
    assert Server(httpx.Response(200, content=json.dumps({"token": "t0p"}).encode())).fetch().expires_in == 60


def test_the_key_is_not_repeated():
    with pytest.raises(CredentialsError) as caught:
        Server(httpx.Response(401, json={"error": "bad key-of-a-test"})).fetch()

    assert "key-of" not in caught.value.message
