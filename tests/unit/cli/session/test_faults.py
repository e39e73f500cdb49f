"""
What somebody sees when the service fails: a table of every fault of the sandbox, with the words, the exit code, and
that no session is left, no secret is seen and nothing lasts longer than its limit.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

import pytest

from anamctl.anam.rest import AnamClient
from anamctl.anam.session import Session
from anamctl.anam.timers import Timers
from anamctl.live.plan import Plan
from anamctl.sandbox.scenario.anam import AnamScenario
from anamctl.sandbox.scenario.anam_faults import AnamFault, Answer, Body, LiveFault, LiveKind, Moment
from tests.unit.cli.session.conftest import LATENCIES, events, open_sessions, wait_until
from tests.unit.cli.session.planted import SERVED, seen, seen_in

if TYPE_CHECKING:
    from collections.abc import Mapping

TIMERS = Timers(grace=0.2, reconnect_step=0.01, goodbye=0.5, ending=3)
"""Generous where the service comes before they are over: a busy machine is slow. A row shortens what it waits for."""
HTTP = "http"
"""What a row calls the limit of a request; the others are those of `Timers`."""
PATIENCE = "patience"
"""What it calls the limit of a reply."""
LOSS = "loss"
"""What it calls the limit of a reply that was lost with the connection."""
SLOWER = 3.0
"""How much longer something may take on a busy machine."""
OWN_BODIES = {"nested", "list"}
"""They come with the answers `invalid` and `invalid-list`."""
NO_TROUBLE = {"grace", "heartbeat", "updates", "ack_fields", "ice_servers", "greetings", "replies"}
"""Keys of a scenario that make no session fail. Updates are tested where they are made."""


class Row(NamedTuple):
    """A fault, and what is seen of it."""

    scenario: dict[str, Any]
    code: int
    words: str
    """A part of what is told."""
    is_said: bool = False
    """Whether the conversation takes place all the same."""
    left: int = 0
    """Sessions that nobody can end: it is not known which they are, or the service cannot be told."""
    within: float = 5.0
    """Seconds that it may take."""
    limits: Mapping[str, float] = {}
    """Seconds that are waited in vain."""


def http(answer="", request="engine", **more):
    return {"faults": [{"request": request, **({"answer": answer} if answer else {}), **more}]}


def live(fault, **more):
    return {"live_faults": [{"fault": fault, **more}]}


def answered(**change):
    """Let a start be answered otherwise."""
    return {"faults": [{"request": "engine", "change": change}]}


CUT = [{"fault": "drop", "at": "ready"}, {"fault": "refuse", "at": "reopen", "status": 503}]
"""The socket goes when the session is ready, and does not come back."""
SAID = "ended (everything was said)"
UNKNOWN = "Anam may have started a session, or not"
NEVER = {**LATENCIES, "reply": "1h"}
"""The persona says nothing."""
REFUSALS = {
    "400, objects": Row(http("invalid", "mint"), 3, "Anam refused the request (400: "),
    "400, list": Row(http("invalid-list", "mint"), 3, "personaConfig.avatarModel: Invalid enum value"),
    "400, with the request": Row(http("invalid", "mint", body="echo"), 3, "Anam refused the request (400: "),
    "400, found by the service": Row({"refusals": "list", **http("invalid-list")}, 3, "(400: "),
    "401": Row(http("unauthorized", "mint"), 4, "Anam refused the key (401"),
    "402": Row(http("no-plan", "mint"), 3, "Anam finds no plan"),
    "402 at the start": Row(http("no-plan"), 3, "Anam finds no plan"),
    "403": Row(http("forbidden", "mint"), 4, "ANAM_API_KEY from the environment was used"),
    "403 at the start": Row(http("forbidden"), 4, "Anam refused to start this session (403"),
    "404": Row(http("not-found"), 3, "404"),
    "404, no such voice": Row(
        {"catalogue": {"voices": {"clear": True}}},
        3,
        "Anam has no voice with the id 6bfbe25a-979d-40f3-a92b-5394170af54b",
    ),
    "418, text": Row(http("", "mint", status=418, body="text", message="tea"), 3, "(418: tea)"),
    "429, sessions": Row(http("concurrent-limit"), 3, "as many sessions run as the plan allows"),
    "429, no slot": Row({"slots": 0}, 3, "as many sessions run as the plan allows"),
    "429, money": Row(http("spend-cap"), 3, "has reached its spend cap (429"),
    "429, use": Row(http("usage-limit"), 3, "A usage limit of the plan is reached"),
    "429, wait": Row(http("usage-limit", retry_after=7), 3, "it asks to wait for 7 s"),
    "429 with a reason": Row(http("spend-cap", message="Full", body="reason"), 3, "429: Full"),
    "500": Row(http("server-error", "mint"), 3, "500"),
    "500 at the start": Row(http("server-error"), 3, UNKNOWN),
    "500 at the start, carried out": Row(http("server-error", applied=True), 3, UNKNOWN, left=1),
    "502, nothing in it": Row(http("", "mint", status=502, body="empty"), 3, "Anam failed (502)"),
    "503, JSON": Row(http("busy"), 3, "Anam has no engine free (503"),
    "503, page": Row(http("busy-page"), 3, "503"),
    "503, message": Row(http("busy", body="message", message="Later"), 3, "Later"),
    "503, once": Row(http("busy", times=1), 0, "trying again", is_said=True),
    "503, the second session": Row(http("busy", after=1), 0, SAID, is_said=True),
    "503, wait": Row(http("busy", times=1, retry_after=1), 0, "trying again in 1.0 s", is_said=True),
    "error, as a line": Row(http("busy", "mint", body="error", message="No"), 3, "(503: No)"),
    "expired token": Row(http("expired-token"), 4, "Anam refused the session token (401"),
    "expired token, once": Row(http("expired-token", times=1), 0, SAID, is_said=True),
    "token that is never good": Row({"token_life": "0"}, 4, "Session token has expired"),
    "token that is good for a moment": Row({"token_life": "1s"}, 0, SAID, is_said=True),
    "no key of ours": Row({"key": "ak-other", "refusals": "nested", **http("unauthorized", "any")}, 4, "(401"),
}
ANSWERS = {
    "no answer": Row(http("", "mint", drop=True), 3, "cannot be reached: the connection was closed, tried 3 times"),
    "no answer, once": Row(http("", "mint", drop=True, times=1), 0, "trying again", is_said=True),
    "no answer to a start": Row(http(drop=True), 3, UNKNOWN),
    "no answer to a start that was carried out": Row(http(drop=True, applied=True), 3, UNKNOWN, left=1),
    "slow answer": Row(http("", "mint", delay="200ms"), 0, SAID, is_said=True),
    "slow start": Row(http(delay="200ms"), 0, SAID, is_said=True),
    "too slow answer": Row(http("", "mint", delay="1h"), 3, "cannot be reached", limits={HTTP: 0.3}),
    "too slow start": Row(http(delay="1h"), 3, UNKNOWN, limits={HTTP: 0.6}),
    "too slow start that was carried out": Row(http(delay="1h", applied=True), 3, UNKNOWN, left=1, limits={HTTP: 0.6}),
    "no token in it": Row(http("", "mint", lose=["sessionToken"]), 3, "Anam's answer holds no session token"),
    "a page in its place": Row(http("", "mint", status=200, body="html"), 3, "Anam's answer (200) is no JSON"),
    "no session in it": Row(http(lose=["sessionId"]), 3, "did not say which", left=1),
    "no engine in it": Row(http(lose=["engineHost"]), 3, "without saying where its engine is"),
    "nobody at the engine": Row(answered(engineHost="127.0.0.1:1"), 3, "cannot be opened: connection refused"),
    "an engine with another door": Row(answered(engineProtocol="https"), 3, "cannot be opened"),
    "settings that are none": Row(answered(clientConfig="junk"), 0, SAID, is_said=True),
    "the end cannot be told": Row(
        {**live("refuse"), "faults": [{"request": "stop", "status": 500}]}, 3, "Anam may still hold it open: ", left=1
    ),
    "the end is not heard": Row(
        {"live_faults": CUT, "faults": [{"request": "stop", "drop": True}]}, 3, "Anam could not be told that", left=1
    ),
    "the end is told in another way": Row({"live_faults": CUT}, 0, SAID, is_said=True),
}
SOCKETS = {
    "socket refused": Row(live("refuse"), 3, "refused the signalling socket"),
    "socket refused, busy": Row(live("refuse", status=503), 3, "the service answered with 503, tried 6 times"),
    "socket refused, once": Row(live("refuse", status=503, times=1), 0, "signalling lost", is_said=True),
    "socket refused when it comes back": Row(
        {"latencies": NEVER, "live_faults": CUT}, 3, "is lost: the service answered with 503, tried 5 times"
    ),
    "socket lost again and again": Row(live("drop", at="open"), 3, "is lost: the connection broke, tried 5 times"),
    "socket lost, later": Row(live("drop", delay="10ms", times=1), 0, SAID, is_said=True),
    "socket closed normally": Row(live("drop", code=1000, times=1), 0, "signalling lost", is_said=True),
    "socket closed with a code": Row(live("drop", code=4001, times=1), 0, "closed it with 4001", is_said=True),
    "no answer to an offer": Row(
        live("no-answer"),
        3,
        "did not answer our offer of a connection in 0.3 s, tried 3 times",
        limits={"answer": 0.3},
    ),
    "no answer to an offer, once": Row(
        live("no-answer", times=1), 0, "peer lost", is_said=True, limits={"answer": 0.6}
    ),
    "late answer": Row(live("late-answer", delay="200ms"), 0, SAID, is_said=True),
    "answer that is too late": Row(
        live("late-answer", delay="1h"), 3, "did not answer our offer", limits={"answer": 0.3}
    ),
    "no peer": Row(live("no-peer"), 3, "no connection to the engine", limits={"connect": 0.3}),
    "no peer, once": Row(live("no-peer", times=1), 0, "peer lost", is_said=True, limits={"connect": 0.6}),
    "no word of being ready": Row(
        live("no-ready"), 0, "though the service has not said so", is_said=True, limits={"ready": 0.3}
    ),
    "channel closed again and again": Row(live("close-channel", at="channel"), 3, "the connection was lost 4 times"),
    "ended by the service": Row(live("end", at="speech", message="No more credit"), 3, "ended (No more credit)"),
    "ended before it began": Row(live("end", at="connected"), 3, "ended the session before it was ready"),
    "garbage on the socket": Row(live("garbage"), 0, "cannot be read", is_said=True),
    "garbage on the channel": Row(live("garbage", on="channel"), 0, "cannot be read", is_said=True),
    "unknown on the socket": Row(live("unknown"), 0, SAID, is_said=True),
    "unknown on the channel": Row(live("unknown", on="channel", message="x", after=0), 0, SAID, is_said=True),
    "warning": Row(live("warning", message="Careful"), 0, "Anam warns: Careful", is_said=True),
    "silence": Row({"silence": "500ms", "latencies": NEVER}, 3, "ended ("),
    "its longest time": Row({"max_length": "500ms", "latencies": NEVER}, 3, "ended ("),
    "no reply": Row({"latencies": NEVER}, 0, "no reply", limits={PATIENCE: 0.5}),
    "slow in everything": Row(
        {"latencies": dict.fromkeys(("mint", "engine", "lists", "answer", "ready", "reply"), "100ms")},
        0,
        SAID,
        is_said=True,
    ),
}
GROUPS = (REFUSALS, ANSWERS, SOCKETS)
TABLE = {name: row for group in GROUPS for name, row in group.items()}
KINDS = {
    (index, row.code, row.left, row.is_said): name for index, group in enumerate(GROUPS) for name, row in group.items()
}
"""A row of each kind."""
ENDING = ("drop", "end", "peer-lost", "close-channel")
"""What takes something away, and may do so at any moment."""
MOMENTS = [one for one in get_args(Moment) if one not in ("start", "reopen")]


@pytest.fixture(autouse=True)
def wait_at_most(monkeypatch):
    """Let nobody wait for what does not come; a test says what that is."""

    async def no_time(_):
        return None

    monkeypatch.setattr("anamctl.cli.anam_service.sleep", no_time)

    def limit(limits):
        timers = {name: seconds for name, seconds in limits.items() if name in Timers._fields}
        monkeypatch.setitem(Session.__init__.__kwdefaults__, "timers", TIMERS._replace(**timers))
        if HTTP in limits:
            monkeypatch.setitem(AnamClient.__init__.__kwdefaults__, "timeout", limits[HTTP])
        if PATIENCE in limits:
            changed = {**Plan._field_defaults, PATIENCE: limits[PATIENCE]}
            monkeypatch.setattr(Plan.__new__, "__defaults__", tuple(changed.values()))
        if LOSS in limits:
            monkeypatch.setattr("anamctl.live.script.AFTER_LOSS", limits[LOSS])

    limit({})
    return limit


def ended(server, left=0):
    """Tell whether no session is left but those that nobody could end."""
    return wait_until(lambda: open_sessions(server) == left)


@pytest.mark.parametrize("name", TABLE)
def test_what_is_seen_of_a_fault(anamctl, serve, runtime, wait_at_most, name):
    row = TABLE[name]
    wait_at_most(row.limits)
    server = serve(**{"grace": "1h", **SERVED, **row.scenario})
    begun = time.monotonic()
    code, out, err = anamctl("session", "start", "camille", "--lang", "fr", "--say", "Bonjour")

    assert time.monotonic() - begun < row.within * SLOWER
    assert code == row.code, err
    assert row.words.lower() in err.lower()
    assert not row.is_said or "persona  " in out
    assert "Traceback" not in err
    assert "never retrieved" not in err
    assert "bug" not in err
    assert ended(server, row.left)
    assert seen(out, err) == []
    assert seen_in(runtime) == []
    if row.left:
        assert "anamctl session stop" in err
    elif code:
        assert "hint: " in err or "ended (" in err


@pytest.mark.parametrize("name", KINDS.values())
def test_a_program_sees_it_too(anamctl, serve, wait_at_most, name):
    row = TABLE[name]
    wait_at_most(row.limits)
    serve(**{"grace": "1h", **SERVED, **row.scenario})
    code, out, err = anamctl("session", "start", "camille", "--lang", "fr", "--say", "Bonjour", "--json")

    assert seen(out, err) == []
    last = events(out)[-1]
    assert (code, last["type"], last["exitCode"], last["ok"]) == (row.code, "summary", row.code, not row.code)
    assert bool(last["errors"]) is (row.code != 0)
    assert last["ended"] is (not row.left and UNKNOWN not in row.words)


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("fault", ENDING)
def test_whatever_goes_wrong_at_any_moment_leaves_nothing_open(anamctl, serve, wait_at_most, fault, moment):
    # The word of being ready can get lost with the socket, and a reply with the peer.
    wait_at_most({LOSS: 0.1, **({"ready": 0.3} if fault == "drop" else {})})
    server = serve(
        grace="1h",
        heartbeat="20ms",
        latencies={**LATENCIES, "reply": "50ms"},
        live_faults=[{"fault": fault, "at": moment, "times": 1}],
    )
    begun = time.monotonic()
    stdin = b"/context It rains.\nHello\n/interrupt\n/lang es\nBye\n"
    code, _, err = anamctl("session", "start", "camille", "--max-length", "10s", stdin=stdin)

    assert time.monotonic() - begun < 5 * SLOWER
    assert server.service.world.live_faults._turns._seen[0] > 0, "it has not happened"
    assert code == (3 if fault == "end" else 0), err
    assert "Traceback" not in err
    assert "bug" not in err
    assert ended(server)


def test_what_is_only_said_takes_nothing_away_at_any_moment(anamctl, serve):
    faults = [
        {"fault": fault, "at": moment, "on": on}
        for fault in ("garbage", "unknown", "warning")
        for moment in MOMENTS
        for on in ("socket", "channel")
    ]
    server = serve(grace="1h", heartbeat="20ms", latencies={**LATENCIES, "reply": "50ms"}, live_faults=faults)
    stdin = b"/context It rains.\nHello\n/interrupt\n/lang es\nBye\n"
    code, out, err = anamctl("session", "start", "camille", stdin=stdin)

    assert code == 0, err
    assert "persona  " in out
    assert ended(server)


# ---- no fault is forgotten -------------------------------------------------------------------------------------------


def used(key):
    """List what the rows have at a key of their faults."""
    faults = [fault for row in TABLE.values() for fault in row.scenario.get(key, ())]
    return {(name, value if isinstance(value, str) else "") for fault in faults for name, value in fault.items()}


@pytest.mark.parametrize(("kind", "field"), [(Answer, "answer"), (Body, "body")])
def test_every_answer_has_a_row(kind, field):
    known = set(get_args(kind))

    assert known <= {value for name, value in used("faults") if name == field} | OWN_BODIES


def test_every_fault_of_a_session_has_a_row():
    kinds = {value for name, value in used("live_faults") if name == "fault"}

    assert set(get_args(LiveKind)) == kinds | set(ENDING)
    assert set(get_args(Moment)) == set(MOMENTS) | {"start", "reopen"}


def test_every_field_of_a_fault_has_a_row():
    assert set(AnamFault.model_fields) == {name for name, _ in used("faults")}
    assert set(LiveFault.model_fields) == {name for name, _ in used("live_faults")}


def test_every_other_way_to_be_troublesome_has_a_row():
    keys = {key for row in TABLE.values() for key in row.scenario}

    assert set(AnamScenario.model_fields) - keys == NO_TROUBLE
