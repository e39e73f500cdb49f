"""Sessions of AssemblyAI from the first message to the close."""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from contextlib import ExitStack

import numpy as np
import pytest

from anamctl.sandbox.speech import clips
from tests.unit.sandbox.stt.servers import assemblyai, listening


def run(talk, *, scenario=None, **query):
    """Hold a session with a new service, and give the client and the record."""

    async def hold(running):
        async with listening(running, **query) as client:
            await talk(client)
        return client

    with assemblyai(**(scenario or {})) as running:
        client = asyncio.run(hold(running))
        running.wait(lambda: not running.records.last.is_open)
        return client, running.records.last


def spoken(*parts, then=1500):
    async def talk(client):
        await client.say(*parts, then)
        await client.tell("Terminate")
        await client.until_closed()

    return talk


def test_a_session_begins_tells_what_it_hears_and_ends_in_order():
    client, record = run(spoken("fr-table"), language_detection="true", format_turns="true")
    begin, *turns, termination = client.messages

    assert begin["type"] == "Begin"
    assert uuid.UUID(begin["id"]) == uuid.UUID(record.id)
    assert isinstance(begin["expires_at"], int)
    assert begin["expires_at"] == pytest.approx(time.time() + 10800, abs=60)
    assert begin["configuration"]["model"] == "universal-streaming-multilingual"
    assert {turn["type"] for turn in turns} == {"Turn"}
    assert client.finals[0]["transcript"] == clips.named("fr-table").text
    assert termination == {"type": "Termination", "audio_duration_seconds": 3, "session_duration_seconds": 0}
    assert client.closed == (1000, "Session Ended")
    assert (record.ended_by, record.close_code, record.asked_to_end, record.error) == ("client", 1000, True, "")


def test_the_language_and_its_confidence_come_from_the_sound():
    client, _ = run(spoken("fr-table", 700, "de-hours"), language_detection="true")

    assert [(turn["turn_order"], turn["language_code"]) for turn in client.finals[:2]] == [(0, "fr"), (1, "de")]
    assert all(turn["language_confidence"] > 0.9 for turn in client.finals[:2])


@pytest.mark.parametrize("rate", [8000, 11025, 16000, 32000, 44100, 48000, 96000])
def test_any_rate_is_understood(rate):
    client, _ = run(spoken("es-table"), rate=rate, format_turns="true")

    assert client.finals[0]["transcript"] == clips.named("es-table").text


def test_mulaw_is_understood():
    clip = clips.named("de-hours")

    async def talk(client):
        sound = mulaw(clips.pcm(clip, 8000)) + b"\xff" * 8000
        for begin in range(0, len(sound) - 799, 800):
            await client.socket.send(sound[begin : begin + 800])
        await client.tell("Terminate")
        await client.until_closed()

    client, record = run(talk, rate=8000, encoding="pcm_mulaw", format_turns="true")

    assert client.finals[0]["transcript"] == clip.text
    assert (record.shortest_ms, record.longest_ms) == (100.0, 100.0)


def mulaw(pcm):
    """Encode as ITU-T G.711 has it."""
    samples = np.frombuffer(pcm, "<i2").astype(int)
    size = np.minimum(np.abs(samples), 32635) + 132
    exponent = np.floor(np.log2(size)).astype(int) - 7
    mantissa = (size >> (exponent + 3)) & 0x0F
    return (~((samples < 0) * 0x80 | exponent << 4 | mantissa) & 0xFF).astype(np.uint8).tobytes()


def test_every_parameter_is_remembered_also_one_that_nobody_knows():
    async def talk(client):
        await client.wait(lambda: client.of("Begin"))
        await client.tell("UpdateConfiguration", format_turns=True, nobody="knows")
        await client.tell("KeepAlive")
        await client.tell("Terminate")
        await client.until_closed()

    client, record = run(talk, min_turn_silence=300, mispelt="true", language_detection="True")

    assert record.query["mispelt"] == "true"
    assert record.settings["language_detection"] is True
    assert (record.settings["min_turn_silence"], record.settings["format_turns"]) == (300, True)
    assert record.kinds == ["UpdateConfiguration", "KeepAlive", "Terminate"]
    assert "authorization" in record.headers
    assert client.closed == (1000, "Session Ended")


def test_settings_that_are_changed_count_from_then_on():
    async def talk(client):
        await client.say("fr-table", 700, "de-hours", 1500)
        await client.tell("UpdateConfiguration", min_turn_silence=2000, max_turn_silence=3000, format_turns=True)
        await client.say("fr-table", 700, "de-hours", 3500)
        await client.tell("UpdateConfiguration", min_turn_silence=160, max_turn_silence=400, format_turns=False)
        await client.say("fr-table", 700, "de-hours", 1500)
        await client.tell("Terminate")
        await client.until_closed()

    client, _ = run(talk)
    french, german = clips.named("fr-table").text, clips.named("de-hours").text
    said = [turn["transcript"] for turn in client.finals if turn["transcript"]]

    assert [text.lower()[:6] for text in said] == [one.lower()[:6] for one in (french, german, french, french, german)]
    assert said[2] == f"{french} {german}"
    assert french not in (said[0], said[3])


