"""What a scenario makes go wrong with requests, seen from outside."""

from __future__ import annotations

import httpx
import pytest

from anamctl.sandbox.anam.failing import KNOWN
from tests.unit.sandbox.servers import PERSONA, anam

MINT = "/v1/auth/session-token"
BODY = {"personaConfig": PERSONA}


def mint(server):
    return server.client.post(MINT, json=BODY)


@pytest.fixture(scope="module")
def failing():
    """Serve an Anam of which every request for a list of tools has another known error."""
    faults = [{"request": "tools", "answer": name, "times": 1} for name in KNOWN]
    with anam(faults=faults) as server:
        yield {name: server.client.get("/v1/tools") for name in KNOWN}


@pytest.mark.parametrize("name", [name for name in KNOWN if name != "busy-page"])
def test_every_known_error_has_its_status_and_a_body_of_json(failing, name):
    response = failing[name]

    assert response.status_code == KNOWN[name].status
    assert response.headers["content-type"] == "application/json"
    assert KNOWN[name].message in response.text


def test_the_two_shapes_of_400(failing):
    nested, listed = failing["invalid"].json(), failing["invalid-list"].json()

    assert nested["details"]["personaConfig"]["avatarModel"] == {"_errors": ["Invalid enum value"]}
    assert listed["details"][0].keys() == {"path", "message", "code"}
    assert listed["summary"] == "personaConfig.avatarModel: Invalid enum value"


def test_the_three_texts_of_429(failing):
    assert [failing[name].json() for name in ("concurrent-limit", "spend-cap", "usage-limit")] == [
        {"error": "Concurrent session limit reached", "reason": "concurrent_limit"},
        {"error": "Spend cap reached", "reason": "spend_cap"},
        {"error": "Usage limit reached", "reason": "usage_limit"},
    ]


def test_503_may_be_a_page(failing):
    page = failing["busy-page"]

    assert page.status_code == failing["busy"].status_code == 503
    assert page.headers["content-type"].startswith("text/html")
    assert page.text.startswith("<html>")


@pytest.mark.parametrize("operation", ["mint", "any"])
def test_a_fault_begins_and_ends_when_it_should(operation):
    with anam(faults=[{"request": operation, "after": 1, "times": 2, "status": 500}]) as server:
        assert [mint(server).status_code for _ in range(5)] == [200, 500, 500, 200, 200]


def test_a_fault_is_for_its_requests_only():
    with anam(faults=[{"request": "engine", "answer": "busy"}]) as server:
        assert mint(server).status_code == 200
        assert server.client.get("/v1/voices").status_code == 200
        assert server.start().status_code == 503


def test_retry_after_is_sent_and_browsers_may_read_it():
    with anam(faults=[{"answer": "usage-limit", "retry_after": 7}]) as server:
        response = server.client.get("/v1/llms", headers={"Origin": "http://x.example"})

    assert response.headers["retry-after"] == "7"
    assert "Retry-After" in response.headers["access-control-expose-headers"]
    assert response.headers["access-control-allow-origin"] == "*"


def test_an_expired_token_can_be_told_of_a_good_one():
    with anam(faults=[{"request": "engine", "answer": "expired-token", "times": 1}]) as server:
        token = server.mint()
        first, second = server.start(token), server.start(token)

    assert (first.status_code, first.json()["message"]) == (401, "Session token has expired")
    assert second.status_code == 200


def test_404_at_the_engine_after_a_good_mint():
    with anam(faults=[{"request": "engine", "answer": "not-found"}]) as server:
        response = server.start()

    assert (response.status_code, response.json()["error"]) == (404, "Not found")


@pytest.mark.parametrize("applied", [False, True])
@pytest.mark.parametrize("how", [{"drop": True}, {"answer": "server-error"}])
def test_an_engine_that_fails_leaves_a_session_only_when_the_scenario_says_so(applied, how):
    with anam(faults=[{"request": "engine", "applied": applied, **how}]) as server:
        if "drop" in how:
            with pytest.raises(httpx.TransportError):
                server.start()
            assert server.service.journal.wait_for("engine", "dropped", 30)
        else:
            assert server.start().status_code == 500

        assert len(server.sessions.active()) == applied


def test_a_slow_answer_does_not_keep_the_server_from_stopping():
    with anam(faults=[{"request": "mint", "delay": "1h"}]) as server:
        with pytest.raises(httpx.ReadTimeout):
            server.client.post(MINT, json=BODY, timeout=0.05)

        assert server.service.journal.wait_for("mint", "arrived", 30)


@pytest.mark.parametrize(("part", "path"), [("mint", MINT), ("engine", "/v1/engine/session"), ("lists", "/v1/voices")])
def test_the_scenario_can_make_everything_slow(part, path):
    with anam(latencies={part: "1h"}) as server:
        method = "GET" if part == "lists" else "POST"
        with pytest.raises(httpx.ReadTimeout):
            server.client.request(method, path, json=BODY, timeout=0.05)
        other = "/v1/tools" if part != "lists" else MINT

        assert server.client.request("POST" if other == MINT else "GET", other, json=BODY).status_code == 200


def test_a_body_can_repeat_the_request():
    with anam(faults=[{"request": "mint", "answer": "invalid", "body": "echo"}]) as server:
        assert mint(server).json()["request"] == BODY


def test_fields_are_lost_and_changed_in_answers():
    fault = {
        "request": "engine",
        "lose": ["signallingEndpoint", "clientConfig.heartbeatIntervalSeconds"],
        "change": {"clientConfig.iceServers": [{"urls": "turn:x"}], "region": None},
    }
    with anam(faults=[fault]) as server:
        answer = server.start().json()

    assert "signallingEndpoint" not in answer
    assert "heartbeatIntervalSeconds" not in answer["clientConfig"]
    assert answer["clientConfig"]["iceServers"] == [{"urls": "turn:x"}]
    assert answer["region"] is None


def test_what_is_changed_in_an_answer_is_not_changed_in_the_account():
    faults = [{"request": "voices", "change": {"data.0.displayName": "Changed"}, "times": 1}]
    with anam(faults=faults) as server:
        names = [server.client.get("/v1/voices").json()["data"][0]["displayName"] for _ in range(2)]

    assert names == ["Changed", "Cara - Warm & Natural"]


def test_a_bad_key_comes_before_every_fault():
    with anam(faults=[{"answer": "busy", "times": 1}]) as server:
        assert httpx.get(f"{server.url}/v1/voices", headers={"Authorization": "Bearer x"}).status_code == 401
        assert server.client.get("/v1/voices").status_code == 503
