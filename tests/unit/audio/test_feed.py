"""The sound of a source for a call."""

from __future__ import annotations

from anamctl.audio.blocks import Block
from anamctl.audio.feed import Feed
from anamctl.audio.level import SILENCE
from tests.unit.audio.samples import run, tone


class Made:
    rate = 16000
    name = "made"
    is_live = True

    def __init__(self):
        self.waiting = [tone(seconds=0.05), bytes(1600)]
        self.fresh = [tone(seconds=0.05), bytes(1600)]

    def discard(self):
        self.waiting = []

    def __aiter__(self):
        return self._blocks()

    async def _blocks(self):
        for number, pcm in enumerate(self.waiting + self.fresh):
            yield Block(pcm, number * 800, 0.0)

    async def aclose(self):
        pass


def test_it_begins_with_what_is_said_now_and_ends_with_none():
    async def hear():
        feed = Feed(Made())
        before = feed.level
        first, loud = await feed.block(), feed.level
        rest = [await feed.block(), await feed.block(), await feed.block()]
        return feed, before, first, loud, rest

    feed, before, first, loud, rest = run(hear())

    assert (feed.rate, feed.sent) == (16000, 1600)
    assert (before, feed.level) == (SILENCE, SILENCE)
    assert loud.rms > -20
    assert first == tone(seconds=0.05)
    assert rest == [bytes(1600), None, None]
