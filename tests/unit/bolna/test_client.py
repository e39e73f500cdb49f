"""The client with a handler in the place of the network."""

from __future__ import annotations

import json
import logging
import traceback

import httpx
import pytest

from anamctl.bolna.client import Access, BolnaClient
from anamctl.bolna.failures import AnswerError, BusyError, NotFoundError, RefusedError, UncertainError
from anamctl.errors import AnamctlError, CredentialsError, ServiceError, UsageError
from anamctl.secret import Secret

KEY = "bn-very-secret-key"
ODD = {"agent_config": {"x_new": {"deep": [1, 1.5, None, "ü", 10**30]}}, "x_beside": True}


class Wire:
    """Answers requests with what was laid out, one after the other, and remembers them."""

    def __init__(self, *answers) -> None:
        self.answers = list(answers)
        self.requests: list[httpx.Request] = []
        self.slept: list[float] = []
        self.told: list[str] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, httpx.Response):
            return answer
        status, data, *headers = answer
        return httpx.Response(status, json=data, headers=headers[0] if headers else None)

    @property
    def methods(self) -> list[str]:
        return [request.method for request in self.requests]


def client(wire: Wire) -> BolnaClient:
    return BolnaClient(
        Access("https://bolna.example", Secret(KEY), "the test"),
        transport=httpx.MockTransport(wire),
        sleep=wire.slept.append,
        chance=lambda: 1.0,
        tell=wire.told.append,
    )


OPERATIONS = {
    "agents": lambda api: api.agents(),
    "read": lambda api: api.read("a"),
    "replace": lambda api: api.replace("a", ODD),
    "delete": lambda api: api.delete("a"),
    "create": lambda api: api.create(ODD),
}
REPEATABLE = ["agents", "read", "replace", "delete"]


# ---- what is asked ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "answer", "method", "path"),
    [
        ("agents", (200, []), "GET", "/v2/agent/all"),
        ("read", (200, {}), "GET", "/v2/agent/a"),
        ("replace", (200, {"state": "updated"}), "PUT", "/v2/agent/a"),
        ("delete", (200, {}), "DELETE", "/v2/agent/a"),
        ("create", (201, {"agent_id": "a"}), "POST", "/v2/agent"),
    ],
)
def test_every_operation_asks_the_documented_way(name, answer, method, path):
    wire = Wire(answer)
    OPERATIONS[name](client(wire))
    request = wire.requests[0]

    assert (request.method, str(request.url)) == (method, f"https://bolna.example{path}")
    assert request.headers["authorization"] == f"Bearer {KEY}"
    assert request.headers["user-agent"].startswith("anamctl/")
    assert request.headers.get("content-type") == ("application/json" if method in ("PUT", "POST") else None)


@pytest.mark.parametrize("name", ["create", "replace"])
def test_a_body_travels_as_it_is(name):
    wire = Wire((200, {"agent_id": "a"}))
    OPERATIONS[name](client(wire))

    assert json.loads(wire.requests[0].content) == ODD
    assert "ü".encode() in wire.requests[0].content


def test_an_answer_arrives_as_it_is():
    assert client(Wire((200, ODD))).read("a") == ODD


def test_half_a_character_that_no_file_can_hold_is_replaced():
    found = client(
        Wire(httpx.Response(200, content=b'{"a": "x\\ud83dy", "b": "\\ud83d\\ude00", "c": "\\\\ud83d"}'))
    ).read("a")

    assert found == {"a": "x?y", "b": "😀", "c": "\\ud83d"}


@pytest.mark.parametrize("answer", [{"agent_id": "new"}, {"id": "new", "status": "created"}])
@pytest.mark.parametrize("status", [200, 201, 202])
def test_any_success_with_either_name_gives_the_id(answer, status):
    assert client(Wire((status, answer))).create(ODD) == "new"


@pytest.mark.parametrize("answer", [[{"id": 1}], {"agents": [{"id": 1}]}, {"count": 1, "data": [{"id": 1}, "odd"]}])
def test_a_list_may_be_wrapped(answer):
    assert client(Wire((200, answer))).agents() == [{"id": 1}]


@pytest.mark.parametrize("id_", ["", " ", "all", ".", ".."])
@pytest.mark.parametrize("name", ["read", "delete"])
def test_what_is_no_id_is_not_asked_for(id_, name):
    wire = Wire()
    with pytest.raises(UsageError, match="is no id of an agent"):
        getattr(client(wire), name)(id_)

    assert wire.requests == []


