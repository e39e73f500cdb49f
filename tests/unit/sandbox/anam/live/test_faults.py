"""What a scenario lets go wrong in a session."""

from __future__ import annotations

import asyncio

import pytest
from websockets.exceptions import InvalidStatus

from tests.unit.sandbox.anam.live.clients import connected, run, started


def going_wrong(fault, talk, *, more=(), **scenario):
    return run(talk, live_faults=[fault, *more], **scenario)


async def closed(client):
    await client.wait(lambda: any("closed" in signal for signal in client.signals), "close")
    return next(signal["closed"] for signal in client.signals if "closed" in signal)


@pytest.mark.parametrize(("code", "seen"), [(None, 1006), (1000, 1000), (1011, 1011), (4001, 4001)])
def test_a_socket_drops_with_and_without_a_code_and_the_session_waits_for_it(code, seen):
    async def talk(sandbox):
        async with connected(sandbox) as client:
            found = await closed(client)
            is_open = client.session.is_open
            await client.open_socket()
            client.send("speech", content="Bonjour")
            await client.answered()
            return found, is_open

    assert going_wrong({"fault": "drop", "code": code, "times": 1, "delay": 0.05}, talk) == (seen, True)


def test_an_end_comes_with_its_reason():
    async def talk(sandbox):
        async with connected(sandbox) as client:
            client.send("speech", content="Bonjour")
            return await closed(client), client.of("endsession"), await client.ended()

    fault = {"fault": "end", "at": "speech", "message": "Out of engines"}
    assert going_wrong(fault, talk) == (1000, ["Out of engines"], "service")


def test_an_answer_comes_late():
    async def talk(sandbox):
        loop = asyncio.get_running_loop()
        began = loop.time()
        async with connected(sandbox):
            return loop.time() - began

    assert going_wrong({"fault": "late-answer", "delay": 0.5}, talk) >= 0.5


def test_an_answer_never_comes_and_the_next_one_does():
    async def talk(sandbox):
        async with started(sandbox) as client:
            await client.open_socket()
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(client.offer(), 0.5)
            await client.offer()
            await client.ready()
            return len(client.of("answer"))

    assert going_wrong({"fault": "no-answer", "times": 1}, talk) == 1


def test_a_peer_never_connects_although_it_answers():
    async def talk(sandbox):
        async with started(sandbox) as client:
            await client.open_socket()
            await client.offer()
            await asyncio.sleep(0.5)
            return client.peer.connectionState, client.of("sessionready"), client.session.state

    state, ready, session = going_wrong({"fault": "no-peer"}, talk)

    assert state != "connected"
    assert (ready, session) == ([], "waiting")


def test_it_is_never_ready():
    async def talk(sandbox):
        async with started(sandbox) as client:
            await client.open_socket()
            await client.offer()
            await client.wait(lambda: {"opened": None} in client.messages, "channel")
            await client.signal("heartbeat")
            assert await client.until(lambda: "heartbeat" in client.session.kinds("signalling"))
            return client.of("sessionready")

    assert going_wrong({"fault": "no-ready"}, talk) == []


def test_a_refused_start_is_answered_with_a_status():
    async def talk(sandbox):
        async with started(sandbox) as client:
            with pytest.raises(InvalidStatus) as refused:
                await client.open_socket()
            await client.open_socket()
            return refused.value.response.status_code, client.session.is_open

    assert going_wrong({"fault": "refuse", "status": 503, "times": 1}, talk) == (503, True)


def test_a_refused_return_leaves_the_first_socket_alone():
    async def talk(sandbox):
        async with connected(sandbox) as client:
            with pytest.raises(InvalidStatus) as refused:
                await client.open_socket()
            client.update(languageCode="xx")
            await client.wait(lambda: bool(client.of("warning")), "warning")
            return refused.value.response.status_code

    assert going_wrong({"fault": "refuse", "at": "reopen"}, talk) == 403


def test_the_peer_breaks_off_and_a_new_one_is_taken():
    async def talk(sandbox):
        async with connected(sandbox) as client:
            client.send("speech", content="Bonjour")
            await client.wait(lambda: {"closed": None} in client.messages, "lost channel")
            assert client.session.is_open
            await client.offer()
            await client.wait(lambda: len(client.of("sessionready")) == 2, "second sessionready")

    going_wrong({"fault": "peer-lost", "at": "speech", "times": 1}, talk)


def test_the_channel_closes():
    async def talk(sandbox):
        async with connected(sandbox) as client:
            await client.wait(lambda: {"closed": None} in client.messages, "lost channel")
            return client.session.is_open

    assert going_wrong({"fault": "close-channel", "delay": 0.1}, talk) is True


def test_garbage_and_unknown_messages_come_on_both_wires():
    faults = [
        {"fault": "garbage"},
        {"fault": "garbage", "on": "channel", "message": "<html>"},
        {"fault": "unknown", "message": "somethingNew"},
        {"fault": "unknown", "on": "channel"},
        {"fault": "warning", "message": "Careful"},
    ]

    async def talk(sandbox):
        async with connected(sandbox) as client:
            await client.wait(lambda: bool(client.of("warning")), "warning")
            await client.wait(lambda: bool(client.told("somethingUnknown")) or len(client.messages) > 2, "message")
            return client

    client = going_wrong(faults[0], talk, more=faults[1:])

    assert {"garbage": "{garbage"} in client.signals
    assert {"garbage": "<html>"} in client.messages
    assert client.of("somethingNew") == [""]
    assert client.told("somethingUnknown") == [{}]
    assert client.of("warning") == ["Careful"]


MOMENTS = (
    "open",
    "offer",
    "connected",
    "channel",
    "ready",
    "speech",
    "reply",
    "interrupt",
    "context",
    "update",
    "heartbeat",
)


@pytest.mark.parametrize("moment", MOMENTS)
def test_every_moment_comes(moment):
    async def talk(sandbox):
        async with connected(sandbox) as client:
            client.send("context", content="x")
            client.update(languageCode="es")
            client.send("speech", content="Hola")
            await client.answered()
            client.send("interrupt")
            await client.signal("heartbeat")
            await client.wait(lambda: bool(client.of("warning")), "warning")
            return client.of("warning")

    assert going_wrong({"fault": "warning", "at": moment, "message": moment, "times": 1}, talk) == [moment]


def test_a_reply_can_be_cut_in_its_middle():
    async def talk(sandbox):
        async with connected(sandbox) as client:
            client.send("speech", content="Bonjour")
            await client.ended()
            return "".join(piece["content"] for piece in client.told("speechText"))

    said = going_wrong({"fault": "end", "at": "reply"}, talk, latencies={"word": 0.01})

    assert "Bien sûr, un instant.".startswith(said)
    assert said not in {"", "Bien sûr, un instant."}


def test_faults_wait_for_their_turn():
    async def talk(sandbox):
        async with connected(sandbox) as client:
            for turn in range(3):
                client.send("speech", content="Bonjour")
                await client.answered(turn + 1)
            return len(client.of("warning"))

    assert going_wrong({"fault": "warning", "at": "speech", "after": 1, "times": 1}, talk) == 1


def test_a_scenario_can_let_the_service_send_heartbeats():
    async def talk(sandbox):
        async with connected(sandbox) as client:
            await client.signal("heartbeat")
            await client.wait(lambda: bool(client.of("heartbeat")), "heartbeat")
            return client.of("heartbeat")

    assert going_wrong({"fault": "unknown", "at": "heartbeat", "message": "heartbeat"}, talk) == [""]
