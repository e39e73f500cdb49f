"""Whatever comes on either wire, the session goes on and so does the service."""

from __future__ import annotations

import asyncio
import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anamctl.sandbox.anam.live.peer import Peer, RefusedError
from tests.unit.sandbox.anam.live.clients import connected, run

ACTIONS = ["offer", "icecandidate", "answer", "heartbeat", "talkstream", "agentaudioinput", "warning", "sessionready"]
KINDS = ["persona_config", "speech", "interrupt", "context", "tool_result", "director_note_cue", "remote_rtp_stats"]
FIELDS = [
    "payload",
    "data",
    "content",
    "connectionDescription",
    "sdp",
    "candidate",
    "correlationId",
    "languageCode",
    "cue",
]

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=10,
)
fields = st.dictionaries(st.sampled_from(FIELDS), values, max_size=4)


def signals(actions):
    return st.builds(
        lambda action, payload: json.dumps({"actionType": action, "payload": payload}), actions, values | fields
    )


def messages(kinds):
    return st.builds(lambda kind, more: json.dumps({**more, "message_type": kind}), kinds, fields)


frames = signals(values) | messages(values) | st.text() | st.binary() | values.map(json.dumps)
on_socket = st.lists(signals(st.sampled_from(ACTIONS)) | frames, max_size=8)
on_channel = st.lists(messages(st.sampled_from(KINDS)) | frames, max_size=8)


def examples(strategy, count):
    """
    Draw examples, to be used afterwards.

    The test of an example cannot run inside of hypothesis here: the sandbox serves in another thread and rolls dice of
    its own, which hypothesis takes for those of the test.
    """
    found = []

    @settings(max_examples=count, database=None)
    @given(strategy)
    def draw(example):
        found.append(example)

    draw()
    return found


async def feed(client, socket, channel):
    """Send frames on both wires, and make sure that both are listened to afterwards."""
    for frame in socket:
        await client.socket.send(frame)
    for frame in channel:
        client.channel.send(frame)
    seen = len(client.session.received)
    await client.signal("heartbeat")
    client.send("tool_result")

    def is_through():
        return {"heartbeat", "tool_result"} <= {message.kind for message in client.session.received[seen:]}

    assert await client.until(is_through), f"it listens no more after {socket} and {channel}"
    assert client.session.is_open, f"it has ended after {socket} and {channel}"


def test_no_frame_ends_a_session():
    drawn = examples(
        st.tuples(
            st.lists(signals(st.sampled_from(ACTIONS)), min_size=2, max_size=6),
            st.lists(messages(st.sampled_from(KINDS)), min_size=2, max_size=6),
        ),
        40,
    ) + examples(st.tuples(on_socket, on_channel), 40)

    async def talk(sandbox):
        async with connected(sandbox) as client:
            for socket, channel in drawn:
                await feed(client, socket, channel)
            # After all that it can still be offered a peer, and answers.
            await client.offer()
            await client.wait(lambda: client.channel.readyState == "open", "channel")
            before = len(client.turns())
            client.send("speech", content="Bonjour")
            await client.answered(before + 1)

    run(talk)


OFFER = """v=0
o=- 1 1 IN IP4 0.0.0.0
s=-
t=0 0
a=group:BUNDLE 0 1
m=application 9 UDP/DTLS/SCTP webrtc-datachannel
c=IN IP4 0.0.0.0
a=mid:0
a=sctp-port:5000
a=max-message-size:65536
a=candidate:1 1 udp 2130706431 127.0.0.1 9 typ host
a=end-of-candidates
a=ice-ufrag:abcd
a=ice-pwd:abcdefghijklmnopqrstuv
a=fingerprint:sha-256 00:11
a=setup:actpass
m=audio 9 UDP/TLS/RTP/SAVPF 96
c=IN IP4 0.0.0.0
a=sendrecv
a=mid:1
a=rtcp-mux
a=rtpmap:96 opus/48000/2
a=ice-ufrag:abcd
a=ice-pwd:abcdefghijklmnopqrstuv
a=fingerprint:sha-256 00:11
a=setup:actpass
""".splitlines()


@st.composite
def broken_offers(draw):
    """Take lines out of an offer, swap them, cut them, or put nonsense in their place."""
    lines = list(OFFER)
    for _ in range(draw(st.integers(0, 4))):
        index = draw(st.integers(0, len(lines) - 1))
        how = draw(st.sampled_from(["drop", "cut", "twice", "text", "number"]))
        line = lines[index]
        lines[index : index + 1] = {
            "drop": [],
            "cut": [line[: draw(st.integers(0, len(line)))]],
            "twice": [line, line],
            "text": [line[:2] + draw(st.text(max_size=20))],
            "number": [line.replace("9", draw(st.sampled_from(["-1", "99999999999", "x", ""])))],
        }[how]
        lines = lines or [""]
    return "\r\n".join(lines) + "\r\n"


async def answered(offer):
    """Give the answer to an offer, or None when it was refused."""
    peer = Peer(on_connected=lambda: None, on_channel=lambda _: None, on_sound=lambda _: asyncio.sleep(0))
    try:
        return await asyncio.wait_for(peer.answer(offer), 20)
    except RefusedError:
        return None
    finally:
        await peer.close()


def test_the_offer_that_is_broken_below_is_a_good_one():
    answer = asyncio.run(answered("\r\n".join(OFFER) + "\r\n"))

    assert [line.split()[0] for line in answer.splitlines() if line.startswith("m=")] == ["m=application", "m=audio"]


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(broken_offers())
def test_a_broken_offer_is_answered_or_refused(offer):
    answer = asyncio.run(answered(offer))

    assert answer is None or answer.startswith("v=0")
