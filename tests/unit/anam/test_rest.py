"""The client with a handler in the place of the network: what is asked, what comes back, what is asked again."""

from __future__ import annotations

import asyncio
import logging
import traceback

import httpx
import pytest

from anamctl import __version__
from anamctl.anam.engine import EngineSession
from anamctl.anam.failures import (
    AnswerError,
    BusyError,
    ConcurrencyError,
    KeyRefusedError,
    MissingIdError,
    NotFoundError,
    RefusedError,
    UncertainError,
    UnreachableError,
)
from anamctl.anam.token import token_of
from anamctl.errors import AnamctlError, CredentialsError, ServiceError, UsageError
from anamctl.retrying import Patience
from tests.unit.anam.wire import AVATAR, BODY, ENGINE, KEY, LLM, PROMPT, TOKEN, VOICE, Wire, client, run

OPERATIONS = {
    "mint": lambda api: api.mint(BODY),
    "start": lambda api: api.start_engine(token_of(TOKEN)),
    "stop": lambda api: api.stop("s-1"),
    "session": lambda api: api.session("s-1"),
    "sessions": lambda api: api.sessions(),
    "concurrency": lambda api: api.concurrency(),
    "voices": lambda api: api.voices(),
    "avatars": lambda api: api.avatars(),
    "llms": lambda api: api.llms(),
    "personas": lambda api: api.personas(),
    "tools": lambda api: api.tools(),
}
REPEATABLE = [name for name in OPERATIONS if name != "start"]
GOOD = {"mint": {"sessionToken": TOKEN}, "start": ENGINE, "session": {}, "stop": {}, "concurrency": {}}


def good(name):
    return (200, GOOD.get(name, {"data": [], "meta": {"lastPage": 1}}))


def page(number, last, *ids):
    return (200, {"data": [{"id": id_} for id_ in ids], "meta": {"currentPage": number, "lastPage": last}})


# ---- what is asked ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("url", ["https://anam.example", "https://anam.example/v1", "https://anam.example/v1/"])
@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("mint", "POST /v1/auth/session-token"),
        ("start", "POST /v1/engine/session"),
        ("stop", "POST /v1/sessions/s-1/stop"),
        ("session", "GET /v1/sessions/s-1"),
        ("sessions", "GET /v1/sessions"),
        ("concurrency", "GET /v1/sessions/concurrency"),
        ("voices", "GET /v1/voices"),
        ("avatars", "GET /v1/avatars"),
        ("llms", "GET /v1/llms"),
        ("personas", "GET /v1/personas"),
        ("tools", "GET /v1/tools"),
    ],
)
def test_every_operation_asks_the_documented_way_with_the_version_in_the_address_or_without(name, asked, url):
    wire = Wire(good(name))
    run(wire, OPERATIONS[name], url)
    request = wire.requests[0]

    assert wire.asked == [asked]
    assert request.headers["authorization"] == f"Bearer {TOKEN if name == 'start' else KEY}"
    assert request.headers["user-agent"] == f"anamctl/{__version__}"


def test_a_path_before_the_version_is_kept():
    wire = Wire(good("voices"))
    run(wire, OPERATIONS["voices"], "https://proxy.example/anam/v1")

    assert wire.asked == ["GET /anam/v1/voices"]


def test_the_body_of_a_mint_travels_as_it_is():
    odd = {"personaConfig": {"x_new": {"deep": [1, 1.5, None, "ü", 10**30]}}, "environment": {}}
    wire = Wire(good("mint"))
    token = run(wire, lambda api: api.mint(odd))

    assert wire.sent() == odd
    assert "ü".encode() in wire.requests[0].content
    assert (token.claims["type"], token.expires_at) == ("ephemeral", 4_000_000_000)
    assert token.secret.reveal() == TOKEN


def test_a_token_that_cannot_be_read_is_a_token_all_the_same():
    token = run(Wire((201, {"sessionToken": "opaque"})), lambda api: api.mint({}))

    assert (token.claims, token.expires_at, token.secret.reveal()) == ({}, None, "opaque")


@pytest.mark.parametrize("answer", [{}, {"sessionToken": ""}, {"sessionToken": 1}, [], "text"])
def test_an_answer_without_a_token_is_a_failure(answer):
    with pytest.raises(ServiceError, match="holds no session token"):
        run(Wire((200, answer)), lambda api: api.mint({}))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "\ud83d"])
