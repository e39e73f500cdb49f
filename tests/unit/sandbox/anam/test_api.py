"""Anam over HTTP, asked by a plain client."""

from __future__ import annotations

import base64
import json

import httpx
import pytest

from tests.unit.sandbox.servers import AVATAR, LLM, NOBODY, PERSONA, VOICE, anam

OLDER = "cara-3"
SAVED = "07bdd8ed-18b5-4cd9-84d4-6ab1bc57c10f"
LISTS = ["voices", "avatars", "llms", "personas", "tools"]


@pytest.fixture(scope="module")
def quiet():
    """Serve an Anam in which nothing goes wrong."""
    with anam(slots=3) as server:
        yield server


@pytest.fixture
def api(quiet):
    """Give an Anam without sessions."""
    yield quiet
    for session in quiet.sessions.active():
        quiet.client.post(f"/v1/sessions/{session.id}/stop")
    assert quiet.sessions.wait_for(lambda: not quiet.sessions.active(), 30)


# ---- who may ask -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ak-other", "Basic ak-sandbox", "ak-sandbox"])
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/v1/auth/session-token"),
        ("POST", "/v1/engine/session"),
        ("GET", "/v1/voices"),
        ("GET", "/v1/sessions"),
        ("POST", f"/v1/sessions/{NOBODY}/stop"),
    ],
)
def test_without_the_key_nothing_is_told(api, method, path, header):
    response = httpx.request(method, api.url + path, headers={"Authorization": header}, json={})

    assert response.status_code == 401
    assert response.json()["error"] == "Unauthorized"
    assert "ak-" not in response.text


def test_the_word_bearer_may_be_small(api):
    assert httpx.get(f"{api.url}/v1/tools", headers={"Authorization": "bearer ak-sandbox"}).status_code == 200


def test_a_token_opens_no_lists(api):
    headers = {"Authorization": f"Bearer {api.mint()}"}

    assert httpx.get(f"{api.url}/v1/voices", headers=headers).status_code == 401


# ---- tokens ----------------------------------------------------------------------------------------------------------


def test_a_token_tells_its_kind_and_its_hour(api):
    middle = api.mint().split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(middle + "=="))

    assert claims["type"] == "ephemeral"
    assert claims["exp"] - claims["iat"] == 3600


def test_ids_are_not_looked_up_before_the_engine_starts(api):
    token = api.mint(avatarId=NOBODY)
    response = api.start(token)

    assert response.status_code == 404
    assert response.json() == {"error": "Not found", "message": f"Avatar with id {NOBODY} does not exist."}
    assert api.sessions.active() == []


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"{}", "personaConfig"),
        (b"{", ""),
        (b"", ""),
        (b'{"personaConfig": {"avatarId": NaN}}', ""),
        (b"[" * 99999, ""),
    ],
)
def test_a_body_that_is_none_is_refused(api, content, place):
    response = api.client.post("/v1/auth/session-token", content=content)
    details = response.json()["details"]

    assert response.status_code == 400
    assert (details[place] if place else details)["_errors"]


@pytest.mark.parametrize("shape", ["nested", "list"])
def test_a_wrong_body_is_refused_in_the_shape_that_was_asked_for(shape):
    with anam(refusals=shape) as server:
        for path in ("/v1/auth/session-token", "/v1/engine/session"):
            response = server.client.post(path, json={"personaConfig": {**PERSONA, "languageCode": "FR"}})

            assert response.status_code == 400
            assert isinstance(response.json()["details"], {"nested": dict, "list": list}[shape])


# ---- engine sessions -------------------------------------------------------------------------------------------------


def test_a_token_starts_what_it_was_minted_for(api):
    response = api.start(api.mint(languageCode="ja"), clientMetadata={"client": "plain", "version": "1"})
    answer = response.json()
    session = api.sessions.get(answer["sessionId"])
    host = api.url.removeprefix("http://")

    assert response.status_code == 200
    assert session.persona == {**PERSONA, "languageCode": "ja"}
    assert session.client == {"client": "plain", "version": "1"}
    assert session.state == "waiting"
    assert answer["engineProtocol"] == "http"
    assert answer["engineHost"] == f"{host}/v1/webrtc/engines/sandbox"
    assert answer["signallingEndpoint"] == "/v1/webrtc/engines/sandbox/ws"
    assert answer["clientConfig"] == {
        "heartbeatIntervalSeconds": 5,
        "expectedHeartbeatIntervalSecs": 5,
        "maxWsReconnectionAttempts": 5,
        "maxWsReconnectAttempts": 5,
        "iceServers": [],
        "iceTransportPolicy": "all",
    }


