"""Sessions of WhisperLiveKit."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from anamctl.sandbox.speech import clips
from tests.unit.sandbox.stt.servers import asr, whisper
from tests.unit.sandbox.stt.whisperlivekit.test_lines import applied


def run(talk, *, scenario=None, **query):
    async def hold(running):
        async with asr(running, **query) as client:
            await talk(client)
        return client

    with whisper(**(scenario or {})) as running:
        client = asyncio.run(hold(running))
        running.wait(lambda: not running.records.last.is_open)
        return client, running.records.last


def spoken(*parts, block=500):
    async def talk(client):
        await client.say(*parts, block=block)
        await client.socket.send(b"")
        await client.until_closed()

    return talk


async def closing(client):
    await client.until_closed()


def test_a_session_is_configured_tells_lines_and_is_ready_to_stop():
    client, record = run(spoken(300, "fr-table", 500, "fr-hours", 6000, "fr-moment", 500, block=100))
    config, *updates, ready = client.messages

    assert config == {"type": "config", "useAudioWorklet": True, "mode": "full"}
    assert ready == {"type": "ready_to_stop"}
    assert all("type" not in update for update in updates)
    texts = [line["text"] for line in updates[-1]["lines"]]
    assert texts == [
        f"{clips.named('fr-table').text} {clips.named('fr-hours').text}",
        "",
        clips.named("fr-moment").text,
    ]
    assert any(update["buffer_transcription"] for update in updates)
    assert {line["detected_language"] for line in updates[-1]["lines"] if line["speaker"] == 1} == {"fr"}
    assert client.closed[0] == 1000
    assert (record.asked_to_end, record.ended_by) == (True, "client")


def test_frames_may_have_any_size():
    client, _ = run(spoken("de-hours", 500, block=7))

    assert client.messages[-2]["lines"][0]["text"] == clips.named("de-hours").text


def test_in_diff_mode_only_differences_come():
    client, _ = run(spoken("fr-table", 6000, "fr-hours", 500), mode="diff")
    config, *messages, _ = client.messages

    assert config["mode"] == "diff"
    assert [message["type"] for message in messages] == ["snapshot", *["diff"] * (len(messages) - 1)]
    assert [line["text"] for line in applied(messages)] == [
        clips.named("fr-table").text,
        "",
        clips.named("fr-hours").text,
    ]


def test_silence_is_no_audio():
    client, _ = run(spoken(1000))

    assert [message["status"] for message in client.messages[1:-1]] == ["no_audio_detected"] * 2


def test_a_server_that_wants_a_container_says_so():
    client, _ = run(spoken("fr-table"), scenario={"pcm_input": False})

    assert client.messages[0]["useAudioWorklet"] is False
    assert "FFmpeg" in client.messages[1]["error"]
    assert client.messages[-1] == {"type": "ready_to_stop"}


@pytest.mark.parametrize("query", [{"mode": "fast"}, {"language": "French"}])
def test_a_bad_parameter_is_told_and_closes(query):
    client, _ = run(closing, **query)

    assert [message["type"] for message in client.messages] == ["error"]
    assert client.closed[0] == 4400


@pytest.mark.parametrize(
    ("query", "headers", "code"),
    [
        ({}, {}, 4401),
        ({"token": "wrong"}, {}, 4401),
        ({}, {"Authorization": "Bearer wrong"}, 4401),
        ({"token": "wlk"}, {}, 1000),
        ({}, {"Authorization": "Bearer wlk"}, 1000),
        ({}, {"Authorization": "Token wlk"}, 1000),
    ],
)
def test_a_token_is_wanted_when_there_is_one(query, headers, code):
    async def talk(running):
        async with asr(running, headers=headers, **query) as client:
            if code == 1000:
                await client.socket.send(b"")
            return await client.until_closed()

    with whisper(token="wlk") as running:
        assert asyncio.run(talk(running))[0] == code
        assert "wlk" not in str(running.records.all)
        assert running.service.variables("http://x")["WHISPERLIVEKIT_API_TOKEN"] == "wlk"


def test_texts_are_not_obeyed():
    async def talk(client):
        await client.tell("Terminate")
        await client.socket.send("garbage")
        await client.socket.send(b"")
        await client.until_closed()

    client, record = run(talk)

    assert client.messages[-1] == {"type": "ready_to_stop"}
    assert list(record.messages) == [{"type": "Terminate"}, "garbage"]


def test_only_the_first_end_counts():
    async def talk(client):
        for _ in range(3):
            await client.socket.send(b"")
        await client.until_closed()

    client, _ = run(talk, scenario={"latencies": {"end": "100ms"}})

    assert client.messages.count({"type": "ready_to_stop"}) == 1


def test_its_health_can_be_asked_for():
    with whisper() as running:
        assert httpx.get(running.url + "/health").json()["status"] == "ok"


@pytest.mark.parametrize(
    ("fault", "code", "last"),
    [
        ({"fault": "error", "at": "begin"}, 1011, "error"),
        ({"fault": "drop", "at": "begin", "code": 1012}, 1012, "config"),
        ({"fault": "no-last-word"}, 1000, None),
        ({"fault": "drop", "at": "sound", "sound": "500ms"}, 1006, None),
    ],
)
def test_things_go_wrong(fault, code, last):
    async def talk(client):
        await client.wait(lambda: client.messages)
        with suppress(ConnectionClosed):
            await client.say(1000)
            await client.socket.send(b"")
        await client.until_closed()

    client, _ = run(talk, scenario={"faults": [fault]})

    assert client.closed[0] == code
    assert client.messages[-1].get("type") == last


def test_a_socket_can_be_refused():
    with pytest.raises(InvalidStatus):
        run(closing, scenario={"faults": [{"fault": "refuse", "status": 503}]})


@pytest.mark.parametrize(("times", "start"), [("hundredths", "0:00:01.10"), ("seconds", "0:00:01")])
def test_times_are_written_as_the_scenario_says(times, start):
    scenario = {"times": times, "hears": [{"at": "1100ms", "text": "Bonjour.", "language": "fr"}]}
    client, _ = run(spoken(2000), scenario=scenario)

    assert client.messages[-2]["lines"][0]["start"] == start


def test_lines_can_be_scripted():
    scenario = {"hears": [{"at": "100ms", "text": "Dzień dobry wszystkim.", "language": "pl"}]}
    client, _ = run(spoken(2000), scenario=scenario)

    assert [line["text"] for line in client.messages[-2]["lines"]] == ["Dzień dobry wszystkim."]
