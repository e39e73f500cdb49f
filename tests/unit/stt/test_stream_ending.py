"""Whatever ends a stream, and in whatever state: the service is told, or sees its socket closed, within 5.5 s."""

from __future__ import annotations

import asyncio
import contextlib
from functools import partial as bound
from typing import Any

import pytest

from anamctl.errors import ServiceError
from anamctl.stt import heard
from anamctl.stt.events import Ended, Failed
from tests.unit.stt.world import (
    RATE,
    Mic,
    Service,
    Tape,
    World,
    broken,
    final,
    hears,
    listen,
    now,
    partial,
    pattern,
    run,
    stream,
    then,
)

LIMIT = 5.5


async def silent(wire):
    """Accept, and say nothing ever."""


async def deaf(wire):
    """Begin, and take nothing after 2 s, not even the end."""
    wire.begin()
    await wire.hear(2)
    wire.is_stuck = True
    wire.answers_close = False


async def ignores_the_end(wire):
    wire.begin()
    wire.answers_close = False
    if await wire.hear(2):
        wire.say(partial(0, "still open", 0, 1500))


async def polite(wire):
    await hears(wire, begins=0.05)


STATES: dict[str, tuple[list[Any], dict[str, Any]]] = {
    "connecting": (["hangs"], {}),
    "waiting to begin": ([silent], {}),
    "streaming": ([polite], {}),
    "streaming to the deaf": ([deaf], {}),
    "in a turn that nobody ends": ([ignores_the_end], {}),
    "waiting to connect again": ([then(None, after=1), broken()], {}),
    "connecting again": ([then(None, after=1), "hangs"], {}),
    "waiting to begin again": ([then(None, after=1), silent], {}),
    "streaming again": ([then(None, after=1), polite], {}),
    "finishing": ([ignores_the_end], {"seconds": 2.2}),
    "closing": ([deaf], {"seconds": 2.2}),
    "waiting for a renewal to end": ([ignores_the_end], {"service": Service(max_session_seconds=2.4)}),
}


async def leave_by_an_exception(world, streaming):
    async def fails():
        async with streaming:
            await asyncio.sleep(2.5)
            world.left = now()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fails()


async def leave(world, streaming):
    async with streaming:
        await asyncio.sleep(2.5)
        world.left = now()


async def stop(world, streaming):
    async with streaming:
        await asyncio.sleep(2.5)
        world.left = now()
        await streaming.stop()
        assert not world.is_open


async def cancel(world, streaming, *, times=1, between=0.3):
    async def reads():
        async with streaming:
            return [event async for event in streaming.events()]

    reading = asyncio.create_task(reads())
    await asyncio.sleep(2.5)
    world.left = now()
    for _ in range(times):
        reading.cancel()
        await asyncio.wait({reading}, timeout=between)
    with pytest.raises(asyncio.CancelledError):
        await reading


async def cancel_all(world, streaming, *, times=1):
    """What a loop does that is closed."""
    reading = asyncio.create_task(leave_late(streaming))
    await asyncio.sleep(2.5)
    world.left = now()
    for _ in range(times):
        tasks = asyncio.all_tasks() - world.tasks - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.wait(tasks or {reading}, timeout=0.3)
    await asyncio.wait({reading})


async def leave_late(streaming):
    async with streaming:
        await asyncio.sleep(1000)


async def stop_while_cancelled(world, streaming):
    async with streaming:
        await asyncio.sleep(2.5)
        world.left = now()
        stopping = asyncio.create_task(streaming.stop())
        await asyncio.sleep(0.05)
        stopping.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await stopping