def test_an_id_cannot_lead_elsewhere():
    wire = Wire((200, {}))
    client(wire).read("../x?y#z/stop")

    assert wire.requests[0].url.raw_path == b"/v2/agent/..%2Fx%3Fy%23z%2Fstop"


def test_what_json_does_not_have_is_not_sent():
    wire = Wire()
    with pytest.raises(UsageError, match="a number that JSON does not have"):
        client(wire).create({"speed": float("inf")})

    assert wire.requests == []


# ---- what is tried again ---------------------------------------------------------------------------------------------

NOT_SENT = [httpx.ConnectError("x"), httpx.ConnectTimeout("x"), httpx.PoolTimeout("x"), httpx.ProxyError("x")]
MAYBE_SENT = [
    httpx.ReadError("x"),
    httpx.ReadTimeout("x"),
    httpx.WriteError("x"),
    httpx.WriteTimeout("x"),
    httpx.RemoteProtocolError("x"),
]
DONE = (200, {"agent_id": "a"})
LIST: tuple[int, list[str]] = (200, [])


def result(name):
    return LIST if name == "agents" else DONE


@pytest.mark.parametrize("name", [*REPEATABLE, "create"])
@pytest.mark.parametrize("error", NOT_SENT, ids=lambda error: type(error).__name__)
def test_what_was_never_sent_is_sent_again(name, error):
    wire = Wire(error, error, result(name))
    OPERATIONS[name](client(wire))

    assert (len(wire.requests), wire.slept) == (3, [0.5, 1.0])


@pytest.mark.parametrize("name", REPEATABLE)
@pytest.mark.parametrize("error", MAYBE_SENT, ids=lambda error: type(error).__name__)
def test_what_may_be_repeated_is_sent_again(name, error):
    wire = Wire(error, result(name))
    OPERATIONS[name](client(wire))

    assert len(wire.requests) == 2


@pytest.mark.parametrize("error", MAYBE_SENT, ids=lambda error: type(error).__name__)
def test_a_create_that_may_have_arrived_is_not_sent_again(error):
    wire = Wire(error, DONE)
    with pytest.raises(UncertainError, match="may have made the agent, or not: no answer came") as uncertain:
        client(wire).create(ODD)

    assert (wire.methods, wire.slept) == (["POST"], [])
    assert "push again" in uncertain.value.hint


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_create_that_failed_behind_the_door_is_not_sent_again(status):
    wire = Wire((status, {"detail": "x"}), DONE)
    with pytest.raises(UncertainError, match=rf"or not: it failed \({status}: x\)\."):
        client(wire).create(ODD)

    assert wire.methods == ["POST"]


@pytest.mark.parametrize("name", REPEATABLE)
@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_failing_service_is_asked_four_times(name, status):
    wire = Wire(*[(status, {"message": "down"})] * 5)
    with pytest.raises(AnswerError, match=rf"Bolna failed \({status}: down\)"):
        OPERATIONS[name](client(wire))

    assert (len(wire.requests), wire.slept) == (4, [0.5, 1.0, 2.0])
    assert wire.told == [f"Bolna failed ({status}: down); trying again in {wait} s" for wait in (0.5, 1.0, 2.0)]


@pytest.mark.parametrize("name", [*REPEATABLE, "create"])
def test_a_busy_service_is_asked_again_when_it_says(name):
    wire = Wire((429, {"message": "slow"}, {"Retry-After": "7"}), (429, {}), result(name))
    OPERATIONS[name](client(wire))

    assert wire.slept == [7, 1.0]


@pytest.mark.parametrize("name", [*REPEATABLE, "create"])
def test_nobody_waits_for_long(name):
    wire = Wire((429, {"message": "slow"}, {"Retry-After": "3600"}))
    with pytest.raises(BusyError, match="busy") as busy:
        OPERATIONS[name](client(wire))

    assert wire.slept == []
    assert busy.value.hint == "it asks to wait for 3600 s."


@pytest.mark.parametrize("name", [*REPEATABLE, "create"])
@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 409, 410, 418, 422])
def test_other_errors_are_final(name, status):
    wire = Wire((status, {"message": "no"}))
    with pytest.raises((AnswerError, CredentialsError)):
        OPERATIONS[name](client(wire))

    assert (len(wire.requests), wire.slept) == (1, [])