def test_a_token_needs_no_body(api):
    headers = {"Authorization": f"Bearer {api.mint()}"}

    assert httpx.post(f"{api.url}/v1/engine/session", headers=headers).status_code == 200


def test_the_key_starts_a_session_with_a_whole_body(api):
    body = {"personaConfig": PERSONA, "sessionOptions": {"region": "us"}, "clientLabel": "mine"}
    answer = api.client.post("/v1/engine/session", json=body).json()
    session = api.sessions.get(answer["sessionId"])

    assert answer["region"] == "us"
    assert (session.persona, session.options, session.label) == (PERSONA, {"region": "us"}, "mine")


def test_a_client_may_say_at_the_start_how_soon_it_wants_to_be_answered(api):
    token = api.mint(voiceDetectionOptions={"endOfSpeechSensitivity": 0.1, "speechEnhancementLevel": 0.5})
    said = {"voiceDetection": {"endOfSpeechSensitivity": 0.9}}
    session = api.sessions.get(api.start(token, sessionOptions=said).json()["sessionId"])

    assert session.persona["voiceDetectionOptions"] == {"endOfSpeechSensitivity": 0.9, "speechEnhancementLevel": 0.5}
    assert api.start(token, sessionOptions={"voiceDetection": {"endOfSpeechSensitivity": 2}}).status_code == 400
    assert api.start(token, sessionOptions=[]).status_code == 200


def test_a_token_that_was_made_up_starts_nothing(api):
    response = api.start(f"{api.mint()[:-1]}!")

    assert (response.status_code, response.json()["message"]) == (401, "Invalid session token")


def test_a_token_whose_time_is_over_starts_nothing():
    with anam(token_life=0) as server:
        response = server.start(server.mint())

    assert (response.status_code, response.json()["message"]) == (401, "Session token has expired")


@pytest.mark.parametrize(
    ("field", "what"), [("avatarId", "Avatar"), ("voiceId", "Voice"), ("llmId", "LLM"), ("toolIds", "Tool")]
)
def test_an_id_that_does_not_exist_is_named(api, field, what):
    response = api.start(api.mint(**{field: [NOBODY] if field == "toolIds" else NOBODY}))

    assert response.status_code == 404
    assert response.json()["message"] == f"{what} with id {NOBODY} does not exist."


@pytest.mark.parametrize("name", ["CUSTOMER_CLIENT_V1", "ANAM_GPT_4O_MINI_V1", "ANAM_LLAMA_v3_3_70B_V1"])
def test_old_names_of_language_models_are_taken(api, name):
    assert api.start(api.mint(llmId=name)).status_code == 200


def test_a_saved_persona_is_looked_up(api):
    body = {"personaConfig": {"personaId": SAVED, "languageCode": "fr"}}
    answer = api.client.post("/v1/engine/session", json=body).json()
    session = api.sessions.get(answer["sessionId"])

    assert session.persona["name"] == "Museum guide"
    assert session.persona["systemPrompt"].startswith("You guide visitors")
    assert session.persona["languageCode"] == "fr"
    assert session.persona_id == SAVED


def test_the_language_of_a_saved_persona_may_be_that_of_the_account(api):
    lobby = "89c726f6-069f-4cb1-8628-e78d2f0d1d3e"
    answer = api.client.post("/v1/engine/session", json={"personaConfig": {"personaId": lobby}}).json()

    assert "languageCode" not in api.sessions.get(answer["sessionId"]).persona


def test_a_saved_persona_that_does_not_exist_is_named(api):
    response = api.client.post("/v1/engine/session", json={"personaConfig": {"personaId": NOBODY}})

    assert response.json()["message"] == f"Persona with id {NOBODY} does not exist."


def test_a_model_that_the_account_may_not_use_is_forbidden(api):
    assert api.start(api.mint(avatarModel="cara-4-latest")).status_code == 403


def test_an_avatar_has_the_models_that_it_has(api):
    avatars = api.client.get("/v1/avatars?perPage=100").json()["data"]
    old = next(avatar["id"] for avatar in avatars if avatar["availableVersions"] == [OLDER])

    assert api.start(api.mint(avatarId=old, avatarModel=OLDER)).status_code == 200
    assert api.start(api.mint(avatarId=old, avatarModel="cara-4")).status_code == 400