def test_a_hundred_long_key_terms_are_taken():
    terms = [f"{number:02}" + "é" * 48 for number in range(100)]

    async def talk(client):
        await client.tell("Terminate")
        await client.until_closed()

    _, record = run(talk, keyterms_prompt=json.dumps(terms, ensure_ascii=False))

    assert record.settings["keyterms_prompt"] == terms


# ---- who is let in ---------------------------------------------------------------------------------------------------


async def first(running, **query):
    async with listening(running, **query) as client:
        return await client.until_closed(), client.messages


@pytest.mark.parametrize(
    ("headers", "said"),
    [
        ({}, "Missing Authorization header"),
        ({"Authorization": "wrong"}, "Invalid API key"),
        ({"Authorization": "Bearer aai-sandbox"}, "Invalid API key"),
    ],
)
def test_a_stranger_is_told_after_the_handshake(headers, said):
    with assemblyai() as running:
        closed, messages = asyncio.run(first(running, headers=headers))

    assert messages == [{"type": "Error", "error_code": 1008, "error": f"Unauthorized Connection: {said}"}]
    assert closed == (1008, "See Error message for details")


@pytest.mark.parametrize("code", ["1008", "3009"])
def test_one_session_too_many_is_refused_and_an_ended_one_makes_room(code):
    async def talk(running):
        async with listening(running) as one:
            await one.wait(lambda: one.of("Begin"))
            closed, messages = await first(running)
            await one.tell("Terminate")
            await one.until_closed()
        async with listening(running) as third:
            await third.wait(lambda: third.messages)
            return closed, messages, third.messages[0]["type"]

    with assemblyai(limits={"sessions": 1, "too_many": code}) as running:
        closed, messages, third = asyncio.run(talk(running))

    assert closed[0] == messages[0]["error_code"] == int(code)
    assert "Too many concurrent sessions" in messages[0]["error"]
    assert third == "Begin"


def test_too_many_new_sessions_in_a_minute_are_refused():
    async def talk(running):
        for _ in range(2):
            async with listening(running) as client:
                await client.wait(lambda client=client: client.of("Begin"))
        return (await first(running))[1]

    with assemblyai(limits={"new_per_minute": 2}) as running:
        (error,) = asyncio.run(talk(running))

    assert "Too many concurrent sessions" in error["error"]


# ---- frames ----------------------------------------------------------------------------------------------------------


def send_frames(*sizes, scenario=None, rate=16_000, **query):
    async def talk(client):
        for size in sizes:
            await client.socket.send(bytes(size))
        await client.tell("Terminate")
        await client.until_closed()

    client, record = run(talk, scenario=scenario, rate=rate, **query)
    errors = [(error["error_code"], error["error"]) for error in client.of("Error")]
    assert client.closed[0] == (errors[0][0] if errors else 1000)
    return errors[0] if errors else None, record


@pytest.mark.parametrize(
    ("size", "rate", "query"),
    [
        (1600, 16000, {}),
        (32000, 16000, {}),
        (2204, 22050, {}),
        (400, 8000, {"encoding": "pcm_mulaw"}),
        (96000, 48000, {}),
    ],
)
def test_frames_from_50_to_1000_ms_are_taken(size, rate, query):
    error, record = send_frames(size, size, rate=rate, **query)

    assert error is None
    assert record.frames == 2


@pytest.mark.parametrize(
    ("size", "rate", "said"),
    [
        (640, 16000, "20.0 ms"),
        (1598, 16000, "49.9 ms"),
        (38400, 16000, "1200.0 ms"),
        (32002, 16000, "1000.1 ms"),
        (0, 16000, "0.0 ms"),
        (2202, 22050, "49.9 ms"),
    ],
)
def test_other_frames_are_refused(size, rate, said):
    error, _ = send_frames(size, rate=rate)

    assert error == (
        3007,
        f"Input Duration Error: Input Duration Violation: {said}. Expected between 50 and 1000 ms",
    )


def test_half_a_sample_is_refused():
    error, _ = send_frames(1601)

    assert error is not None
    assert error[0] == 3007
    assert "1601 bytes" in error[1]


def test_a_tolerant_service_takes_49_short_frames_and_no_long_one():
    tolerant = {"limits": {"frames": "tolerant"}}

    assert send_frames(*[640] * 49, scenario=tolerant)[0] is None
    assert send_frames(*[640] * 50, scenario=tolerant)[0][0] == 3007
    assert send_frames(38400, scenario=tolerant)[0][0] == 3007
    assert send_frames(640, 38400, scenario={"limits": {"frames": "off"}})[0] is None


