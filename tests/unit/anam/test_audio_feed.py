"""What the persona hears."""

from __future__ import annotations

import asyncio
import contextlib
import math
import struct
from itertools import pairwise

import pytest

from anamctl.anam.audio_feed import RATE, AudioFeed, frame_of, samples_of
from anamctl.errors import ServiceError
from tests.unit.anam.stub import until


class Source:
    """Gives blocks, and then what is said."""

    def __init__(self, blocks, rate=RATE, then: BaseException | None = None):
        self.rate = rate
        self.blocks = list(blocks)
        self.then = then
        self.given = 0

    async def block(self) -> bytes | None:
        await asyncio.sleep(0)
        if self.blocks:
            self.given += 1
            return self.blocks.pop(0)
        if self.then is not None:
            raise self.then
        return None


def tone(rate, seconds, hertz=440):
    return b"".join(
        struct.pack("<h", int(20_000 * math.sin(2 * math.pi * hertz * index / rate)))
        for index in range(int(rate * seconds))
    )


def test_there_is_silence_before_the_start_and_after_the_end():
    async def main():
        feed = AudioFeed(Source([b"\x01\x00" * 10]), print)
        before = feed.take(5)
        feed.start()
        await until(lambda: len(feed._ready) == 20)
        taken = before, feed.take(8), feed.take(8), feed.take(8)
        await feed.close()
        return taken

    before, first, second, third = asyncio.run(main())

    assert before == bytes(10)
    assert first == b"\x01\x00" * 8
    assert second == b"\x01\x00" * 2 + bytes(12)
    assert third == bytes(16)


def test_a_fifth_of_a_second_is_read_in_advance_and_no_more():
    async def main():
        source = Source([bytes(960 * 2)] * 1_000)
        feed = AudioFeed(source, print)
        feed.start()
        await until(lambda: source.given == 10)
        for _ in range(20):
            await asyncio.sleep(0)
        ahead = source.given
        feed.take(960)
        await until(lambda: source.given == 11)
        await feed.close()
        return ahead

    assert asyncio.run(main()) == 10


@pytest.mark.parametrize("rate", [8_000, 16_000, 44_100])
def test_other_rates_are_brought_to_what_is_sent(rate):
    async def main():
        pcm = tone(rate, 0.1)
        feed = AudioFeed(Source([pcm[:1_001], pcm[1_001:1_002], pcm[1_002:]], rate), print)
        feed.start()
        assert feed._task is not None
        await feed._task
        return feed.take(RATE // 10)

    samples = struct.unpack(f"<{RATE // 10}h", asyncio.run(main()))
    crossings = sum(1 for one, two in pairwise(samples) if one < 0 <= two)

    assert 42 <= crossings <= 45
    assert max(samples) > 18_000


def test_half_a_sample_waits_for_its_other_half():
    async def main():
        feed = AudioFeed(Source([b"\x01", b"", b"\x02\x03", b"\x04\x05"]), print)
        feed.start()
        assert feed._task is not None
        await feed._task
        return feed.take(3)

    assert asyncio.run(main()) == b"\x01\x02\x03\x04\x00\x00"


def test_a_source_that_fails_is_told_once_and_leaves_silence():
    async def main():
        told: list[str] = []
        feed = AudioFeed(Source([], then=ServiceError("the microphone was unplugged")), told.append)
        feed.start()
        await until(lambda: bool(told))
        await feed.close()
        return told, feed.take(2)

    told, rest = asyncio.run(main())

    assert told == ["the persona hears nothing any more: the microphone was unplugged"]
    assert rest == bytes(4)


def test_a_source_that_hangs_does_not_hold_up_the_end():
    class Hangs(Source):
        async def block(self):
            while True:
                with contextlib.suppress(asyncio.CancelledError):
                    await asyncio.sleep(0.2)
                    break

    async def main():
        feed = AudioFeed(Hangs([]), print)
        feed.start()
        await asyncio.sleep(0)
        async with asyncio.timeout(1):
            await feed.close(0.05)
        assert feed._task is not None
        await asyncio.wait([feed._task])

    asyncio.run(main())


def test_samples_survive_the_way_through_a_frame():
    pcm = tone(RATE, 0.02)

    assert samples_of(frame_of(pcm, RATE)) == pcm