def test_a_delete_whose_answer_was_lost_is_done_when_the_agent_is_gone():
    client(Wire(httpx.ReadError("x"), (404, {}))).delete("a")
    client(Wire((502, {}), (404, {}))).delete("a")


def test_a_delete_that_never_arrived_is_not_done_when_the_agent_is_not_there():
    with pytest.raises(NotFoundError):
        client(Wire(httpx.ConnectError("x"), (404, {}))).delete("a")


def test_a_service_that_cannot_be_reached_is_told_with_where_the_address_is_from():
    wire = Wire(*[httpx.ConnectError("[Errno 111] Connection refused.")] * 4)
    with pytest.raises(ServiceError) as refused:
        client(wire).read("a")

    assert refused.value.message == "bolna.example cannot be reached: [errno 111] connection refused, tried 4 times."
    assert refused.value.hint == "is the network up? The address is the test."


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (httpx.ReadTimeout(""), "it took too long"),
        (httpx.RemoteProtocolError("Server disconnected"), "the connection was closed"),
        (httpx.ConnectError(""), "ConnectError"),
    ],
)
def test_a_network_error_is_named(error, said):
    with pytest.raises(ServiceError, match=f"cannot be reached: {said}, tried"):
        client(Wire(*[error] * 4)).read("a")


# ---- answers that are none -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"", b"<html></html>", b"{", b"\xff", b"[" * 100_000])
def test_a_success_that_is_no_json_is_an_error(content):
    with pytest.raises(ServiceError, match=r"Bolna's answer \(200\) is no JSON"):
        client(Wire(httpx.Response(200, content=content))).read("a")


@pytest.mark.parametrize("data", [[], "x", False, 1])
def test_an_agent_that_is_no_object_is_an_error(data):
    with pytest.raises(ServiceError, match="is no object"):
        client(Wire((200, data))).read("a")


@pytest.mark.parametrize("data", [{}, "x", False, {"agents": 1}])
def test_a_list_that_is_no_list_is_an_error(data):
    with pytest.raises(ServiceError, match="is no list"):
        client(Wire((200, data))).agents()


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"agent_id": 7}', b'{"agent_id": ""}', b"<html>"])
def test_a_create_without_an_id_is_uncertain(content):
    with pytest.raises(UncertainError, match="did not say its id"):
        client(Wire(httpx.Response(201, content=content))).create(ODD)


def test_a_redirect_is_not_followed():
    wire = Wire(httpx.Response(302, headers={"Location": "https://elsewhere.example/"}))
    with pytest.raises(AnswerError, match="redirect"):
        client(wire).read("a")

    assert len(wire.requests) == 1


# ---- the key ---------------------------------------------------------------------------------------------------------

LEAKY = [
    (400, {"message": f"bad key {KEY}"}),
    (403, {"detail": f"unknown key {KEY}"}),
    (429, {"message": f"{KEY} is too fast"}, {"Retry-After": "3600"}),
    (500, {"error": KEY}),
    httpx.Response(502, text=f"<title>{KEY}</title>"),
]


@pytest.mark.parametrize("answer", LEAKY, ids=str)
@pytest.mark.parametrize("name", ["read", "create"])
def test_the_key_is_in_no_message_log_or_traceback(answer, name, caplog, capsys):
    caplog.set_level(logging.DEBUG)
    wire = Wire(*[answer] * 4)
    api = client(wire)
    with pytest.raises(AnamctlError) as raised:
        OPERATIONS[name](api)
    shown = [
        raised.value.message,
        raised.value.hint,
        repr(raised.value),
        "".join(traceback.format_exception(raised.value)),
        caplog.text,
        repr(api),
        repr(vars(api)),
        *wire.told,
        *capsys.readouterr(),
    ]

    assert not any(KEY in text for text in shown)
    assert "•••" in raised.value.message


def test_the_key_is_in_no_traceback_of_a_network_error():
    with pytest.raises(RefusedError):
        client(Wire((400, {}))).read("a")
    with pytest.raises(ServiceError) as raised:
        client(Wire(*[httpx.ConnectError("x")] * 4)).read("a")

    assert KEY not in "".join(traceback.format_exception(raised.value))


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "http://localhost:1", "http://[::1]:1"])
def test_a_proxy_is_not_asked_for_this_machine(url, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.example:3128")
    with BolnaClient(Access(url, Secret(KEY))) as api:
        assert not api._http.trust_env