def test_sound_that_comes_too_fast_is_refused():
    error, record = send_frames(*[32000] * 12, scenario={"limits": {"burst": "10s"}})

    assert error is not None
    assert error[0] == 3007
    assert error[1].startswith("Audio Transmission Rate Exceeded: Received 11.00 sec. audio in 0.")
    assert record.sound_ms == 11_000


# ---- time ------------------------------------------------------------------------------------------------------------


def test_a_session_in_which_nothing_comes_is_over():
    async def talk(client):
        for _ in range(4):
            await client.tell("KeepAlive")
            await asyncio.sleep(0.02)
        await client.until_closed()

    client, record = run(talk, scenario={"limits": {"second": "10ms"}}, inactivity_timeout=5)
    (error,) = client.of("Error")

    assert error["error"] == "Session terminated due to inactivity: No messages received for 5 seconds"
    assert client.closed[0] == error["error_code"] == 3006
    assert record.ended - record.opened > 0.1


def test_a_session_that_is_too_long_is_over():
    async def talk(client):
        await client.until_closed()

    client, _ = run(talk, scenario={"limits": {"max_length": "100ms"}})

    assert client.of("Begin")[0]["expires_at"] == pytest.approx(time.time(), abs=10)
    assert client.messages[-1] == {
        "type": "Error",
        "error_code": 3008,
        "error": "Session Expired: Maximum session duration exceeded",
    }
    assert client.closed[0] == 3008


def test_a_slow_service_begins_and_ends_late():
    async def talk(client):
        begun = time.monotonic()
        await client.wait(lambda: client.of("Begin"))
        waited.append(time.monotonic() - begun)
        await client.tell("Terminate")
        await client.until_closed()
        waited.append(time.monotonic() - begun)

    waited: list[float] = []
    run(talk, scenario={"latencies": {"begin": "200ms", "end": "200ms"}})

    assert waited[0] >= 0.15
    assert waited[1] >= 0.35


def test_heartbeats_tell_how_much_has_come():
    async def talk(client):
        await client.say(500)
        await client.wait(lambda: any(beat["total_audio_received_ms"] for beat in client.of("Heartbeat")))
        await client.wait(lambda: client.of("Heartbeat")[-1]["total_audio_received_ms"] == 500)

    client, _ = run(talk, scenario={"heartbeat": "50ms"}, session_heartbeat="true")

    beat = client.of("Heartbeat")[-1]
    assert beat["total_audio_received_ms"] == 500
    assert 50 <= beat["total_duration_ms"] <= 60_000
    assert beat["realtime_factor"] == round(500 / beat["total_duration_ms"], 2)
    assert client.of("Heartbeat")[0].keys() == {
        "type",
        "total_audio_received_ms",
        "total_duration_ms",
        "realtime_factor",
        "max_speech_probability",
    }


def test_a_turn_stays_open_while_no_sound_comes():
    async def talk(client):
        await client.say("fr-table", 100)
        await client.wait(lambda: any(turn["utterance"] for turn in client.of("Turn")))
        assert client.finals == []
        await client.say(1000)
        await client.wait(lambda: client.finals)

    run(talk)


# ---- texts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "Invalid JSON"),
        ("", "Invalid JSON"),
        ('{"type": NaN}', "Invalid JSON"),
        ("[" * 100_000, "Invalid JSON"),
        ("[]", "Invalid Message Type"),
        ("{}", "Invalid Message Type"),
        ('{"type": 1}', "Invalid Message Type"),
        ('{"type": "terminate"}', "Invalid Message Type: terminate"),
        (
            '{"type": "UpdateConfiguration", "min_turn_silence": "soon"}',
            "Invalid 'min_turn_silence': must be an integer",
        ),
    ],
)
def test_a_bad_text_ends_the_session(text, said):
    async def talk(client):
        await client.socket.send(text)
        await client.until_closed()

    client, _ = run(talk)

    assert client.messages[-1] == {
        "type": "Error",
        "error_code": 3006,
        "error": f"User Input Validation Error: {said}",
    }
    assert client.closed == (3006, "See Error message for details")


# ---- how it ends -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("code", "by", "seen"), [(1000, "client", 1000), (4321, "client", 4321), (None, "lost", None)])
def test_it_is_known_who_left(code, by, seen):
    async def talk(client):
        await client.wait(lambda: client.of("Begin"))
        if code is None:
            client.socket.transport.abort()
        else:
            await client.socket.close(code)

    _, record = run(talk)

    assert (record.ended_by, record.asked_to_end) == (by, False)
    assert record.close_code in {seen, 1005, 1006}


def test_the_service_can_stop_in_the_midst_of_a_session():
    async def talk(running):
        async with listening(running) as client:
            await client.wait(lambda: client.of("Begin"))
            await asyncio.to_thread(stack.close)
            return await client.until_closed()

    with ExitStack() as stack:
        running = stack.enter_context(assemblyai(latencies={"end": "1h"}))
        assert asyncio.run(talk(running))[0] in {1001, 1006, 1012}
