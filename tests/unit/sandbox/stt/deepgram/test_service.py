"""Sessions of Deepgram."""

from __future__ import annotations

import asyncio
import threading
from itertools import pairwise

import pytest
from websockets.exceptions import InvalidStatus

from anamctl.sandbox.speech import clips
from tests.unit.sandbox.stt.servers import LIMIT, deepgram, live


def run(talk, *, scenario=None, **query):
    async def hold(running):
        async with live(running, **query) as client:
            await talk(client)
        return client

    with deepgram(**(scenario or {})) as running:
        client = asyncio.run(hold(running))
        running.wait(lambda: not running.records.last.is_open)
        return client, running.records.last


def spoken(*parts):
    async def talk(client):
        await client.say(*parts)
        await client.tell("CloseStream")
        await client.until_closed()

    return talk


def alternative(result):
    return result["channel"]["alternatives"][0]


def test_speakers_are_told_apart_by_those_who_ask():
    client, _ = run(spoken("en-table", 1000, "en-greeting", 1000), diarize="true", language="en")
    numbers = [{word["speaker"] for word in alternative(one)["words"]} for one in results(client)]
    plain, _ = run(spoken("en-table", 1000), language="en")

    assert numbers == [{0}, {1}]
    assert "speaker" not in alternative(results(plain)[0])["words"][0]


def results(client, *, final=True):
    return [one for one in client.of("Results") if one["is_final"] == final and alternative(one)["words"]]


def test_a_session_tells_results_and_ends_with_metadata():
    client, record = run(spoken("fr-table", 1000), punctuate="true", interim_results="true")
    (final,) = results(client)
    metadata = client.messages[-1]

    assert results(client, final=False)
    assert alternative(final)["transcript"] == clips.named("fr-table").text
    assert alternative(final)["confidence"] > 0.9
    assert alternative(final)["languages"] == ["fr"]
    assert final["speech_final"] is True
    assert final["from_finalize"] is False
    assert metadata["type"] == "Metadata"
    assert metadata["request_id"] == final["metadata"]["request_id"] == record.id
    assert metadata["duration"] == pytest.approx(2.5, abs=0.1)
    assert client.closed == (1000, "")
    assert (record.asked_to_end, record.ended_by) == (True, "client")


def test_results_lie_beside_each_other_in_seconds():
    client, _ = run(spoken("fr-table", 700, "de-hours", 6000), interim_results="true")
    finals = [one for one in client.of("Results") if one["is_final"]]

    assert all(isinstance(one["start"], float) for one in finals)
    for before, after in pairwise(finals):
        assert after["start"] == pytest.approx(before["start"] + before["duration"], abs=0.002)
    for one in client.of("Results"):
        for word in alternative(one)["words"]:
            assert one["start"] - 0.05 <= word["start"] <= word["end"] <= one["start"] + one["duration"] + 0.3


def test_words_carry_their_language_and_signs_only_when_asked():
    client, _ = run(spoken("de-hours", 500))
    word = alternative(results(client)[0])["words"][0]
    assert word.keys() == {"word", "start", "end", "confidence", "language"}
    assert (word["word"], word["language"]) == ("wann", "de")

    client, _ = run(spoken("de-hours", 500), language="de", smart_format="true")
    word = alternative(results(client)[0])["words"][0]
    assert (word["word"], word["punctuated_word"]) == ("wann", "Wann")
    assert "language" not in word
    assert "languages" not in alternative(results(client)[0])


@pytest.mark.parametrize(("language", "clip"), [("en", "fr-table"), ("multi", "tr-table")])
def test_another_language_is_not_understood(language, clip):
    client, _ = run(spoken(clip, 500), language=language)
    (final,) = results(client)

    assert alternative(final)["confidence"] <= 0.45
    assert alternative(final)["transcript"] != clips.plain(clips.named(clip).text)