def test_a_body_that_is_no_json_is_not_sent(value):
    wire = Wire()
    with pytest.raises(UsageError):
        run(wire, lambda api: api.mint({"personaConfig": {"name": value}}))

    assert wire.requests == []


def test_a_start_says_who_starts():
    wire = Wire(good("start"), good("start"))

    async def use(api):
        await api.start_engine(token_of(TOKEN))
        await api.start_engine(token_of(TOKEN), client_metadata={"client": "other"})

    run(wire, use)

    assert wire.sent(0) == {"clientMetadata": {"client": "anamctl", "version": __version__}}
    assert wire.sent(1) == {"clientMetadata": {"client": "other"}}


@pytest.mark.parametrize("id_", ["", " ", ".", "..", "concurrency"])
@pytest.mark.parametrize("name", ["stop", "session"])
def test_what_is_no_id_of_a_session_is_not_asked_for(id_, name):
    with pytest.raises(UsageError):
        run(Wire(), lambda api: getattr(api, name)(id_))


def test_an_id_cannot_leave_its_place_in_the_address():
    wire = Wire((200, {}))
    run(wire, lambda api: api.session("a/../b?c=d"))

    assert wire.requests[0].url.raw_path == b"/v1/sessions/a%2F..%2Fb%3Fc%3Dd"


# ---- lists -----------------------------------------------------------------------------------------------------------


def test_all_pages_of_a_list_are_read_a_hundred_at_a_time():
    pages = [page(number, 6, f"a{number}", f"b{number}") for number in range(1, 7)]
    wire = Wire(*pages)
    found = run(wire, lambda api: api.voices(search="calm"))

    assert [item["id"] for item in found] == [f"{letter}{number}" for number in range(1, 7) for letter in "ab"]
    assert sorted(int(request.url.params["page"]) for request in wire.requests) == [1, 2, 3, 4, 5, 6]
    assert {request.url.params["perPage"] for request in wire.requests} == {"100"}
    assert {request.url.params["search"] for request in wire.requests} == {"calm"}


def test_the_models_of_anam_itself_are_asked_for_too():
    wire = Wire(good("llms"))
    run(wire, OPERATIONS["llms"])

    assert wire.requests[0].url.params["includeDefaults"] == "true"


def test_items_are_whole_and_one_that_moved_between_pages_comes_once():
    odd = {"id": "x", "provider": None, "newField": {"a": [1]}}
    wire = Wire((200, {"data": [odd, {"id": "y"}], "meta": {"lastPage": 2}}), page(2, 2, "y", "z"))

    assert run(wire, OPERATIONS["voices"]) == [odd, {"id": "y"}, {"id": "z"}]


def test_items_without_an_id_are_all_kept():
    wire = Wire((200, {"data": [{"name": "a"}, {"name": "b"}, "no item"]}))

    assert run(wire, OPERATIONS["personas"]) == [{"name": "a"}, {"name": "b"}]


@pytest.mark.parametrize("name", ["voices", "avatars"])
def test_an_empty_list_that_is_answered_as_not_found_is_empty(name):
    assert run(Wire((404, {"error": "No voices found"})), OPERATIONS[name]) == []


def test_a_page_that_is_not_found_is_no_empty_list():
    with pytest.raises(NotFoundError, match="no such address"):
        run(Wire(httpx.Response(404, html="<title>404</title>")), OPERATIONS["voices"])


@pytest.mark.parametrize("answer", [{}, {"data": 1}, {"data": {}}, "text"])
def test_what_is_no_list_is_a_failure(answer):
    with pytest.raises(ServiceError, match="/v1/voices is no list"):
        run(Wire((200, answer)), OPERATIONS["voices"])


def test_a_failure_of_a_later_page_is_that_failure():
    wire = Wire(page(1, 3, "a"), (401, {"error": "no"}), (401, {"error": "no"}))
    with pytest.raises(KeyRefusedError):
        run(wire, OPERATIONS["voices"])


def test_sessions_are_read_up_to_a_limit():
    wire = Wire((200, {"data": [{"id": str(number)} for number in range(100)], "meta": {"lastPage": 900}}))

    assert len(run(wire, lambda api: api.sessions(limit=3))) == 3
    assert len(wire.requests) == 1


