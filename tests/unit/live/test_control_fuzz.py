"""Whatever comes over the control socket, the session goes on, and nothing is done that was not asked for."""

from __future__ import annotations

import asyncio
import json
import os
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anamctl.live import control_messages as messages
from anamctl.live import control_server
from anamctl.live.hosting import Host
from anamctl.live.plan import Plan
from anamctl.live.registry import Entry
from tests.unit.live.fakes import ID, FakeScreen, FakeSession, make_runner

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
UPDATES = st.dictionaries(
    st.sampled_from(["languageCode", "voiceGenerationOptions", "voiceDetectionOptions", "voiceId", "x"]),
    JSON,
    max_size=3,
)
REQUESTS = st.fixed_dictionaries(
    {"version": st.just(1) | JSON, "op": st.sampled_from([one for one in messages.OPS if one != "stop"]) | JSON},
    optional={"data": UPDATES | JSON, "timeout": JSON, "code": JSON, "text": JSON, "secret": JSON, "other": JSON},
)
LINES = st.one_of(
    st.binary(max_size=200),
    REQUESTS.map(lambda found: json.dumps(found).encode() + b"\n"),
    REQUESTS.map(lambda found: json.dumps(found).encode()[:-3]),
)


def asked(lines):
    """Send bytes to a session, each over a connection of its own; give the answers and what was done."""
    session = FakeSession()
    known = Entry(ID, os.getpid(), time.time(), time.time() + 60)

    async def send(entry, line):
        reader, writer = await asyncio.open_unix_connection(entry.socket)
        writer.write(line)
        if writer.can_write_eof():
            writer.write_eof()
        answer = await reader.read()
        writer.close()
        await writer.wait_closed()
        return answer

    async def main():
        hosts = []
        opened = asyncio.Event()

        async def open_(runner):
            hosts.append(Host(runner, known))
            close = await hosts[0].open()
            opened.set()
            return close

        runner = make_runner(session, FakeScreen(ends=False), Plan(stays=True), opened=open_)
        running = asyncio.create_task(runner.run())
        async with asyncio.timeout(20):
            await opened.wait()
            await runner.ready.wait()
            answers = [await send(hosts[0]._entry, line) for line in lines]
            status = await send(hosts[0]._entry, messages.encode({"op": "status"}))
            assert not running.done()
            assert runner.state == "ready"
            runner.end("test", "you")
            summary = await running
        assert messages.result_of(messages.decode(status))["state"] == "ready"
        return answers, summary

    return *asyncio.run(main()), session


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.lists(LINES, max_size=8))
def test_garbage_never_ends_a_session(runtime, lines):
    answers, summary, _ = asked(lines)

    assert (summary.exit_code, summary.reason) == (0, "test")
    for answer in answers:
        for line in answer.splitlines():
            assert isinstance(json.loads(line)["ok"], bool)
            assert b"This is a bug" not in line


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(st.lists(LINES, max_size=6))
def test_without_the_secret_nothing_is_done(runtime, lines):
    done = []

    async def handle(request):
        done.append(request)
        return {}

    async def main():
        server = control_server.ControlServer(handle)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(control_server, "_FAMILY", None)
            entry = await server.open(Entry(ID, os.getpid(), 0.0, 1e12))
        for line in lines:
            reader, writer = await asyncio.open_connection("127.0.0.1", entry.port)
            writer.write(line)
            writer.write_eof()
            await reader.read()
            writer.close()
            await writer.wait_closed()
        await server.close()

    asyncio.run(main())
    assert done == []
