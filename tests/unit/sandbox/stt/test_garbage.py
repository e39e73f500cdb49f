"""Whatever clients send, a service answers as it should or closes; it never breaks and never hangs."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from websockets.exceptions import ConnectionClosed

from tests.unit.sandbox.stt.servers import asr, assemblyai, deepgram, listening, live, whisper

KINDS = (
    "Terminate",
    "ForceEndpoint",
    "UpdateConfiguration",
    "KeepAlive",
    "Finalize",
    "CloseStream",
    "CloseStreams",
    "",
)
NAMES = ("format_turns", "min_turn_silence", "language_codes", "speech_model", "keyterms_prompt", "type")
VALUES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.lists(st.text(max_size=3))
MESSAGES = st.builds(
    lambda kind, fields: json.dumps({"type": kind, **fields}),
    st.sampled_from(KINDS),
    st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=2),
)
SOUND = st.builds(bytes, st.sampled_from([0, 1, 640, 1600, 1601, 3200, 3200, 32000, 64000]))
NOISE = st.binary(min_size=1600, max_size=1700)
FRAMES = st.lists(st.one_of(MESSAGES, SOUND, NOISE, st.text(max_size=20)), max_size=12)
SERVICES = {
    "assemblyai": (assemblyai, listening, json.dumps({"type": "Terminate"})),
    "whisperlivekit": (whisper, asr, b""),
    "deepgram": (deepgram, live, json.dumps({"type": "CloseStream"})),
}


@pytest.mark.parametrize("name", SERVICES)
def test_any_frames_end_in_a_close(name):
    serve, connect, end = SERVICES[name]

    async def talk(running, frames):
        async with connect(running) as client:
            with suppress(ConnectionClosed):
                for frame in frames:
                    await client.socket.send(frame)
                await client.socket.send(end)
            return await client.until_closed(), client.messages

    with serve() as running:

        @settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
        @given(FRAMES)
        def hold(frames):
            (code, _), messages = asyncio.run(talk(running, frames))
            running.wait(lambda: not running.records.last.is_open)
            record = running.records.last
            assert record.bug == ""
            assert code in {1000, 1008, 3006, 3007}
            assert (code == 1000) == (record.error == "")
            if name == "assemblyai" and code != 1000:
                assert messages[-1]["error_code"] == code

        hold()


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("assemblyai", {"sample_rate": "8" * 5000}),
        ("assemblyai", {"keyterms_prompt": "[" * 3000}),
        ("assemblyai", {"format_turns": "\x00\x1b"}),
        ("whisperlivekit", {"mode": "\u202e" * 200}),
        ("whisperlivekit", {"language": "a" * 4000}),
    ],
)
def test_any_parameter_ends_in_a_close(name, query):
    serve, connect, _ = SERVICES[name]

    async def talk(running):
        async with connect(running, **query) as client:
            return await client.until_closed()

    with serve() as running:
        assert asyncio.run(talk(running))[0] in {3006, 4400}


def test_a_rate_that_nobody_has_is_heard_all_the_same():
    async def talk(running):
        async with listening(running, rate=10_000_000) as client:
            await client.socket.send(bytes(1_000_000))
            await client.tell("Terminate")
            return await client.until_closed()

    with assemblyai() as running:
        assert asyncio.run(talk(running))[0] == 1000