def start_in(api, avatar, model, size):
    body = {
        "personaConfig": {**PERSONA, "avatarId": avatar, "avatarModel": model},
        "sessionOptions": {"videoWidth": size[0], "videoHeight": size[1]},
    }
    return api.client.post("/v1/engine/session", json=body).status_code


@pytest.mark.parametrize(
    ("model", "size", "status"),
    [
        (OLDER, (720, 480), 200),
        (OLDER, (1152, 768), 400),
        ("cara-4", (1152, 768), 200),
        ("cara-4", (720, 480), 400),
    ],
)
def test_a_model_has_its_sizes(api, model, size, status):
    assert start_in(api, AVATAR, model, size) == status


@pytest.mark.parametrize(("has_portrait", "status"), [(True, 200), (False, 400)])
def test_only_some_avatars_can_stand_upright(api, has_portrait, status):
    avatars = api.client.get("/v1/avatars?perPage=100").json()["data"]
    fitting = (
        avatar["id"]
        for avatar in avatars
        if "cara-4" in avatar["availableVersions"] and (avatar["portraitImageUrl"] is not None) == has_portrait
    )

    assert start_in(api, next(fitting), "cara-4", (768, 1152)) == status


def test_ice_servers_and_heartbeats_are_those_of_the_scenario():
    servers = [{"urls": ["turn:127.0.0.1:1"], "username": "u", "credential": "c"}]
    with anam(ice_servers=servers, heartbeat="500ms") as server:
        told = server.start().json()["clientConfig"]

    assert told["iceServers"] == servers
    assert told["heartbeatIntervalSeconds"] == told["expectedHeartbeatIntervalSecs"] == 0.5


# ---- slots -----------------------------------------------------------------------------------------------------------


def test_slots_run_out_and_are_given_back(api):
    ids = [api.start().json()["sessionId"] for _ in range(3)]
    full = api.start()
    told = api.client.get("/v1/sessions/concurrency").json()
    stopped = api.client.post(f"/v1/sessions/{ids[0]}/stop")

    assert (full.status_code, full.json()) == (
        429,
        {"error": "Concurrent session limit reached", "reason": "concurrent_limit"},
    )
    assert told.pop("estimatedWaitSeconds") > 0
    assert told == {"limit": 3, "active": 3, "canStartSession": False}
    assert (stopped.status_code, stopped.json()) == (200, {})
    assert api.sessions.wait_for(lambda: len(api.sessions.active()) == 2, 30)
    assert api.start().status_code == 200


def test_an_account_without_sessions_can_start_one(api):
    told = api.client.get("/v1/sessions/concurrency").json()

    assert told == {"limit": 3, "active": 0, "canStartSession": True, "estimatedWaitSeconds": 0}


def test_an_account_may_have_no_slots():
    with anam(slots=0) as server:
        told = server.client.get("/v1/sessions/concurrency").json()

        assert server.start().status_code == 429
        assert told["estimatedWaitSeconds"] is None


def test_nobody_who_comes_frees_a_slot_at_the_maximum_length():
    with anam(slots=1, max_length="30ms") as server:
        server.start()

        assert server.sessions.wait_for(lambda: not server.sessions.active(), 30)
        assert server.start().status_code == 200


def test_a_session_can_be_stopped_once(api):
    id_ = api.start().json()["sessionId"]
    api.client.post(f"/v1/sessions/{id_}/stop")
    assert api.sessions.wait_for(lambda: not api.sessions.active(), 30)

    assert api.client.post(f"/v1/sessions/{id_}/stop").status_code == 404


@pytest.mark.parametrize(("id_", "status"), [(NOBODY, 404), ("x", 400)])
@pytest.mark.parametrize(("method", "path"), [("GET", ""), ("POST", "/stop")])
def test_a_session_that_is_none_is_not_found(api, method, path, id_, status):
    assert api.client.request(method, f"/v1/sessions/{id_}{path}").status_code == status


# ---- records ---------------------------------------------------------------------------------------------------------


