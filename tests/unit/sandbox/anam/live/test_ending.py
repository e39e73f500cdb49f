"""How a session ends, and when its slot is free again."""

from __future__ import annotations

import asyncio
import gc
import weakref

import pytest
from aiortc import RTCPeerConnection

from anamctl.sandbox.anam.live.session import LiveSession
from tests.unit.sandbox.anam.live.clients import connected, run
from tests.unit.sandbox.servers import anam


def test_an_end_by_the_client_closes_the_socket_and_frees_the_slot():
    async def talk(sandbox):
        async with connected(sandbox) as client:
            await client.signal("endsession", {})
            by = await client.ended()
            await client.wait(lambda: {"closed": 1000} in client.signals, "close")
            return by, client.of("endsession"), sandbox.sessions.active()

    assert run(talk) == ("client", [], [])


def test_a_plain_close_ends_it_after_the_grace_and_not_before():
    async def talk(sandbox):
        async with connected(sandbox) as client:
            await client.socket.close()
            open_still = client.session.is_open
            return open_still, await client.ended(), sandbox.sessions.active()

    assert run(talk, grace=0.3) == (True, "closed", [])


def test_a_socket_that_comes_back_within_the_grace_keeps_it():
    async def talk(sandbox):
        async with connected(sandbox) as client:
            await client.socket.close()
            await client.open_socket()
            client.send("speech", content="Bonjour")
            await client.answered()
            return client.session.is_open

    assert run(talk, grace=1) is True


@pytest.mark.parametrize(
    ("scenario", "persona", "by", "reason"),
    [
        ({"max_length": 0.5}, {}, "length", "Maximum session length reached"),
        ({}, {"maxSessionLengthSeconds": 1}, "length", "Maximum session length reached"),
        ({"silence": 0.3}, {}, "silence", "Session ended due to user silence"),
        (
            {},
            {"voiceDetectionOptions": {"silenceBeforeSessionEndSeconds": 0.3}},
            "silence",
            "Session ended due to user silence",
        ),
    ],
)
def test_the_service_ends_it_and_says_why(scenario, persona, by, reason):
    async def talk(sandbox):
        async with connected(sandbox, **persona) as client:
            await client.wait(lambda: {"closed": 1000} in client.signals, "close")
            return client.session.ended_by, client.of("endsession")

    assert run(talk, **scenario) == (by, [reason])


def test_text_breaks_the_silence():
    async def talk(sandbox):
        async with connected(sandbox) as client:
            loop = asyncio.get_running_loop()
            began = loop.time()
            for turn in range(3):
                client.send("speech", content="Bonjour")
                await client.answered(turn + 1)
            await client.ended()
            return loop.time() - began

    assert run(talk, silence=0.5, latencies={"reply": 0.3}) > 1.0


def test_a_persona_speaks_first_after_a_silence():
    async def talk(sandbox):
        async with connected(sandbox, voiceDetectionOptions={"silenceBeforeSkipTurnSeconds": 0.1}) as client:
            return await client.answered()

    assert run(talk) == "Bien sûr, un instant."


def test_a_stop_over_rest_ends_it():
    async def talk(sandbox):
        async with connected(sandbox) as client:
            await asyncio.to_thread(sandbox.client.post, f"/v1/sessions/{client.id}/stop")
            await client.wait(lambda: bool(client.of("endsession")), "endsession")
            return await client.ended()

    assert run(talk) == "stop"


def test_the_service_can_stop_in_the_middle_of_it():
    with anam() as sandbox:

        async def talk():
            async with connected(sandbox) as client:
                client.send("speech", content="Bonjour")
                await asyncio.to_thread(sandbox.service.stop)
                await client.wait(lambda: any("closed" in signal for signal in client.signals), "close")

        asyncio.run(talk())


@pytest.fixture
def made(monkeypatch):
    """Give what was made in this test and is still there; other tests may have left something, too."""
    alive: weakref.WeakSet[object] = weakref.WeakSet()
    for kind in (LiveSession, RTCPeerConnection):
        begin = kind.__init__

        def noted(self, *arguments, begin=begin, **more):
            alive.add(self)
            begin(self, *arguments, **more)

        monkeypatch.setattr(kind, "__init__", noted)
    return alive


async def said_and_ended(sandbox):
    async with connected(sandbox) as client:
        client.send("speech", content="Bonjour")
        await client.answered()
        await client.signal("endsession", {})
        await client.wait(lambda: {"closed": 1000} in client.signals, "close")


def test_nothing_of_an_ended_session_stays_but_what_is_known_of_it(made):
    async def talk(sandbox):
        for _ in range(2):
            await said_and_ended(sandbox)
        assert made
        for _ in range(20):
            gc.collect()
            if not made:
                break
            await asyncio.sleep(0.1)
        return len(made), [session.ended_by for session in sandbox.sessions.all()]

    assert run(talk) == (0, ["client", "client"])


def test_a_text_over_rest_is_spoken_only_while_somebody_can():
    async def talk(sandbox):
        async with connected(sandbox) as client:
            path = f"/v1/webrtc/engines/sandbox/talk?session_id={client.id}"
            await asyncio.to_thread(sandbox.client.post, path, json={"content": "Par HTTP."})
            said = await client.answered()
            await client.signal("endsession", {})
            await client.ended()
            return said, client.session.on_talk

    assert run(talk) == ("Par HTTP.", None)
