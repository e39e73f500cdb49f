"""What a stream says of its way to the service, in every state."""

from __future__ import annotations

import asyncio
from functools import partial as bound

import pytest

from anamctl.errors import ServiceError
from anamctl.stt.stream import Stream
from tests.unit.stt.world import RATE, Mic, Service, World, broken, final, hears, now, run, stream


async def seen(streaming, until):
    """Give each state of the way, and when it began."""
    found: list[tuple[float, object]] = []
    while now() < 1000 + until:
        if not found or found[-1][1] != streaming.link:
            found.append((round(now() - 1000, 1), streaming.link))
        await asyncio.sleep(0.005)
    return found


def states(*scripts, until, service=None, source=None):
    async def main():
        world = World(*scripts)
        async with stream(world, source or Mic(100, says=None), service) as streaming:
            found = await seen(streaming, until)
        assert streaming.link == "ending"
        await world.close()
        return found

    return run(main())


async def silent(wire):
    await wire.until_finished()
    wire.end()


def test_before_anything_there_is_no_way():
    async def main():
        assert stream(World(hears), Mic(1)).link is None

    run(main())


def test_it_connects_waits_for_the_service_and_listens():
    assert states(bound(hears, begins=2), until=5) == [(0, "connecting"), (0, "waiting"), (2, "listening")]


def test_who_says_nothing_is_waited_for_and_then_lost():
    assert states(silent, until=12)[:4] == [(0, "connecting"), (0, "waiting"), (8, "lost"), (8.5, "connecting")]


def test_a_session_that_breaks_is_lost_until_the_next_attempt():
    async def breaks(wire):
        await asyncio.sleep(0.1)
        wire.begin()
        await wire.hear(1)
        wire.break_()

    assert states(breaks, broken(), bound(hears, begins=1), until=6) == [
        (0, "connecting"),
        (0, "waiting"),
        (0.1, "listening"),
        (1, "lost"),
        (1.5, "connecting"),
        (1.5, "lost"),
        (2.5, "connecting"),
        (2.5, "waiting"),
        (3.5, "listening"),
    ]


def test_a_session_that_makes_way_for_the_next_one_is_not_the_end():
    found = states(hears, until=65, service=Service(max_session_seconds=60))
    assert {state for _, state in found} == {"connecting", "waiting", "listening"}


def test_while_the_rest_is_awaited_it_is_ending():
    async def slow(wire):
        wire.begin()
        await wire.until_finished()
        await asyncio.sleep(2)
        wire.say(final(0, "late"))
        wire.end()

    assert states(slow, until=3.5, source=Mic(1, says=None))[-1:] == [(1, "ending")]


@pytest.mark.parametrize("after", [0.5, 3])
def test_a_microphone_that_is_not_open_yet_does_not_keep_it_from_connecting(after):
    async def main():
        async def opening():
            await asyncio.sleep(after)
            return Mic(100, says=None)

        world = World(bound(hears, begins=1))
        streaming = Stream(Service(), opening, rate=RATE, clock=now, connect=world.connect)
        async with streaming:
            assert await seen(streaming, 4) == [(0, "connecting"), (0, "waiting"), (1, "listening")]
        await world.close()

    run(main())


def test_it_is_ending_once_it_was_given_up():
    async def main():
        world = World(broken())
        async with stream(world, Mic(100, says=None)) as streaming:
            with pytest.raises(ServiceError):
                [event async for event in streaming.events()]
            assert streaming.link == "ending"
        await world.close()

    run(main())