def test_a_session_is_recorded(api):
    body = {"personaConfig": PERSONA, "clientLabel": "mine", "clientMetadata": {"client": "plain"}}
    id_ = api.client.post("/v1/engine/session", json=body).json()["sessionId"]
    running = api.client.get(f"/v1/sessions/{id_}").json()
    api.client.post(f"/v1/sessions/{id_}/stop")
    assert api.sessions.wait_for(lambda: not api.sessions.active(), 30)
    ended = api.client.get(f"/v1/sessions/{id_}").json()

    assert (running["exitStatus"], running["endTime"], running["sessionLengthMs"]) == (None, None, None)
    assert running["personaConfig"] == {"type": "ephemeral", **PERSONA}
    assert (running["clientLabel"], running["clientMetadata"]) == ("mine", {"client": "plain"})
    assert running["sandbox"]["state"] == "waiting"
    assert ended["exitStatus"] == "CLOSED_BY_ENGINE"
    assert ended["endTime"].endswith("Z")
    assert ended["sessionLengthMs"] >= 0
    assert ended["sandbox"]["endedBy"] == "stop"


def test_sessions_are_listed_newest_first_and_searched():
    with anam() as server:
        for label in ("one", "two", "three"):
            server.client.post("/v1/engine/session", json={"personaConfig": PERSONA, "clientLabel": label})

        def labels(query):
            return [one["clientLabel"] for one in server.client.get(f"/v1/sessions?{query}").json()["data"]]

        assert labels("") == ["three", "two", "one"]
        assert labels("perPage=2&page=2") == ["one"]
        assert labels("search=TW") == ["two"]
        assert labels(f"personaId={NOBODY}") == []


# ---- lists -----------------------------------------------------------------------------------------------------------


def test_all_pages_give_all_voices_once(api):
    pages = [api.client.get("/v1/voices", params={"page": 1, "perPage": 25}).json()]
    while pages[-1]["meta"]["next"] is not None:
        pages.append(api.client.get("/v1/voices", params={"page": pages[-1]["meta"]["next"], "perPage": 25}).json())
    seen = [voice["id"] for page in pages for voice in page["data"]]

    assert len(pages) == pages[0]["meta"]["lastPage"] == 5
    assert len(seen) == len(set(seen)) == pages[0]["meta"]["total"]


def test_ten_are_on_a_page_when_nobody_says_how_many(api):
    answer = api.client.get("/v1/voices").json()

    assert len(answer["data"]) == 10
    assert answer["meta"] | {"total": 0, "lastPage": 0} == {
        "total": 0,
        "lastPage": 0,
        "currentPage": 1,
        "perPage": 10,
        "prev": None,
        "next": 2,
    }


@pytest.mark.parametrize("kind", [*LISTS, "sessions"])
@pytest.mark.parametrize("query", ["perPage=101", "perPage=0", "page=0", "page=x"])
def test_a_wrong_page_is_refused(api, kind, query):
    assert api.client.get(f"/v1/{kind}?{query}").status_code == 400


def test_a_page_behind_the_last_is_empty(api):
    answer = api.client.get("/v1/avatars?page=99")

    assert (answer.status_code, answer.json()["data"]) == (200, [])


@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("voices?search=LUCY", 1),
        ("avatars?search=robot", 1),
        ("avatars?renderStyle=illustrated", 1),
        ("avatars?onlyOneShot=true", 1),
        ("avatars?tags=playful,home", 3),
        ("llms?search=gemini", 1),
        ("llms?includeDefaults=false", 1),
        ("llms?includeDefaults=true", 8),
        ("personas?search=vendeuse", 1),
        ("tools?search=house", 1),
        ("llms?search=nothing", 0),
    ],
)
def test_lists_are_searched_and_filtered(api, path, count):
    assert api.client.get(f"/v1/{path}").json()["meta"]["total"] == count


def test_a_style_that_is_none_is_refused(api):
    assert api.client.get("/v1/avatars?renderStyle=cubist").status_code == 400


@pytest.mark.parametrize("kind", ["voices", "avatars"])
def test_no_voices_and_no_avatars_are_404(api, kind):
    response = api.client.get(f"/v1/{kind}?search=nobody+is+called+this")

    assert (response.status_code, response.json()["message"]) == (404, f"No {kind} found")


@pytest.mark.parametrize("kind", LISTS)
def test_an_account_may_be_empty(kind):
    with anam(catalogue={kind: {"clear": True}}) as server:
        response = server.client.get(f"/v1/{kind}")

    if kind in {"voices", "avatars"}:
        assert response.status_code == 404
    else:
        assert response.json() == {
            "data": [],
            "meta": {"total": 0, "lastPage": 0, "currentPage": 1, "perPage": 10, "prev": None, "next": None},
        }


@pytest.mark.parametrize("kind", LISTS)
def test_one_entry_can_be_read(api, kind):
    first = api.client.get(f"/v1/{kind}").json()["data"][0]

    assert api.client.get(f"/v1/{kind}/{first['id']}").json()["id"] == first["id"]
    assert api.client.get(f"/v1/{kind}/{NOBODY}").status_code == 404


