"""Temporary tokens over HTTP."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from tests.unit.sandbox.stt.servers import assemblyai, listening


def ask(running, key="aai-sandbox", **query):
    headers = {} if key is None else {"Authorization": key}
    return httpx.get(running.url + "/v3/token", params=query, headers=headers)


def connect(running, token, *, by):
    """Open a session with a token, and give what came first."""
    headers = {"Authorization": token} if by == "header" else {}
    query = {"token": token} if by == "query" else {}

    async def open_():
        async with listening(running, headers=headers, **query) as client:
            await client.wait(lambda: client.messages)
            return client.messages[0]

    return asyncio.run(open_())


def test_a_token_is_long_and_good_for_a_while():
    with assemblyai() as running:
        answer = ask(running, expires_in_seconds=600)

    assert answer.status_code == 200
    assert answer.json().keys() == {"token", "expires_in_seconds"}
    assert len(answer.json()["token"]) == 2600
    assert answer.json()["expires_in_seconds"] == 600


@pytest.mark.parametrize("by", ["header", "query"])
def test_it_opens_sessions_in_either_place_and_is_not_remembered(by):
    with assemblyai() as running:
        token = ask(running, expires_in_seconds=60).json()["token"]
        first = [connect(running, token, by=by)["type"] for _ in range(2)]
        seen = str(running.records.all) + str(running.service.journal.exchanges)

    assert first == ["Begin", "Begin"]
    assert token not in seen


def test_it_can_be_too_late_and_an_unknown_one_is_no_key():
    with assemblyai(limits={"second": "1ms"}) as running:
        token = ask(running, expires_in_seconds=1).json()["token"]
        late = connect(running, token, by="query")
        unknown = connect(running, "x" * 2600, by="query")

    assert late == {"type": "Error", "error_code": 1008, "error": "Unauthorized Connection: Signature has expired"}
    assert unknown["error"] == "Unauthorized Connection: Invalid API key"


def test_it_can_shorten_a_session():
    async def wait(running, token):
        async with listening(running, headers={}, token=token) as client:
            return await client.until_closed()

    with assemblyai(limits={"second": "5ms"}) as running:
        token = ask(running, expires_in_seconds=600, max_session_duration_seconds=60).json()["token"]
        closed = asyncio.run(wait(running, token))

    assert closed[0] == 3008


@pytest.mark.parametrize(
    ("key", "query", "place", "kind"),
    [
        (None, {"expires_in_seconds": 60}, ["header", "Authorization"], "missing"),
        ("wrong", {"expires_in_seconds": 60}, ["header", "Authorization"], "value_error"),
        ("Bearer aai-sandbox", {"expires_in_seconds": 60}, ["header", "Authorization"], "value_error"),
        ("aai-sandbox", {}, ["query", "expires_in_seconds"], "missing"),
        ("aai-sandbox", {"expires_in_seconds": 0}, ["query", "expires_in_seconds"], "greater_than_equal"),
        ("aai-sandbox", {"expires_in_seconds": 601}, ["query", "expires_in_seconds"], "less_than_equal"),
        ("aai-sandbox", {"expires_in_seconds": "x"}, ["query", "expires_in_seconds"], "int_parsing"),
        (
            "aai-sandbox",
            {"expires_in_seconds": 60, "max_session_duration_seconds": 59},
            ["query", "max_session_duration_seconds"],
            "greater_than_equal",
        ),
    ],
)
def test_a_bad_request_is_answered_as_it_was_measured_or_documented(key, query, place, kind):
    with assemblyai() as running:
        measured = ask(running, key, **query)
    with assemblyai(refusals="documented") as running:
        documented = ask(running, key, **query)

    (detail,) = measured.json()["detail"]
    assert measured.status_code == 422
    assert (detail["loc"], detail["type"]) == (place, kind)
    assert {"type", "loc", "msg", "input"} <= detail.keys()
    assert documented.status_code == (401 if place[0] == "header" else 400)
    assert documented.json().keys() == {"error"}


def test_the_old_address_is_gone():
    with assemblyai() as running:
        assert httpx.post(running.url + "/v2/realtime/token").status_code == 405
        assert httpx.get(running.url + "/v2/realtime/token").status_code == 410