WAYS: dict[str, Any] = {
    "leaving": leave,
    "an exception": leave_by_an_exception,
    "stopping": stop,
    "a cancellation": cancel,
    "two cancellations": bound(cancel, times=2),
    "five cancellations at once": bound(cancel, times=5, between=0),
    "a loop that closes": cancel_all,
    "a loop that closes twice": bound(cancel_all, times=2),
    "stopping, cancelled": stop_while_cancelled,
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("state", STATES)
def test_no_session_stays_open(state, way):
    async def main():
        scripts, given = STATES[state]
        options: dict[str, Any] = {"seconds": 1000, "service": Service(), **given}
        world = World(*scripts)
        await WAYS[way](world, stream(world, Mic(options["seconds"]), options["service"]))
        assert now() - world.left <= LIMIT
        assert not world.is_open
        assert world.most_open <= 1
        for wire in world.wires:
            is_told = wire.finished is not None and wire.finished - world.left <= LIMIT
            assert is_told or wire.closed - world.left <= LIMIT
        if state in ("streaming", "streaming again"):
            assert world.wires[-1].finished - world.left <= 0.1
            assert now() - world.left <= 1
        await world.close()

    run(main())


@pytest.mark.parametrize("state", STATES)
def test_the_last_event_is_that_it_has_ended(state):
    async def main():
        scripts, given = STATES[state]
        options: dict[str, Any] = {"seconds": 1000, "service": Service(), **given}
        world = World(*scripts)
        async with stream(world, Mic(options["seconds"]), options["service"]) as streaming:
            await asyncio.sleep(2.5)
            await streaming.stop()
        events: list[Any] = [event async for event in streaming.events()]
        assert [isinstance(event, heard.Ended) for event in events] == [False] * (len(events) - 1) + [True]
        ended = events[-1]
        assert (ended.by, ended.reason) == ("you", "you")
        opened = sum(wire.closed - wire.opened for wire in world.wires)
        assert ended.open_seconds == pytest.approx(opened, abs=0.01)
        await world.close()

    run(main())


def test_what_was_recorded_is_sent_before_the_end_padded_to_a_whole_block():
    async def main():
        world = World(bound(hears, begins=0))
        async with stream(world, Mic(100, 30)) as streaming:
            await asyncio.sleep(2.02)
            await streaming.stop()
        sound = bytes(world.wires[0].sound)
        samples = round(2.01 * RATE)
        assert sound[: samples * 2] == pattern(0, samples)
        assert not any(sound[samples * 2 :])
        assert len(sound) % (RATE * 60 // 1000 * 2) in (0, RATE * 50 // 1000 * 2)
        await world.close()

    run(main())


def test_finals_that_come_after_the_end_was_asked_for_are_given():
    async def late(wire):
        wire.begin()
        await wire.until_finished()
        wire.say(partial(0, "late"))
        await asyncio.sleep(2)
        wire.say(final(0, "late but here", 0, 900, awaits_format=True))
        await asyncio.sleep(0.1)
        wire.say(final(0, "Late, but here.", 0, 900))
        wire.end()

    async def main():
        world = World(late)
        result = await listen(world, Mic(1))
        assert result.texts == ["Late, but here."]
        assert (result.ended.by, result.ended.reason) == ("source", "the sound is over")
        assert not result.of(heard.Warned)

    run(main())


@pytest.mark.parametrize("how", ["says so without closing", "closes without saying so", "does not react"])
def test_a_stream_ends_in_five_seconds_with_all_words_however_the_service_ends(how):
    async def script(wire):
        wire.begin()
        wire.answers_close = how != "does not react"
        await wire.hear(1)
        wire.say(final(0, "one", 0, 500), partial(1, "two", 600, 900))
        await wire.until_finished()
        if how == "says so without closing":
            wire.say(Ended())
        elif how == "closes without saying so":
            wire.break_(1000)

    async def main():
        world = World(script)
        result = await listen(world, Mic(1))
        assert result.texts == ["one", "two"]
        assert result.of(heard.Final)[1].is_interrupted
        assert result.error is None
        assert world.wires[0].closed - world.wires[0].finished <= 5.5
        assert bool(result.of(heard.Warned)) == (how == "does not react")

    run(main())


def test_a_service_that_is_late_with_what_came_fast_gets_more_time():
    async def slow(wire):
        wire.begin()
        await wire.until_finished()
        await asyncio.sleep(6.5)
        wire.say(final(0, "there it is", 0, 900))
        wire.end()

    async def main():
        result = await listen(World(slow), Tape(6, pace=0), Service(max_pace=1.25, burst_seconds=7))
        assert result.texts == ["there it is"]

    run(main())


def test_a_short_file_is_heard_although_the_service_begins_late():
    async def main():
        world = World(bound(hears, begins=3.0))
        result = await listen(world, Tape(1.02, pace=0))
        assert result.texts == ["turn 0"]
        assert world.wires[0].seconds == pytest.approx(1.05)

    run(main())


def test_a_session_lost_when_all_was_sent_is_not_begun_again():
    async def breaks(wire):
        wire.begin()
        await wire.hear(2)
        wire.say(partial(0, "so far", 0, 1000))
        await wire.until_finished()
        wire.break_()

    async def main():
        world = World(breaks)
        result = await listen(world, Mic(2), Service())
        assert len(world.tries) == 1
        assert result.texts == ["so far"]
        assert result.error is None

    run(main())


def test_a_service_that_refuses_at_the_very_end_is_believed():
    async def refuses(wire):
        wire.begin()
        await wire.until_finished()
        wire.say(Failed(kind="protocol", text="that was too short", code=3007))
        wire.break_(3007)

    async def main():
        result = await listen(World(refuses), Mic(2))
        assert isinstance(result.error, ServiceError)
        assert "that was too short" in str(result.error)

    run(main())


def test_a_source_that_fails_ends_the_stream_and_is_told_after_it():
    async def main():
        mic = Mic(2)
        mic.fails = ServiceError("The microphone is gone.", hint="plug it in again.")
        world = World(hears)
        result = await listen(world, mic)
        assert result.error is mic.fails
        assert result.texts == ["turn 0", "turn 1"]
        assert (result.ended.by, result.ended.reason) == ("error", "The microphone is gone.")
        assert world.wires[0].finished is not None

    run(main())


def test_sound_that_could_not_be_sent_before_the_end_is_counted():
    async def main():
        world = World(then(None, after=1), broken())
        async with stream(world, Mic(100)) as streaming:
            await asyncio.sleep(4)
            await streaming.stop()
        events: list[Any] = [event async for event in streaming.events()]
        lost = [event for event in events if isinstance(event, heard.Dropped)]
        assert lost[-1].total == pytest.approx(3, abs=0.1)
        assert events[-1].dropped == lost[-1].total
        await world.close()

    run(main())


def test_a_bug_in_a_protocol_still_ends_the_session():
    async def main():
        world = World(hears)
        service = Service()
        dialogue = service.dialogue()
        dialogue.received = lambda frame: [1 / 0]  # type: ignore[method-assign]
        service.dialogue = lambda: dialogue  # type: ignore[method-assign]
        result = await listen(world, Mic(100), service)
        assert isinstance(result.error, ZeroDivisionError)
        assert result.ended.by == "error"
        assert world.wires[0].finished is not None

    run(main())


def test_a_bug_is_raised_although_nobody_reads_the_events():
    async def main():
        mic = Mic(1)
        mic.fails = ZeroDivisionError()
        world = World(hears)
        with pytest.raises(ZeroDivisionError):
            async with stream(world, mic):
                await asyncio.sleep(5)
        await world.close()

    run(main())


def test_stopping_twice_is_no_mistake():
    async def main():
        world = World(hears)
        async with stream(world, Mic(100)) as streaming:
            await asyncio.sleep(1)
            await asyncio.gather(streaming.stop(), streaming.stop())
            await streaming.stop()
        assert world.wires[0].texts == ["finish"]
        await world.close()

    run(main())


def test_a_slow_reader_of_events_gets_the_end_and_every_final():
    async def main():
        world = World(hears)
        async with stream(world, Tape(60, pace=1)) as streaming:
            await asyncio.sleep(70)
            events: list[Any] = [event async for event in streaming.events()]
        finals = [event for event in events if isinstance(event, heard.Final)]
        assert [event.key.turn for event in finals] == list(range(60))
        await world.close()

    run(main())
