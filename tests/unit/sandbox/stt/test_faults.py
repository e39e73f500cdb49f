"""When faults happen, and when they do not."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from anamctl.sandbox.stt.ears import Listening
from tests.unit.sandbox.stt.servers import LIMIT, asr, assemblyai, deepgram, listening, live, whisper

STRANGE = {"type": "Strange"}


def run(talk, *faults, **scenario):
    async def hold(running):
        async with listening(running) as client:
            await talk(client)
        return client

    with assemblyai(faults=faults, **scenario) as running:
        return asyncio.run(hold(running))


async def end(client):
    await client.tell("Terminate")
    await client.until_closed()


def kinds(client):
    return [message["type"] for message in client.messages]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ({"at": "open"}, ["Strange", "Begin", "Turn", "Termination"]),
        ({"at": "begin"}, ["Begin", "Strange", "Turn", "Termination"]),
        ({}, ["Begin", "Strange", "Turn", "Termination"]),
        ({"at": "end"}, ["Begin", "Strange", "Turn", "Termination"]),
        ({"at": "ended"}, ["Begin", "Turn", "Termination", "Strange"]),
        ({"at": "sound", "sound": "100ms"}, ["Begin", "Turn", "Termination"]),
    ],
)
def test_what_is_sent_comes_at_its_moment(moment, expected):
    async def talk(client):
        await client.wait(lambda: client.of("Begin"))
        await end(client)

    assert kinds(run(talk, {"fault": "send", "send": [STRANGE], **moment})) == expected


@pytest.mark.parametrize(("moment", "index"), [("partial", 0), ("final", -2)])
def test_partials_and_finals_are_moments(moment, index):
    async def talk(client):
        await client.say("fr-table", 1500)
        await end(client)

    client = run(talk, {"fault": "send", "send": [STRANGE], "at": moment, "times": 1})
    before = client.messages[client.messages.index(STRANGE) - 1]

    assert before == client.of("Turn")[index]
    assert before["end_of_turn"] == (moment == "final")


def test_a_time_of_the_sound_comes_once_in_a_session():
    async def talk(client):
        await client.say(3000)
        await end(client)

    client = run(talk, {"fault": "send", "send": [STRANGE], "at": "sound", "sound": "1s"})

    assert client.messages.count(STRANGE) == 1


def test_a_fault_may_be_late_and_never_come_when_the_session_is_over():
    async def talk(client):
        await client.wait(lambda: client.of("Begin"))
        begun = time.monotonic()
        await client.until_closed()
        waited.append(time.monotonic() - begun)

    waited: list[float] = []
    client = run(
        talk,
        {"fault": "error", "delay": "200ms"},
        {"fault": "send", "send": [STRANGE], "delay": "1h"},
    )

    assert waited[0] > 0.15
    assert kinds(client) == ["Begin", "Error"]


def test_whoever_is_mute_sends_everything_at_once_afterwards():
    async def talk(client):
        await client.wait(lambda: client.of("Begin"))
        await client.say("fr-table", 1000)
        await client.wait(lambda: client.finals)
        times.append(time.monotonic() - begun)
        await end(client)

    begun, times = time.monotonic(), list[float]()
    client = run(talk, {"fault": "mute", "at": "begin", "lasts": "400ms"})

    assert times[0] >= 0.4
    assert len(client.partials) > 3


def test_whoever_is_mute_can_still_be_cut():
    async def talk(client):
        with suppress(ConnectionClosed):
            await client.say(2000)
        await client.until_closed()

    client = run(talk, {"fault": "mute", "at": "open"}, {"fault": "drop", "at": "sound", "sound": "500ms"})

    assert client.messages == []
    assert client.closed[0] == 1006


def test_whoever_was_deaf_hears_everything_afterwards():
    async def talk(client):
        await client.wait(lambda: client.of("Begin"))
        begun = time.monotonic()
        await client.say("fr-table", 1000)
        await end(client)
        times.append(time.monotonic() - begun)

    times: list[float] = []
    client = run(talk, {"fault": "deaf", "at": "begin", "lasts": "300ms"})

    assert times[0] >= 0.25
    assert client.finals[0]["transcript"].startswith("une table")


def test_numbers_of_times_count_over_sessions():
    async def talk(running):
        seen = []
        for _ in range(4):
            async with listening(running) as client:
                await client.wait(lambda client=client: client.of("Begin"))
                await end(client)
                seen.append(STRANGE in client.messages)
        return seen

    with assemblyai(faults=[{"fault": "send", "send": [STRANGE], "after": 1, "times": 2}]) as running:
        assert asyncio.run(talk(running)) == [False, True, True, False]


@pytest.mark.parametrize(
    ("serve", "open_", "last"),
    [(whisper, asr, "ready_to_stop"), (deepgram, live, "Metadata"), (assemblyai, listening, "Termination")],
)
def test_the_last_message_may_not_be_followed_by_a_close(serve, open_, last):
    async def talk(running):
        async with open_(running) as client:
            kind = {"Metadata": "CloseStream", "Termination": "Terminate"}.get(last)
            await (client.tell(kind) if kind else client.socket.send(b""))
            await client.wait(lambda: client.of(last))
            await asyncio.wait_for(await client.socket.ping(), LIMIT)
            return client.closed

    with serve(faults=[{"fault": "no-close"}]) as running:
        assert asyncio.run(talk(running)) is None
        running.wait(lambda: not running.records.last.is_open)
        assert running.records.last.ended_by == "client"


@pytest.mark.parametrize(("serve", "open_"), [(whisper, asr), (deepgram, live), (assemblyai, listening)])
@pytest.mark.parametrize("status", [401, 429, 499, 503])
def test_a_proxy_can_refuse_with_any_status(serve, open_, status):
    async def talk(running):
        async with open_(running):
            pass

    with serve(faults=[{"fault": "refuse", "status": status, "delay": "10ms"}]) as running:
        with pytest.raises(InvalidStatus) as refused:
            asyncio.run(talk(running))
        assert running.service.journal.exchanges[0].status == status

    assert refused.value.response.status_code == status


def test_the_old_socket_is_gone():
    async def talk(running):
        async with connect(running.url.replace("http", "ws", 1) + "/v2/realtime/ws", proxy=None):
            pass

    with assemblyai() as running, pytest.raises(InvalidStatus) as refused:
        asyncio.run(talk(running))

    assert refused.value.response.status_code == 410


def test_a_bug_of_the_sandbox_leaves_nobody_waiting(monkeypatch):
    async def broken(*_):
        raise ZeroDivisionError("oh")

    async def talk(running):
        async with listening(running) as client:
            await client.say(100)
            return await client.until_closed()

    monkeypatch.setattr(Listening, "feed", broken)
    with assemblyai() as running:
        closed = asyncio.run(talk(running))
        record = running.records.last
        assert record.bug == "ZeroDivisionError: oh"
        record.bug = ""

    assert closed[0] == 1006


def test_lateness_by_chance_is_the_same_in_every_run():
    async def talk(client):
        begun = time.monotonic()
        await client.wait(lambda: client.of("Begin"))
        times.append(time.monotonic() - begun)

    times: list[float] = []
    for _ in range(2):
        run(talk, latencies={"begin": 0, "jitter": "300ms"})

    assert min(times) > 0.24
