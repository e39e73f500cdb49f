"""What a scenario makes go wrong, seen from outside."""

from __future__ import annotations

import httpx
import pytest

from tests.unit.sandbox.servers import BASE, bolna


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        ("error", "application/json", '{"error": 503, "message": "Down"}'),
        ("detail", "application/json", '{"detail": "Down"}'),
        ("html", "text/html; charset=utf-8", "<html><head><title>503</title></head><body><h1>Down</h1></body></html>"),
        ("text", "text/plain; charset=utf-8", "Down"),
        ("empty", None, ""),
    ],
)
def test_an_error_has_the_body_that_was_asked_for(serve, body, content_type, text):
    response = serve(faults=[{"status": 503, "body": body, "message": "Down"}]).get("/v2/agent/all")

    assert (response.status_code, response.text) == (503, text)
    assert response.headers.get("content-type") == content_type


def test_a_fault_begins_and_ends_when_it_should(serve):
    api = serve(faults=[{"request": "list", "after": 1, "times": 2, "status": 500}])

    assert [api.get("/v2/agent/all").status_code for _ in range(5)] == [200, 500, 500, 200, 200]


def test_retry_after_is_sent(serve):
    response = serve(faults=[{"status": 429, "retry_after": 7}]).get("/v2/agent/all")

    assert (response.status_code, response.headers["retry-after"]) == (429, "7")


@pytest.mark.parametrize("applied", [False, True])
def test_a_failed_create_keeps_the_agent_only_when_the_scenario_says_so(applied):
    with bolna(faults=[{"request": "create", "status": 502, "applied": applied}]) as server:
        response = httpx.post(f"{server.url}/v2/agent", json=BASE, headers={"Authorization": "Bearer bn-sandbox"})

        assert response.status_code == 502
        assert len(server.bodies) == applied


@pytest.mark.parametrize("applied", [False, True])
def test_a_dropped_connection_gives_no_answer(applied):
    with bolna(faults=[{"request": "create", "drop": True, "applied": applied}]) as server:
        with pytest.raises(httpx.TransportError):
            httpx.post(f"{server.url}/v2/agent", json=BASE, headers={"Authorization": "Bearer bn-sandbox"})

        assert server.journal.wait_for("create", "dropped", 30)
        assert len(server.bodies) == applied


def test_a_slow_answer_does_not_keep_the_server_from_stopping():
    with bolna(faults=[{"request": "list", "delay": "1h"}]) as server:
        with pytest.raises(httpx.ReadTimeout):
            httpx.get(f"{server.url}/v2/agent/all", headers={"Authorization": "Bearer bn-sandbox"}, timeout=0.05)

        assert server.journal.operations() == ["list"]


def test_fields_are_lost_and_changed_in_what_is_read(serve):
    api = serve(
        faults=[
            {
                "request": "read",
                "lose": ["agent_config.agent_welcome_message", "agent_config.tasks.0.toolchain.pipelines.0.1", "a.b"],
                "change": {"agent_config.agent_name": "Changed", "agent_config.tasks.9.x": 1},
            }
        ]
    )
    id_ = api.post("/v2/agent", json=BASE).json()["agent_id"]
    answer = api.get(f"/v2/agent/{id_}").json()

    assert "agent_welcome_message" not in answer
    assert answer["tasks"][0]["toolchain"]["pipelines"] == [["transcriber", "synthesizer"]]
    assert answer["agent_name"] == "Changed"
    assert api.get("/v2/agent/all").json()[0]["agent_name"] == "Parcels"


def test_fields_are_lost_from_what_is_kept():
    with bolna(faults=[{"request": "create", "lose": ["agent_config.agent_welcome_message"]}]) as server:
        httpx.post(f"{server.url}/v2/agent", json=BASE, headers={"Authorization": "Bearer bn-sandbox"})

        assert "agent_welcome_message" not in server.bodies[0]["agent_config"]


def test_a_fault_can_be_for_one_agent_only(serve):
    api = serve(
        agents=[{"id": "one", **BASE}, {"id": "two", **BASE}],
        faults=[{"request": "read", "agent": "two", "status": 500}],
    )

    assert [api.get(f"/v2/agent/{id_}").status_code for id_ in ("one", "two")] == [200, 500]