# ---- what is asked again ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", REPEATABLE)
@pytest.mark.parametrize(
    "first", [(500, {}), (503, {}), httpx.ConnectError("x"), httpx.ReadTimeout("x"), httpx.RemoteProtocolError("x")]
)
def test_what_may_be_repeated_is_repeated_and_says_so(name, first):
    wire = Wire(first, good(name))
    run(wire, OPERATIONS[name])

    assert len(wire.requests) == 2
    assert wire.slept == [0.25]
    assert wire.told[0].endswith("; trying again in 0.2 s")


@pytest.mark.parametrize("name", OPERATIONS)
@pytest.mark.parametrize("status", [400, 401, 402, 403, 404, 409, 422, 429])
def test_what_the_service_refuses_is_never_repeated(name, status):
    wire = Wire((status, {"error": "no"}, {"Retry-After": "1"}))
    if status == 404 and name.endswith("s"):
        run(wire, OPERATIONS[name])  # an empty list
    else:
        with pytest.raises(AnamctlError) as caught:
            run(wire, OPERATIONS[name])
        assert caught.value.exit_code == (4 if status in (401, 403) else 3)

    assert len(wire.requests) == 1
    assert wire.slept == []


def test_the_service_may_say_how_long_to_wait():
    wire = Wire((503, {}, {"Retry-After": "7"}), good("voices"))
    run(wire, OPERATIONS["voices"])

    assert wire.slept == [7]


def test_after_three_attempts_it_is_enough():
    wire = Wire(*[httpx.ConnectError("refused")] * 3)
    with pytest.raises(UnreachableError) as caught:
        run(wire, OPERATIONS["mint"])

    assert caught.value.message == "anam.example cannot be reached: refused, tried 3 times."
    assert caught.value.hint == "is the network up? The address is the test."
    assert wire.slept == [0.25, 0.5]


def test_a_client_without_patience_does_not_count_attempts():
    async def main():
        async with client(Wire(httpx.ConnectError("refused")), patience=Patience(attempts=1)) as api:
            await api.voices()

    with pytest.raises(UnreachableError) as caught:
        asyncio.run(main())

    assert caught.value.message == "anam.example cannot be reached: refused."


# ---- the start, which must not happen twice --------------------------------------------------------------------------


@pytest.mark.parametrize("first", [httpx.ConnectError("x"), httpx.ConnectTimeout("x"), (503, {"error": "No engine"})])
def test_a_start_that_cannot_have_begun_anything_is_repeated(first):
    wire = Wire(first, good("start"))
    session = run(wire, OPERATIONS["start"])

    assert session == EngineSession.read(ENGINE)
    assert len(wire.requests) == 2


@pytest.mark.parametrize(
    "first",
    [
        httpx.ReadTimeout("x"),
        httpx.ReadError("x"),
        httpx.WriteError("x"),
        httpx.RemoteProtocolError("x"),
        (500, {"error": "x"}),
        (502, {}),
        (504, {}),
    ],
)
def test_a_start_that_may_have_arrived_is_not_repeated_but_told(first):
    wire = Wire(first)
    with pytest.raises(UncertainError, match="may have started a session, or not") as caught:
        run(wire, OPERATIONS["start"])

    assert len(wire.requests) == 1
    assert "anamctl session list --remote" in caught.value.hint


def test_a_start_that_something_on_the_way_refused_is_not_repeated():
    wire = Wire(httpx.Response(503, html="<title>Busy</title>"))
    with pytest.raises(AnswerError):
        run(wire, OPERATIONS["start"])

    assert len(wire.requests) == 1


def test_a_service_that_stays_busy_is_told_as_such():
    with pytest.raises(BusyError) as caught:
        run(Wire(*[(503, {"error": "No engine free"}, {"Retry-After": "2"})] * 3), OPERATIONS["start"])

    assert caught.value.message == "Anam has no engine free (503: No engine free)."
    assert caught.value.hint == "it asks to wait for 2 s."


@pytest.mark.parametrize("answer", [httpx.Response(200, text="no json"), (200, {}), (200, [])])
def test_a_start_that_does_not_name_its_session_is_uncertain(answer):
    with pytest.raises(UncertainError, match="did not say which"):
        run(Wire(answer), OPERATIONS["start"])


def test_a_session_that_cannot_be_met_is_ended():
    wire = Wire((200, {"sessionId": "s-9"}), (200, {}))
    with pytest.raises(ServiceError, match="without saying where its engine is"):
        run(wire, OPERATIONS["start"])

    assert wire.asked[-1] == "POST /v1/sessions/s-9/stop"