def test_without_interim_results_there_are_none():
    client, _ = run(spoken("fr-table", 1000))

    assert results(client, final=False) == []
    assert len(results(client)) == 1


@pytest.mark.parametrize(
    ("endpointing", "ends"), [("10", [True, True]), ("1000", [False, True]), ("false", [False] * 2)]
)
def test_speech_is_final_after_the_silence_that_is_asked_for(endpointing, ends):
    client, _ = run(spoken("fr-table", 300, "fr-hours", 1500), endpointing=endpointing)

    assert [one["speech_final"] for one in results(client)] == ends


def test_the_end_of_an_utterance_and_the_start_of_speech_are_told_when_wanted():
    query = {"utterance_end_ms": 1000, "interim_results": "true", "vad_events": "true"}
    client, _ = run(spoken(500, "fr-table", 2000), **query)
    (started,) = client.of("SpeechStarted")
    (ended,) = client.of("UtteranceEnd")

    assert started == {"type": "SpeechStarted", "channel": [0, 1], "timestamp": pytest.approx(0.5, abs=0.1)}
    assert ended == {
        "type": "UtteranceEnd",
        "channel": [0, 1],
        "last_word_end": alternative(results(client)[0])["words"][-1]["end"],
    }
    kinds = [message["type"] for message in client.messages]
    assert kinds.index("SpeechStarted") < kinds.index("Results") < kinds.index("UtteranceEnd")


def test_silence_brings_results_of_nothing():
    client, _ = run(spoken(11_000))
    spans = [(one["start"], one["duration"]) for one in client.of("Results")]

    assert spans[:2] == [(0.0, 5.0), (5.0, 5.0)]
    assert alternative(client.of("Results")[0]) == {"transcript": "", "confidence": 0.0, "words": []}