def test_a_persona_is_short_in_the_list_and_whole_alone(api):
    short = api.client.get("/v1/personas").json()["data"][0]
    whole = api.client.get(f"/v1/personas/{short['id']}").json()

    assert short.keys() == {
        *("id", "name", "description", "personaPreset", "avatar", "voice", "voiceSpeed"),
        *("isDefaultPersona", "languageCode", "createdAt", "updatedAt"),
    }
    assert (short["avatar"]["id"], short["voice"]["displayName"]) == (AVATAR, "Lucy - Fresh & Casual")
    assert whole["brain"]["systemPrompt"].startswith("You guide")
    assert (whole["llmId"], whole["voiceDetectionOptions"]) == (LLM, None)
    assert "avatarId" not in whole


def test_a_persona_may_have_neither_face_nor_voice(api):
    personas = {one["name"]: one for one in api.client.get("/v1/personas").json()["data"]}

    assert personas["Voice only"]["avatar"] is None
    assert personas["Client driven"]["voice"] is None


def test_a_voice_that_was_added_can_be_used():
    mine = {"id": "11111111-2222-4333-8444-555555555555", "displayName": "Xyz of mine"}
    with anam(catalogue={"voices": {"add": [mine], "remove": [VOICE]}}) as server:
        assert server.client.get("/v1/voices?search=XYZ").json()["meta"]["total"] == 1
        assert server.start(server.mint(voiceId=mine["id"])).status_code == 200
        assert server.start(server.mint()).status_code == 404


# ---- the rest --------------------------------------------------------------------------------------------------------


def test_talk_reaches_the_session_and_needs_no_key(api):
    answer = api.start().json()
    session = api.sessions.get(answer["sessionId"])
    said: list[str] = []
    session.on_talk = said.append
    url = f"{answer['engineProtocol']}://{answer['engineHost']}/talk"
    response = httpx.post(url, params={"session_id": session.id}, json={"content": "Bonjour"})

    assert response.status_code == 200
    assert said == ["Bonjour"]
    assert session.kinds("talk") == ["talk"]


@pytest.mark.parametrize(("body", "status"), [({}, 400), ({"content": ""}, 400), ({"content": 1}, 400), ([], 400)])
def test_talk_without_words_is_refused(api, body, status):
    id_ = api.start().json()["sessionId"]

    assert api.client.post(f"/v1/webrtc/engines/sandbox/talk?session_id={id_}", json=body).status_code == status


def test_talk_to_nobody_is_not_found(api):
    response = api.client.post("/v1/webrtc/engines/sandbox/talk", json={"content": "x"})

    assert response.status_code == 404


def test_telemetry_is_taken_and_forgotten(api):
    response = httpx.post(f"{api.url}/v1/metrics/client", json={"name": "x"})

    assert (response.status_code, response.content) == (204, b"")


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/session-token", 404), ("DELETE", "/v1/voices", 405), ("GET", "/", 404)]
)
def test_what_there_is_not_is_told_as_json(api, method, path, status):
    response = api.client.request(method, path)

    assert response.status_code == status
    assert response.json()["error"] in {"Not found", "Method not allowed"}


ORIGIN = {"Origin": "http://127.0.0.1:8123"}


@pytest.mark.parametrize("path", ["/v1/auth/session-token", "/v1/engine/session", "/v1/webrtc/engines/sandbox/talk"])
def test_a_browser_may_ask_first(api, path):
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization,content-type"}
    response = httpx.options(api.url + path, headers={**ORIGIN, **asked})

    assert response.status_code == 200
    assert response.headers["access-control-allow-origin"] == "*"
    assert "POST" in response.headers["access-control-allow-methods"]
    assert "authorization" in response.headers["access-control-allow-headers"]


@pytest.mark.parametrize("key", ["ak-sandbox", "ak-other"])
def test_a_browser_may_read_answers_and_errors(api, key):
    response = httpx.get(f"{api.url}/v1/voices", headers={**ORIGIN, "Authorization": f"Bearer {key}"})

    assert response.headers["access-control-allow-origin"] == "*"


def test_what_is_asked_is_in_the_journal():
    with anam() as server:
        server.start()

        assert server.service.journal.operations() == ["mint", "engine"]
        assert server.service.variables(server.url) == {"ANAM_API_URL": server.url, "ANAM_API_KEY": "ak-sandbox"}
