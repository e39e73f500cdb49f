"""Talk streams: what a client lets the persona say word by word."""

from __future__ import annotations

import asyncio

import pytest

from anamctl.sandbox.anam.live import streams as module
from anamctl.sandbox.anam.live.streams import TalkStreams


class Told:
    def __init__(self, *, with_utterances=True):
        self.pieces: list[dict] = []
        self.interrupted: list[str] = []
        self.streams = TalkStreams(self.pieces.append, self.interrupted.append, with_utterances=with_utterances)

    def feed(self, content, *, end=False, correlation="one", **more):
        payload = {"content": content, "startOfSpeech": True, "endOfSpeech": end, "correlationId": correlation, **more}
        return self.streams.feed(payload)


def run(check):
    async def inside():
        told = Told()
        try:
            result = check(told)
            return told, await result if asyncio.iscoroutine(result) else result
        finally:
            told.streams.close()

    return asyncio.run(inside())


def test_a_stream_is_one_message_with_its_correlation_id():
    told, _ = run(lambda told: (told.feed("un "), told.feed("deux", end=True)))

    assert [(piece["content"], piece["content_index"], piece["end_of_speech"]) for piece in told.pieces] == [
        ("un ", 0, False),
        ("deux", 1, True),
    ]
    assert {piece["correlationId"] for piece in told.pieces} == {"one"}
    assert len({piece["message_id"] for piece in told.pieces}) == 1


def test_streams_are_apart_and_an_ended_one_begins_anew():
    told, _ = run(lambda told: (told.feed("a", correlation="x"), told.feed("b", end=True), told.feed("c", end=True)))

    assert len({piece["message_id"] for piece in told.pieces}) == 3


def test_an_utterance_is_told_to_avatars_that_know_it():
    told, _ = run(lambda told: told.feed("a", end=True, utteranceId="u"))
    old = Told(with_utterances=False)
    asyncio.run(as_coroutine(lambda: old.feed("a", end=True, utteranceId="u")))

    assert told.pieces[0]["utterance_id"] == "u"
    assert "utterance_id" not in old.pieces[0]


async def as_coroutine(call):
    return call()


def test_an_interruption_ends_all_streams_and_tells_their_ids():
    told, _ = run(lambda told: (told.feed("a"), told.feed("b", correlation="two"), told.streams.interrupt()))

    assert told.interrupted == ["one", "two"]
    assert [(piece["end_of_speech"], piece["interrupted"]) for piece in told.pieces[2:]] == [(True, True)] * 2


def test_a_stream_without_text_is_closed_in_time(monkeypatch):
    monkeypatch.setattr(module, "IDLE", 0.01)

    async def wait(told):
        told.feed("a")
        for _ in range(5000):
            await asyncio.sleep(0.001)
            if told.pieces[-1]["end_of_speech"]:
                return

    told, _ = run(wait)

    assert [(piece["content"], piece["interrupted"]) for piece in told.pieces] == [("a", False), ("", False)]


@pytest.mark.parametrize(
    "payload", [None, "x", [], {}, {"content": "x"}, {"correlationId": "x"}, {"content": 1, "correlationId": "x"}]
)
def test_what_is_no_piece_says_nothing(payload):
    told, text = run(lambda told: told.streams.feed(payload))

    assert (text, told.pieces) == ("", [])


def test_only_so_many_streams_are_open():
    told, _ = run(lambda told: [told.feed("x", correlation=str(index)) for index in range(20)])

    assert len(told.pieces) == 16
