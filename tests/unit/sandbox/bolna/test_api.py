"""The operations, as Bolna documents them, asked with a plain HTTP client."""

from __future__ import annotations

from datetime import datetime

import pytest

from anamctl.sandbox.scenario.bolna import Limits
from tests.unit.sandbox.servers import BASE, ENTRY, agent, languages


def create(api, body=BASE) -> str:
    response = api.post("/v2/agent", json=body)
    assert response.status_code == 201, response.text
    return response.json()["agent_id"]


def tools(answer):
    return answer["tasks"][0]["tools_config"]


# ---- create and read -------------------------------------------------------------------------------------------------


def test_create_answers_201_with_an_id_and_a_state(api):
    response = api.post("/v2/agent", json=BASE)

    assert (response.status_code, response.headers["content-type"]) == (201, "application/json")
    assert response.json() == {"agent_id": response.json()["agent_id"], "state": "created"}


def test_reading_gives_a_flat_object_that_is_not_wrapped(api):
    id_ = create(api)
    answer = api.get(f"/v2/agent/{id_}").json()

    assert "agent_config" not in answer
    assert (answer["id"], answer["agent_status"], answer["agent_name"]) == (id_, "processed", "Parcels")
    assert answer["tasks"] == BASE["agent_config"]["tasks"]
    assert answer["agent_prompts"] == BASE["agent_prompts"]
    assert datetime.fromisoformat(answer["created_at"]) <= datetime.fromisoformat(answer["updated_at"])


def test_fields_that_nobody_has_described_are_kept(api):
    body = agent(x_new={"deep": [1, None, "ü"]})
    body["agent_config"]["x_top"] = 1.5
    body["x_beside"] = True
    answer = api.get(f"/v2/agent/{create(api, body)}").json()

    assert tools(answer)["x_new"] == {"deep": [1, None, "ü"]}
    assert (answer["x_top"], answer["x_beside"]) == (1.5, True)


def test_listing_gives_all_agents_as_reading_does(api):
    ids = [create(api), create(api)]

    assert api.get("/v2/agent/all").json() == [api.get(f"/v2/agent/{id_}").json() for id_ in ids]


def test_languages_come_back_as_they_were_written(api):
    multilingual = languages("hi", "ta", switch_tool_description="Switch.")

    assert tools(api.get(f"/v2/agent/{create(api, agent(multilingual))}").json())["multilingual_config"] == multilingual


@pytest.mark.parametrize("enabled", [False, None, "yes", ...])
def test_languages_that_are_not_enabled_are_dropped_unseen(api, enabled):
    multilingual = {"active_language": "xx", "languages": {"hi": ENTRY}}
    if enabled is not ...:
        multilingual["enabled"] = enabled

    assert "multilingual_config" not in tools(api.get(f"/v2/agent/{create(api, agent(multilingual))}").json())


def test_telephony_that_is_left_out_becomes_twilio(api):
    body = agent()
    del body["agent_config"]["tasks"][0]["tools_config"]["output"]
    answer = tools(api.get(f"/v2/agent/{create(api, body)}").json())

    assert (answer["input"]["provider"], answer["output"]["provider"]) == ("plivo", "twilio")


def test_a_live_answer_carries_more_than_was_written(serve):
    api = serve(answers="expanded")
    multilingual = languages("hi", "ta")
    multilingual["languages"]["ta"] |= {"handoff_message": "சரி", "agent_name": "வித்யா"}
    answer = api.get(f"/v2/agent/{create(api, agent(multilingual))}").json()

    assert tools(answer)["switch_handoff_messages"] == {"ta": "சரி"}
    assert tools(answer)["agent_names"] == {"ta": "வித்யா"}
    assert tools(answer)["switch_tool_description"] is None
    assert tools(answer)["transcriber"]["multilingual"] is None
    assert tools(answer)["synthesizer"]["mip_opt_out"] is None
    assert (answer["agent_type"], answer["ingest_source_config"]) == ("other", None)
    assert tools(answer)["multilingual_config"] == multilingual


# ---- replace ---------------------------------------------------------------------------------------------------------


def test_put_replaces_everything(api):
    id_ = create(api)
    body = agent()
    body["agent_config"]["agent_name"] = "Other"
    del body["agent_config"]["agent_welcome_message"]
    before = api.get(f"/v2/agent/{id_}").json()
    response = api.put(f"/v2/agent/{id_}", json=body)
    after = api.get(f"/v2/agent/{id_}").json()

    assert (response.status_code, response.json()) == (200, {"message": "success", "state": "updated"})
    assert (after["agent_name"], "agent_welcome_message" in after) == ("Other", False)
    assert after["created_at"] == before["created_at"]
    assert after["updated_at"] > before["updated_at"]


def test_put_without_languages_keeps_them_and_with_null_removes_them(api):
    id_ = create(api, agent(languages("hi", "ta")))

    api.put(f"/v2/agent/{id_}", json=agent())
    assert "multilingual_config" in tools(api.get(f"/v2/agent/{id_}").json())

    api.put(f"/v2/agent/{id_}", json=agent(None))
    assert "multilingual_config" not in tools(api.get(f"/v2/agent/{id_}").json())


def test_put_checks_what_create_checks_and_changes_nothing_when_it_refuses(api):
    id_ = create(api)
    before = api.get(f"/v2/agent/{id_}").json()
    response = api.put(f"/v2/agent/{id_}", json=agent(languages("hi")))

    assert (response.status_code, response.json()["message"]) == (400, "Invalid multilingual config")
    assert api.get(f"/v2/agent/{id_}").json() == before


