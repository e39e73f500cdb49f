"""Sessions of AssemblyAI from the first message to the close."""

from __future__ import annotations

import asyncio
import time
import uuid

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