def test_finalize_tells_what_was_heard_and_the_rest_comes_later():
    async def talk(client):
        sound = clips.pcm(clip)
        await client.say(sound[: len(sound) // 2 // 2 * 2])
        await client.wait(lambda: results(client, final=False))
        await client.tell("Finalize")
        await client.wait(lambda: results(client))
        await client.say(sound[len(sound) // 2 // 2 * 2 :], 500)
        await client.tell("CloseStream")
        await client.until_closed()

    clip = clips.named("de-table")
    client, _ = run(talk, punctuate="true", interim_results="true", scenario={"interim": 0})
    first, second = results(client)

    assert first["from_finalize"] is True
    assert f"{alternative(first)['transcript']} {alternative(second)['transcript']}" == clip.text


def test_finalize_is_answered_also_when_there_is_nothing():
    async def talk(client):
        await client.tell("Finalize")
        await client.wait(lambda: client.of("Results"))

    client, _ = run(talk)

    assert client.of("Results")[0]["from_finalize"] is True


def test_mulaw_and_two_channels_are_taken():
    async def talk(client):
        await client.socket.send(b"\xff" * 16000)
        await client.tell("CloseStream")
        await client.until_closed()

    for channels, seconds in ((1, 2.0), (2, 1.0)):
        client, record = run(talk, encoding="mulaw", rate=8000, channels=channels)

        assert (client.messages[-1]["duration"], client.messages[-1]["channels"]) == (seconds, channels)
        assert record.sound_ms == seconds * 1000


# ---- who is let in ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "query", "status", "code"),
    [
        ({}, {}, 401, "INVALID_AUTH"),
        ({"Authorization": "Token wrong"}, {}, 401, "INVALID_AUTH"),
        ({"Authorization": "Bearer dg-sandbox"}, {}, 401, "INVALID_AUTH"),
        (None, {"sample_rate": "fast"}, 400, "Bad Request"),
        (None, {"encoding": "mp3"}, 400, "Bad Request"),
        (None, {"interim_results": "perhaps"}, 400, "Bad Request"),
        (None, {"utterance_end_ms": 1000}, 400, "Bad Request"),
        (None, {"utterance_end_ms": 10, "interim_results": "true"}, 400, "Bad Request"),
        (None, {"endpointing": "-1"}, 400, "Bad Request"),
        (None, {"diarize": "perhaps"}, 400, "Bad Request"),
        (None, {"profanity_filter": "1"}, 400, "Bad Request"),
    ],
)
def test_others_are_refused_at_the_handshake(headers, query, status, code):
    async def talk(running):
        async with live(running, headers=headers, **query):
            pass

    with deepgram() as running, pytest.raises(InvalidStatus) as refused:
        asyncio.run(talk(running))
    response = refused.value.response

    assert response.status_code == status
    assert f'"err_code":"{code}"'.encode() in response.body
    assert response.headers["dg-request-id"]
    assert running.records.all == []


def test_one_session_too_many_is_refused():
    async def talk(running):
        async with live(running), live(running):
            pass

    with deepgram(limits={"sessions": 1}) as running, pytest.raises(InvalidStatus) as refused:
        asyncio.run(talk(running))

    assert refused.value.response.status_code == 429


# ---- how it ends -----------------------------------------------------------------------------------------------------


class Clock:
    """Stands in the place of `time` in the service: shows what it is set to, and tells of each look at it."""

    def __init__(self):
        self._now, self._looks = 0.0, threading.Semaphore(0)

    def monotonic(self):
        now = self._now
        self._looks.release()
        return now

    def set(self, now):
        self._now, self._looks = now, threading.Semaphore(0)

    def is_looked_at(self, times):
        return all(self._looks.acquire(timeout=LIMIT) for _ in range(times))


def test_without_sound_it_closes_and_a_keep_alive_keeps_it(monkeypatch):
    clock = Clock()
    monkeypatch.setattr("anamctl.sandbox.stt.deepgram.service.time", clock)

    async def talk(running):
        async with live(running) as client:
            assert await asyncio.to_thread(clock.is_looked_at, 2)  # it has begun
            clock.set(0.08)
            await client.tell("KeepAlive")
            await asyncio.to_thread(running.wait, lambda: any(record.messages for record in running.records.all))
            clock.set(0.16)  # the first look may have begun before, and what follows the last is not waited for
            assert await asyncio.to_thread(clock.is_looked_at, 3)
            assert client.closed is None
            clock.set(0.3)
            await client.until_closed()
        return client

    with deepgram(patience="100ms") as running:
        client = asyncio.run(talk(running))

    assert client.closed[0] == 1011
    assert "NET-0001" in client.closed[1]
    assert client.messages[-1]["type"] == "Error"


@pytest.mark.parametrize("text", ["{", "[]", '{"type": "Terminate"}', ""])
def test_a_text_that_nobody_knows_closes(text):
    async def talk(client):
        await client.socket.send(text)
        await client.until_closed()

    client, _ = run(talk)

    assert client.closed[0] == 1008
    assert client.messages[-1]["variant"] == "UnparsableClientMessage"


def test_sound_that_comes_too_fast_closes():
    async def talk(client):
        await client.say(3000)
        await client.until_closed()

    client, _ = run(talk, scenario={"limits": {"burst": "2s"}})

    assert client.closed[0] == 1008


def test_an_empty_frame_ends_as_it_did_once():
    async def talk(client):
        await client.socket.send(b"")
        await client.until_closed()

    client, _ = run(talk)

    assert client.messages[-1]["type"] == "Metadata"


@pytest.mark.parametrize(
    ("fault", "code", "last"),
    [
        ({"fault": "error", "at": "sound", "sound": "500ms"}, 1011, "Error"),
        ({"fault": "no-last-word"}, 1000, "Results"),
        ({"fault": "send", "at": "end", "send": ["{"]}, 1000, "Metadata"),
    ],
)
def test_things_go_wrong(fault, code, last):
    client, _ = run(spoken(1000), scenario={"faults": [fault]})

    assert client.closed[0] == code
    assert client.messages[-1]["type"] == last