def cancelled(wire, *, late=None, answer=None, grace=3.0, again=False):
    """Cancel a start while its request is on its way; give what was waiting for it."""
    ended = []

    async def main():
        on_its_way, go_on = asyncio.Event(), asyncio.Event()

        async def slow(_):
            on_its_way.set()
            await go_on.wait()
            return answer

        wire.answers.insert(0, slow)

        async def keep(session):
            ended.append(session.session_id)

        async with client(wire) as api:
            start = asyncio.ensure_future(api.start_engine(token_of(TOKEN), late=keep if late else None, grace=grace))
            await asyncio.wait_for(on_its_way.wait(), 2)
            start.cancel()
            if again:
                await asyncio.sleep(0)
                start.cancel()
            elif answer is not None:
                asyncio.get_running_loop().call_soon(go_on.set)
            with pytest.raises(asyncio.CancelledError):
                await asyncio.wait_for(start, 2)
        assert len(asyncio.all_tasks()) == 1

    asyncio.run(main())
    return ended


def test_a_session_that_begins_after_its_caller_was_cancelled_is_ended():
    wire = Wire((200, {}))
    cancelled(wire, answer=good("start"))

    assert wire.asked == ["POST /v1/engine/session", "POST /v1/sessions/s-1/stop"]


def test_the_caller_may_end_a_late_session_in_its_own_way():
    wire = Wire()

    assert cancelled(wire, late=True, answer=good("start")) == ["s-1"]
    assert len(wire.requests) == 1


@pytest.mark.parametrize("answer", [(401, {}), (500, {}), httpx.ReadError("x"), (200, {}), httpx.Response(200)])
def test_a_late_answer_without_a_session_ends_nothing(answer):
    wire = Wire()
    cancelled(wire, answer=answer)

    assert len(wire.requests) == 1


def test_a_late_session_that_cannot_be_ended_does_not_keep_the_cancellation():
    wire = Wire((404, {}))
    cancelled(wire, answer=good("start"))

    assert wire.asked[-1].endswith("/stop")


def test_the_wait_for_a_late_answer_has_an_end():
    wire = Wire()
    cancelled(wire, grace=0.01)

    assert len(wire.told) == 1
    assert wire.told[0].startswith("Anam may have started a session, or not: no answer came in 0 s.")


def test_a_caller_that_is_cancelled_twice_does_not_wait():
    cancelled(Wire(), grace=60, again=True)


# ---- which id is missing ---------------------------------------------------------------------------------------------

MISSING = AVATAR[:-1] + "9"


def started(config, error, **lists):
    """Mint for a configuration and start, which is answered with an error; every list answers as told."""
    wire = Wire((200, {"sessionToken": TOKEN}), (404, error))

    def answer(request):
        items = lists.get(request.url.path.rpartition("/")[2], [])
        return (200, {"data": items, "meta": {"lastPage": 1}})

    wire.answers += [answer] * 10

    async def use(api):
        token = await api.mint({"personaConfig": config})
        await api.start_engine(token)

    with pytest.raises(NotFoundError) as caught:
        run(wire, use)
    return caught.value


HELD = {
    "avatars": [{"id": AVATAR, "displayName": "Cara", "variantName": "desk"}],
    "voices": [{"id": VOICE.upper(), "displayName": "Lucy"}],
    "llms": [{"id": LLM}],
}


@pytest.mark.parametrize(
    "error",
    [
        {"error": "Not found", "message": f"Avatar with id {MISSING} does not exist."},
        {"error": "Not found"},
        {},
    ],
)
def test_a_missing_id_is_named_with_the_nearest_of_its_kind(error):
    found = started({"avatarId": MISSING, "voiceId": VOICE, "llmId": LLM}, error, **HELD)

    assert isinstance(found, MissingIdError)
    assert found.message.startswith(f"Anam has no avatar with the id {MISSING} (404")
    assert found.hint == f'did you mean {AVATAR} ("Cara (desk)")?'


def test_an_id_of_another_kind_is_told_as_such():
    found = started({"avatarId": VOICE, "voiceId": VOICE}, {}, **HELD)

    assert found.hint == 'it is the id of a voice ("Lucy"); avatarId wants that of an avatar.'


def test_an_id_that_is_like_no_other_leads_to_the_list():
    found = started({"personaId": "11111111-2222-3333-4444-555555555555"}, {}, personas=[])

    assert found.message == "Anam has no saved persona with the id 11111111-2222-3333-4444-555555555555 (404)."
    assert found.hint == "`anamctl personas` lists what the account of this key holds."