# ---- patch -----------------------------------------------------------------------------------------------------------

IGNORED: dict[str, object] = {
    "tasks": [],
    "multilingual_config": None,
    "tools_config": {"transcriber": {"provider": "deepgram"}},
    "transcriber": {"provider": "deepgram"},
    "agent_type": "sales",
    "id": "another",
}


@pytest.mark.parametrize("field", sorted(IGNORED))
@pytest.mark.parametrize("wrapped", [False, True])
def test_patch_ignores_all_else_and_still_answers_200(api, field, wrapped):
    id_ = create(api, agent(languages("hi", "ta")))
    before = api.get(f"/v2/agent/{id_}").json()
    patch = {field: IGNORED[field]}
    response = api.patch(f"/v2/agent/{id_}", json={"agent_config": patch} if wrapped else patch)
    after = api.get(f"/v2/agent/{id_}").json()

    assert (response.status_code, response.json()) == (200, {"message": "success", "state": "updated"})
    assert {**after, "updated_at": ""} == {**before, "updated_at": ""}


TAKEN = {
    "agent_name": "New",
    "agent_welcome_message": "Hi.",
    "webhook_url": "https://example.com/hook",
    "ingest_source_config": {"source_type": "api"},
    "calling_guardrails": {"call_start_hour": 8, "call_end_hour": 20},
    "agent_prompts": {"task_1": {"system_prompt": "New."}},
}


@pytest.mark.parametrize("field", sorted(TAKEN))
def test_patch_takes_the_documented_fields(api, field):
    id_ = create(api)
    api.patch(f"/v2/agent/{id_}", json={field: TAKEN[field]})

    assert api.get(f"/v2/agent/{id_}").json()[field] == TAKEN[field]


def test_patch_takes_a_synthesizer_and_a_telephony_provider(api):
    id_ = create(api)
    synthesizer = {"provider": "polly", "provider_config": {"voice": "Kajal", "engine": "neural", "language": "hi-IN"}}
    api.patch(f"/v2/agent/{id_}", json={"agent_config": {"synthesizer": synthesizer, "telephony_provider": "exotel"}})
    answer = tools(api.get(f"/v2/agent/{id_}").json())

    assert answer["synthesizer"] == synthesizer
    assert answer["input"] == {"provider": "exotel", "format": "wav"}


def test_a_patch_that_is_no_object_changes_nothing(api):
    id_ = create(api)

    assert api.patch(f"/v2/agent/{id_}", content=b"no JSON").status_code == 200
    assert api.get(f"/v2/agent/{id_}").json()["agent_name"] == "Parcels"


# ---- delete and stop -------------------------------------------------------------------------------------------------


def test_a_deleted_agent_is_gone(api):
    id_ = create(api)

    assert api.delete(f"/v2/agent/{id_}").status_code == 200
    assert api.get(f"/v2/agent/{id_}").status_code == 404
    assert api.get("/v2/agent/all").json() == []


def test_stop_answers_200_and_keeps_the_agent(api):
    id_ = create(api)

    assert api.post(f"/v2/agent/{id_}/stop").status_code == 200
    assert api.get(f"/v2/agent/{id_}").status_code == 200


# ---- refusals --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v2/agent/none"),
        ("PUT", "/v2/agent/none"),
        ("PATCH", "/v2/agent/none"),
        ("DELETE", "/v2/agent/none"),
        ("POST", "/v2/agent/none/stop"),
    ],
)
def test_an_unknown_agent_is_404_with_the_general_body(api, method, path):
    response = api.request(method, path, json=BASE)

    assert (response.status_code, response.json()) == (404, {"error": 404, "message": "Agent not found"})


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/v1/other", 404), ("PUT", "/v2/agent", 405)])
def test_a_path_that_does_not_exist_has_the_other_body(api, method, path, status):
    response = api.request(method, path)

    assert response.status_code == status
    assert list(response.json()) == ["detail"]


@pytest.mark.parametrize("header", [None, "Bearer bn-wrong", "bn-sandbox", "Basic bn-sandbox", "bearer bn-sandbox"])
def test_a_bad_key_is_403_with_a_detail(serve, header):
    api = serve()
    api.headers.pop("authorization")
    response = api.get("/v2/agent/all", headers={"Authorization": header} if header else {})

    assert response.status_code == 403
    assert list(response.json()) == ["detail"]


def test_a_scenario_can_ask_for_the_documented_401(serve):
    response = serve(key="bn-wrong", bad_key="unauthorized").get("/v2/agent/all")

    assert response.status_code == 401
    assert response.json() == {"error": 401, "message": response.json()["message"]}


def test_a_scenario_can_have_another_key(serve):
    with_other = serve(key="sa-other")

    assert with_other.get("/v2/agent/all").status_code == 403


def test_one_agent_and_everything_else_have_limits_of_their_own(serve):
    api = serve(limits={"agent": 2, "other": 1, "window": "1h"})
    id_ = create(api)
    statuses = [api.get(f"/v2/agent/{id_}").status_code for _ in range(3)]
    response = api.get("/v2/agent/all")

    assert statuses == [200, 200, 429]
    assert (response.status_code, response.json()["error"]) == (429, 429)
    assert 3590 <= int(response.headers["retry-after"]) <= 3600


def test_the_limits_are_those_that_bolna_documents():
    assert Limits().model_dump() == {"agent": 500, "other": 1000, "window": 60.0}
