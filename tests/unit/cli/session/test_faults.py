"""
What somebody sees when the service fails: a table of every fault of the sandbox, with the words, the exit code, and
that no session is left and nothing lasts longer than its limit.
"""

from __future__ import annotations

import time
from typing import Any, NamedTuple

import pytest

from anamctl.anam.session import Session
from anamctl.anam.timers import Timers
from tests.unit.cli.session.conftest import LATENCIES, events, open_sessions, wait_until

QUICK = Timers(
    socket=1,
    gather=1,
    answer=0.5,
    connect=0.7,
    channel=1,
    ready=0.5,
    grace=0.2,
    reconnect_step=0.01,
    goodbye=0.5,
    ending=3,
)
LIMIT = 20.0
"""Seconds that the worst of them may take on a busy machine."""


class Row(NamedTuple):
    """A fault, and what is seen of it."""

    scenario: dict[str, Any]
    code: int
    words: str
    """A part of what is told."""
    is_said: bool = False
    """Whether the conversation takes place all the same."""


def http(answer="", request="engine", **more):
    return {"faults": [{"request": request, **({"answer": answer} if answer else {}), **more}]}


def live(fault, **more):
    return {"live_faults": [{"fault": fault, **more}]}


TABLE = {
    "400, objects": Row(http("invalid", "mint"), 3, "400"),
    "400, list": Row(http("invalid-list", "mint"), 3, "400"),
    "401": Row(http("unauthorized", "mint"), 4, "Anam refused the key (401"),
    "402": Row(http("no-plan"), 3, "402"),
    "403": Row(http("forbidden", "mint"), 4, "403"),
    "404": Row(http("not-found"), 3, "404"),
    "429, sessions": Row(http("concurrent-limit"), 3, "as many sessions run as the plan allows"),
    "429, money": Row(http("spend-cap"), 3, "429"),
    "429, use": Row(http("usage-limit"), 3, "429"),
    "500": Row(http("server-error", "mint"), 3, "500"),
    "503, JSON": Row(http("busy"), 3, "no engine free"),
    "503, page": Row(http("busy-page"), 3, "503"),
    "503, once": Row(http("busy", times=1), 0, "trying again", is_said=True),
    "expired token": Row(http("expired-token"), 4, "401"),
    "no answer to a start": Row(http(drop=True), 3, "may have"),
    "socket refused": Row(live("refuse"), 3, "refused the signalling socket"),
    "no answer to an offer": Row(live("no-answer"), 3, "answer"),
    "late answer": Row(live("late-answer", delay="200ms"), 0, "ended (everything was said)", is_said=True),
    "no peer": Row(live("no-peer"), 3, "no connection to the engine"),
    "no word of being ready": Row(live("no-ready"), 0, "though the service has not said so", is_said=True),
    "socket lost": Row(live("drop", at="ready", times=1), 0, "signalling lost", is_said=True),
    "socket closed normally": Row(live("drop", code=1000, times=1), 0, "signalling lost", is_said=True),
    "peer lost": Row(live("peer-lost", at="ready", times=1), 0, "peer lost"),
    "channel closed": Row(live("close-channel", at="ready", times=1), 0, "peer lost"),
    "ended by the service": Row(live("end", at="speech", message="No more credit"), 3, "ended (No more credit)"),
    "garbage on the socket": Row(live("garbage"), 0, "cannot be read", is_said=True),
    "garbage on the channel": Row(live("garbage", on="channel"), 0, "cannot be read", is_said=True),
    "unknown on the socket": Row(live("unknown"), 0, "ended (everything was said)", is_said=True),
    "unknown on the channel": Row(live("unknown", on="channel"), 0, "ended (everything was said)", is_said=True),
    "warning": Row(live("warning", message="Careful"), 0, "Anam warns: Careful", is_said=True),
    "silence": Row({"silence": "500ms", "latencies": {**LATENCIES, "reply": "1h"}}, 3, "ended ("),
    "its longest time": Row({"max_length": "500ms", "latencies": {**LATENCIES, "reply": "1h"}}, 3, "ended ("),
}


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Wait for less than usual."""
    monkeypatch.setattr("anamctl.live.script.AFTER_LOSS", 0.5)

    async def no_time(_):
        return None

    monkeypatch.setitem(Session.__init__.__kwdefaults__, "timers", QUICK)
    monkeypatch.setattr("anamctl.cli.anam_service.sleep", no_time)


@pytest.mark.parametrize("name", TABLE)
def test_what_is_seen_of_a_fault(anamctl, serve, name):
    row = TABLE[name]
    server = serve(grace="1h", **row.scenario)
    begun = time.monotonic()
    code, out, err = anamctl("session", "start", "camille", "--lang", "fr", "--say", "Bonjour")

    assert time.monotonic() - begun < LIMIT
    assert code == row.code, err
    assert row.words in err
    assert not row.is_said or "persona  " in out
    assert "Traceback" not in err
    assert "never retrieved" not in err
    assert wait_until(lambda: open_sessions(server) == 0)


@pytest.mark.parametrize("name", TABLE)
def test_a_program_sees_it_too(anamctl, serve, name):
    row = TABLE[name]
    serve(grace="1h", **row.scenario)
    code, out, _ = anamctl("session", "start", "camille", "--lang", "fr", "--say", "Bonjour", "--json")

    last = events(out)[-1]
    assert (code, last["type"], last["exitCode"], last["ok"]) == (row.code, "summary", row.code, not row.code)
    assert bool(last["errors"]) is (row.code != 0 and last["by"] == "error")
