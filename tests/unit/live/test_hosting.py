"""A running session that is asked from another terminal: runner, host, socket and client together."""

from __future__ import annotations

import asyncio
import os
import time

import pytest

from anamctl.errors import ServiceError, UsageError
from anamctl.live import registry
from anamctl.live.control_client import Control
from anamctl.live.hosting import Host
from anamctl.live.plan import Plan
from anamctl.live.registry import Entry
from tests.unit.live.fakes import ID, FakeScreen, FakeSession, make_runner


def asked(session, ask, *, screen=None, is_ready=True):
    """Run a session, ask it in a thread, end it, and give what came back and the summary."""
    known = Entry(ID, os.getpid(), time.time(), time.time() + 60, "Camille", "fr", "the sandbox")
    opened = asyncio.Event()

    async def open_(runner):
        close = await Host(runner, known).open()
        opened.set()
        return close

    def in_thread():
        with Control(registry.choose("", registry.entries())) as control:
            return ask(control)

    async def main():
        runner = make_runner(session, screen or FakeScreen(ends=False), Plan(stays=True), opened=open_)
        running = asyncio.create_task(runner.run())
        async with asyncio.timeout(4):
            await opened.wait()
            if is_ready:
                await runner.ready.wait()
            try:
                found = await asyncio.to_thread(in_thread)
            finally:
                runner.end("test", "you")
                summary = await running
        return found, summary

    return asyncio.run(main())


def test_a_running_session_says_how_it_is(runtime):
    found, _ = asked(FakeSession(), lambda control: control.ask("status"))

    assert found["id"] == ID
    assert (found["name"], found["language"], found["state"]) == ("Camille", "fr", "ready")
    assert 0 < found["endsIn"] <= 180
    assert registry.entries() == []


def test_texts_arrive(runtime):
    session = FakeSession()

    def ask(control):
        control.ask("say", text="Bonjour")
        control.ask("context", text="Il a payé.")
        control.ask("interrupt")

    asked(session, ask)
    assert session.calls[:3] == [("say", "Bonjour"), ("context", "Il a payé."), ("interrupt",)]


def test_an_update_is_carried_out_and_shown_where_the_session_runs(runtime):
    session, screen = FakeSession(), FakeScreen(ends=False)
    found, summary = asked(
        session, lambda control: control.ask("update", data={"languageCode": "es"}, timeout=1.5), screen=screen
    )

    assert session.called("update") == [({"languageCode": "es"}, 1.5)]
    assert (found["update"]["outcome"], found["refused"]) == ("applied", False)
    assert found["update"]["fields"] == [{"path": "languageCode", "before": None, "after": "es"}]
    assert screen.languages == ["es"]
    assert summary.applied == 1


def test_an_update_that_the_rules_refuse_is_not_sent(runtime):
    session = FakeSession()
    data = {"voiceGenerationOptions": {"speed": 9}}
    found, _ = asked(session, lambda control: control.ask("update", data=data))

    assert session.called("update") == []
    assert (found["update"]["outcome"], found["refused"]) == ("not_sent", True)


def test_a_language_may_bring_more(runtime):
    session = FakeSession()
    asked(session, lambda control: control.ask("language", code="it", data={"voiceGenerationOptions": {"speed": 1.1}}))

    assert session.called("update")[0][0] == {"languageCode": "it", "voiceGenerationOptions": {"speed": 1.1}}


def test_what_runs_can_be_asked_for(runtime):
    def ask(control):
        control.ask("update", data={"languageCode": "es"})
        return control.ask("config")["body"]["personaConfig"]

    found, _ = asked(FakeSession(), ask)
    assert found["languageCode"] == "es"


def test_stopping_waits_for_the_end(runtime):
    session = FakeSession()
    found, summary = asked(session, lambda control: control.ask("stop"))

    assert found["closed"]["billed"] == 8.5
    assert summary.reason == "`anamctl session stop`"


@pytest.mark.parametrize("op", ["say", "update", "interrupt"])
def test_a_session_that_is_not_ready_says_so(runtime, op):
    session = FakeSession()
    session.gets_ready = False

    def ask(control):
        assert control.ask("status")["state"] == "starting"
        with pytest.raises(ServiceError, match="is starting"):
            control.ask(op, text="x", data={"languageCode": "es"})

    asked(session, ask, is_ready=False)
    assert session.called(op) == []


@pytest.mark.parametrize(
    ("op", "fields"),
    [
        ("say", {}),
        ("say", {"text": "  "}),
        ("say", {"text": 3}),
        ("update", {}),
        ("update", {"data": []}),
        ("update", {"data": {"languageCode": "es"}, "timeout": "soon"}),
        ("update", {"data": {"languageCode": "es"}, "timeout": -1}),
        ("update", {"data": {"languageCode": "es"}, "timeout": True}),
        ("language", {}),
        ("language", {"code": []}),
    ],
)
def test_requests_without_sense_are_refused(runtime, op, fields):
    session = FakeSession()

    def ask(control):
        with pytest.raises(UsageError):
            control.ask(op, **fields)

    asked(session, ask)
    assert [call[0] for call in session.calls] == ["stop"]


def test_a_session_that_nobody_can_reach_goes_on(runtime):
    runtime.symlink_to("/nonexistent")
    session, screen = FakeSession(), FakeScreen(ends=False)

    async def main():
        async def open_(runner):
            return await Host(runner, Entry(ID, os.getpid(), 0.0, 1e12)).open()

        runner = make_runner(session, screen, Plan(stays=True), opened=open_)
        running = asyncio.create_task(runner.run())
        async with asyncio.timeout(4):
            await runner.ready.wait()
            runner.end("test", "you")
            return await running

    assert asyncio.run(main()).exit_code == 0
    assert screen.notes[0].startswith("other terminals cannot reach this session: ")
