"""How long finals take, when somebody pauses."""

from __future__ import annotations

import asyncio
from functools import partial as bound

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anamctl.stt import heard
from tests.unit.stt.world import Mic, Service, Tape, World, final, run, stream

SECONDS = 8
LATENCY = 0.3
FAR_AHEAD = 2.2
"""Seconds between reading and sending sound that is read as fast as it is taken, with a block or two."""


async def closes(wire, *, latency=LATENCY):
    """Close a turn with each second of sound, a little later, whatever else is asked for."""
    wire.begin()
    turn = 0
    while await wire.hear(turn + 1):
        told = final(turn, f"turn {turn}", turn * 1000, turn * 1000 + 1000)
        asyncio.get_running_loop().call_later(latency, wire.say, told)
        turn += 1
    await wire.until_finished()
    await asyncio.sleep(latency)
    wire.end()


async def delays(source, pauses, service=None, latency=LATENCY):
    """Give the delay of each turn, and the mean."""
    world = World(bound(closes, latency=latency))

    async def pause():
        for after, seconds in pauses:
            await asyncio.sleep(after)
            await streaming.pause()
            await asyncio.sleep(seconds)
            await streaming.resume()

    async with stream(world, source, service) as streaming:
        pausing = asyncio.create_task(pause())
        events = [event async for event in streaming.events()]
        pausing.cancel()
        await asyncio.gather(pausing, return_exceptions=True)
    await world.close()
    finals = {event.key.turn: event.delay for event in events if isinstance(event, heard.Final)}
    last = events[-1]
    assert isinstance(last, heard.Ended)
    assert last.sessions == 1
    return finals, last.mean_delay


PAUSES = st.lists(st.tuples(st.floats(0.05, 4), st.floats(0.01, 20)), max_size=3)


@settings(max_examples=20)
@given(PAUSES)
def test_a_pause_changes_no_delay_of_a_file(pauses):
    found, mean = run(delays(Tape(SECONDS, is_mute=True), pauses))
    assert list(found) == list(range(SECONDS))
    told = [delay for delay in found.values() if delay is not None]
    assert told == pytest.approx([LATENCY] * len(told), abs=0.06)
    # Only of a turn that was said before a pause and complete after it nobody can tell how long it took.
    assert len(told) >= SECONDS - len(pauses)
    assert mean == pytest.approx(LATENCY, abs=0.06)


@settings(max_examples=10)
@given(PAUSES)
def test_a_pause_changes_no_delay_of_a_microphone(pauses):
    length = sum(after + seconds for after, seconds in pauses) + 4
    found, mean = run(delays(Mic(length, says=None), pauses))
    told = [delay for delay in found.values() if delay is not None]
    assert told == pytest.approx([LATENCY] * len(told), abs=0.06)
    assert mean == pytest.approx(LATENCY, abs=0.06)


@settings(max_examples=10)
@given(PAUSES)
def test_a_pause_makes_no_delay_longer_of_a_file_that_is_heard_as_fast_as_it_can_be(pauses):
    found, _ = run(delays(Tape(SECONDS, pace=0, is_mute=True), pauses))
    assert all(delay is None or delay <= FAR_AHEAD + LATENCY for delay in found.values())


def test_a_word_that_goes_on_after_the_pause_is_timed_by_its_end():
    found, _ = run(delays(Tape(4), [(1.52, 60)]))
    assert found == pytest.approx(dict.fromkeys(range(4), LATENCY), abs=0.06)


def test_a_turn_that_is_complete_only_after_the_pause_has_no_delay():
    found, mean = run(delays(Tape(4), [(1.1, 0.5)], latency=0.8))
    assert found[0] is None
    assert list(found.values())[1:] == pytest.approx([0.8] * 3, abs=0.06)
    assert mean == pytest.approx(0.8, abs=0.06)


def test_a_pause_after_all_sound_was_sent_begins_no_other_session():
    found, _ = run(delays(Tape(SECONDS, pace=0), [(1, 3)], Service(can_end_turns=False)))
    assert sorted(found) == list(range(SECONDS))


def test_nothing_is_sent_in_a_pause_although_there_is_room_again():
    """The file is further ahead than may be sent; what waits for room when the pause begins waits for its end, too."""

    async def main():
        world = World(closes)
        async with stream(world, Tape(SECONDS, pace=0), Service(burst_seconds=0.1)) as streaming:
            await asyncio.sleep(1)
            await streaming.pause()
            await asyncio.sleep(60)
            sent, run_ = world.wires[0].seconds, streaming._run
            assert run_ is not None
            assert run_._around.backlog.seconds == 0
            await asyncio.sleep(60)
            assert world.wires[0].seconds == sent
            assert sent == pytest.approx(1.25 + 0.1 + 2, abs=0.1)
        await world.close()

    run(main())