def test_the_id_that_the_service_names_is_looked_up_first():
    other = VOICE[:-1] + "c"
    found = started({"avatarId": MISSING, "voiceId": other}, {"message": f"Voice {other} does not exist"}, **HELD)

    assert f"no voice with the id {other}" in found.message


def test_without_a_missing_id_the_words_of_the_service_stay():
    found = started({"avatarId": AVATAR, "llmId": "CUSTOMER_CLIENT_V1"}, {"error": "Gone"}, **HELD)

    assert found.message == "Anam has no such persona (404: Gone)."


def test_a_list_that_fails_does_not_hide_what_happened():
    wire = Wire((200, {"sessionToken": TOKEN}), (404, {"error": "Not found"}), (401, {}))

    async def use(api):
        await api.start_engine(await api.mint(BODY))

    with pytest.raises(NotFoundError, match="no such persona"):
        run(wire, use)


def test_a_token_of_somebody_else_says_nothing_of_ids():
    wire = Wire((404, {"error": "Not found"}))
    with pytest.raises(NotFoundError, match="no such persona"):
        run(wire, OPERATIONS["start"])

    assert len(wire.requests) == 1


# ---- what is never shown ---------------------------------------------------------------------------------------------

ECHO = {
    "error": f"bad key {KEY} and token {TOKEN}",
    "message": f"in: {PROMPT}",
    "details": [{"path": "systemPrompt", "message": f"got '{PROMPT[:40]}'"}, {"path": "name", "message": "Required"}],
    "body": BODY,
}


@pytest.mark.parametrize("name", OPERATIONS)
@pytest.mark.parametrize("status", [400, 401, 403, 404, 429, 500])
def test_neither_key_nor_token_nor_prompt_appear_anywhere(name, status, caplog):
    caplog.set_level(logging.DEBUG)
    wire = Wire(*[(status, ECHO)] * 5)
    shown = ""
    try:
        run(wire, OPERATIONS[name])
    except AnamctlError as error:
        shown = "".join([*traceback.format_exception(error), error.message, error.hint, repr(vars(error))])
    shown += repr(wire.told) + caplog.text

    assert KEY not in shown
    assert "very-secret-signature" not in shown
    if name == "mint":
        assert PROMPT[:30] not in shown


def test_a_400_shows_paths_and_messages_of_its_details():
    with pytest.raises(RefusedError) as caught:
        run(Wire((400, ECHO)), OPERATIONS["mint"])

    assert caught.value.message == (
        "Anam refused the request (400: bad key ••• and token •••; systemPrompt: is refused; name: Required)."
    )


def test_reprs_hold_no_secrets():
    async def use(api):
        token = await api.mint(BODY)
        return f"{api!r} {token!r} {await api.start_engine(token)!r}"

    shown = run(Wire(good("mint"), good("start")), use)

    assert "very-secret" not in shown
    assert "AnamClient(anam.example)" in shown


# ---- odd answers -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["mint", "session", "concurrency", "voices"])
def test_a_success_that_is_no_json_leads_to_the_address(name):
    with pytest.raises(ServiceError) as caught:
        run(Wire(httpx.Response(200, html="<p>hi")), OPERATIONS[name])

    assert caught.value.message == "Anam's answer (200) is no JSON."
    assert caught.value.hint == "is https://anam.example the address of the API? It is the test."


@pytest.mark.parametrize("name", ["session", "concurrency"])
def test_an_object_that_is_none_is_a_failure(name):
    with pytest.raises(ServiceError, match="is no object"):
        run(Wire((200, [])), OPERATIONS[name])


def test_a_redirect_is_not_followed():
    wire = Wire(httpx.Response(301, headers={"Location": "https://elsewhere.example"}))
    with pytest.raises(AnswerError, match="redirect"):
        run(wire, OPERATIONS["voices"])

    assert len(wire.requests) == 1


def test_a_full_account_says_what_to_do():
    with pytest.raises(ConcurrencyError) as caught:
        run(Wire((429, {"error": "Concurrent session limit reached"})), OPERATIONS["start"])

    assert "anamctl session stop" in caught.value.hint


def test_a_refused_key_is_a_matter_of_credentials():
    with pytest.raises(CredentialsError, match="ANAM_TEST_KEY from the environment was used"):
        run(Wire((403, {"error": "Forbidden"})), OPERATIONS["voices"])
