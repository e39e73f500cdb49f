"""How a session is connected: sockets, offers, answers, candidates, and all of it again."""

from __future__ import annotations

import pytest
from websockets.exceptions import InvalidStatus

from tests.unit.sandbox.anam.live.clients import ALL, connected, run, started
from tests.unit.sandbox.servers import NOBODY


def test_the_answer_has_the_lines_of_the_offer_in_their_order_and_is_flat():
    async def talk(sandbox):
        async with connected(sandbox) as client:
            (answer,) = client.of("answer")
            return client, answer

    client, answer = run(talk)

    assert set(answer) == {"type", "sdp"}
    assert [line.split()[0] for line in answer["sdp"].splitlines() if line.startswith("m=")] == [
        "m=video",
        "m=audio",
        "m=application",
    ]
    assert sorted(client.tracks) == ["audio", "video"]
    assert [signal["sessionId"] for signal in client.signals[:2]] == [client.id, client.id]


@pytest.mark.parametrize("lines", [("channel",), ("audio", "channel"), ("video", "channel"), ALL])
def test_fewer_lines_will_do(lines):
    async def talk(sandbox):
        async with connected(sandbox, lines) as client:
            client.send("speech", content="Bonjour")
            return await client.answered(), client.tracks

    reply, tracks = run(talk)

    assert reply == "Bien sûr, un instant."
    assert sorted(tracks) == sorted(set(lines) - {"channel"})


def test_an_offer_without_a_data_channel_is_ready_when_it_is_connected():
    async def talk(sandbox):
        async with connected(sandbox, ("video", "audio")) as client:
            return client.session.state

    assert run(talk) == "live"


def test_it_works_where_there_is_only_loopback(monkeypatch):
    # The client, which asks first, finds loopback; the sandbox finds nothing, as aioice does on such a machine.
    found = iter([["127.0.0.1"], []])
    monkeypatch.setattr("aioice.ice.get_host_addresses", lambda use_ipv4, use_ipv6: next(found))

    async def talk(sandbox):
        async with connected(sandbox, ("channel",)) as client:
            (answer,) = client.of("answer")
            return [line.split()[4] for line in answer["sdp"].splitlines() if line.startswith("a=candidate")]

    assert run(talk) == ["127.0.0.1"]
    assert list(found) == []


def test_the_clock_of_a_session_runs_from_its_stream():
    async def talk(sandbox):
        async with started(sandbox) as client:
            await client.open_socket()
            before = client.session.state
            await client.offer()
            await client.ready()
            return before, client.session.state

    assert run(talk) == ("waiting", "live")


@pytest.mark.parametrize("query", ["", "?session_id=", f"?session_id={NOBODY}"])
def test_a_socket_of_nobody_is_not_let_in(query):
    async def talk(sandbox):
        async with started(sandbox) as client:
            client.url = client.url.partition("?")[0] + query
            with pytest.raises(InvalidStatus) as refused:
                await client.open_socket()
            return refused.value.response.status_code

    assert run(talk) == 404


def test_a_session_that_has_ended_lets_nobody_in():
    async def talk(sandbox):
        async with connected(sandbox) as client:
            await client.signal("endsession", {})
            await client.ended()
            with pytest.raises(InvalidStatus):
                await client.open_socket()

    run(talk)


def test_heartbeats_sound_and_unknown_actions_are_taken_without_a_word():
    async def talk(sandbox):
        async with connected(sandbox) as client:
            for action in ("heartbeat", "agentaudioinput", "agentaudioinputend", "somethingNew"):
                await client.signal(action, {"audioData": "AAAA"})
            assert await client.until(lambda: "somethingnew" in client.session.kinds("signalling"))
            return [signal["actionType"] for signal in client.signals], client.session.received

    signals, received = run(talk)

    assert signals == ["answer", "sessionready"]
    assert [message.data for message in received if message.kind == "agentaudioinput"] == [None]


def test_candidates_that_come_later_are_taken_and_nonsense_is_not():
    async def talk(sandbox):
        async with connected(sandbox) as client:
            mdns = "candidate:1 1 udp 2122260223 4f5e8f2c-0000-4000-8000-000000000000.local 50000 typ host"
            good = "candidate:1 1 udp 2122260223 127.0.0.1 50000 typ host"
            candidates = (
                good,
                mdns,
                "candidate:1 1 tcp 1 127.0.0.1 9 typ host tcptype active",
                "",
                "x",
                None,
                "candidate:1 1",
            )
            for candidate in candidates:
                await client.signal("icecandidate", {"candidate": candidate, "sdpMid": "0", "sdpMLineIndex": 0})
            nonsense: list = [None, "", [], {}, {"candidate": good}]
            for payload in nonsense:
                await client.signal("icecandidate", payload)
            client.send("speech", content="Bonjour")
            return await client.answered()

    assert run(talk) == "Bien sûr, un instant."


@pytest.mark.parametrize(
    "payload",
    [
        None,
        "",
        [],
        {},
        {"connectionDescription": None},
        {"connectionDescription": {"type": "offer"}},
        {"connectionDescription": {"type": "offer", "sdp": 1}},
        {"connectionDescription": {"type": "offer", "sdp": ""}},
        {"connectionDescription": {"type": "offer", "sdp": "nonsense"}},
        {"connectionDescription": {"type": "offer", "sdp": "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\n"}},
        {"connectionDescription": {"type": "offer", "sdp": "v=0\r\nm=video 9\r\na=mid:0\r\n"}},
    ],
)
def test_an_offer_that_is_none_does_not_keep_the_next_one_from_being_answered(payload):
    async def talk(sandbox):
        async with started(sandbox) as client:
            await client.open_socket()
            await client.signal("offer", payload)
            await client.offer()
            await client.ready()

    run(talk)


# ---- again -----------------------------------------------------------------------------------------------------------


def test_a_second_socket_takes_over_and_the_peer_stays():
    async def talk(sandbox):
        async with connected(sandbox, greeting=None) as client:
            first = client.socket
            await client.open_socket()
            await first.close()
            client.update(languageCode="xx")
            await client.wait(lambda: bool(client.of("warning")), "warning")
            return client.session.sockets, client.session.is_open

    assert run(talk, grace=0.2) == (2, True)


def test_the_older_socket_serves_when_the_newer_one_is_gone():
    async def talk(sandbox):
        async with connected(sandbox) as client:
            first = client.socket
            await client.open_socket()
            await client.socket.close()
            client.socket = first
            client.update(languageCode="xx")
            await client.wait(lambda: bool(client.of("warning")), "warning")

    run(talk)


def test_a_new_peer_replaces_the_old_one_and_is_not_greeted_again():
    async def talk(sandbox):
        async with connected(sandbox, skipGreeting=False) as client:
            await client.answered()
            await client.offer()
            await client.wait(lambda: len(client.of("sessionready")) == 2, "second sessionready")
            await client.wait(lambda: client.channel.readyState == "open", "channel")
            client.send("speech", content="Encore")
            await client.answered(2)
            return client.turns()

    assert run(talk) == ["Bonsoir\u202f! Comment puis-je vous aider\u202f?", "Bien sûr, un instant."]
