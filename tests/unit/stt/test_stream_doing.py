"""What can be done to a stream, and what it does by itself while all is well."""

from __future__ import annotations

import asyncio
from functools import partial as bound
from typing import Any

import pytest

from anamctl.errors import AnamctlError, ServiceError, UsageError
from anamctl.stt import heard
from anamctl.stt.changing import Changing
from anamctl.stt.events import Begun, Final, Notice, SpeechStarted
from anamctl.stt.parameters import Parameter
from anamctl.stt.policy import Policy
from anamctl.stt.stream import Stream
from tests.unit.stt.world import (
    RATE,
    Mic,
    Service,
    Tape,
    World,
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


def test_sound_is_recorded_from_the_beginning_and_sent_once_the_service_listens():
    async def main():
        mic = Mic(5)
        world = World(bound(hears, begins=1.2))
        result = await listen(world, mic)
        ready = result.of(heard.Ready)[0]
        assert ready.t == pytest.approx(1.21)
        assert (ready.session, ready.provider, ready.model, ready.rate) == (1, "Test", "test-1", RATE)
        assert ready.session_id == "session-1"
        assert bytes(world.wires[0].sound) == pattern(0, 5 * RATE)
        assert result.of(heard.Final)[0].start == 0
        assert result.of(heard.Final)[0].t == pytest.approx(ready.t, abs=0.06)

    run(main())


def test_a_service_that_says_nothing_at_first_is_sent_sound_at_once():
    async def main():
        async def script(wire):
            await wire.hear(2)
            wire.say(final(0, "hello", 0, 2000))
            await wire.until_finished()
            wire.end()

        result = await listen(World(script), Mic(3), Service(begins_at_once=True))
        assert result.texts == ["hello"]
        assert result.of(heard.Ready)[0].model == "at-once"

    run(main())


def test_a_service_that_begins_twice_begins_once():
    async def twice(wire):
        wire.begin()
        wire.say(Begun())
        await hears(wire)

    result = run(listen(World(twice), Mic(2)))
    assert len(result.of(heard.Ready)) == 1


def test_a_sound_that_the_service_does_not_take_ends_with_its_words():
    result = run(listen(World(hears), Mic(2), Service(only_rate=16000)))
    assert isinstance(result.error, UsageError)
    assert result.ended.by == "error"


def test_notices_and_speech_are_told():
    async def script(wire):
        wire.begin()
        wire.say(Notice(text="be careful", code=7), Notice(text="odd", by="anamctl"), SpeechStarted(at=250))
        await hears(wire)

    result = run(listen(World(script), Mic(2)))
    assert [(event.text, event.code, event.by) for event in result.of(heard.Warned)] == [
        ("be careful", 7, "service"),
        ("odd", None, "anamctl"),
    ]
    assert [event.at for event in result.of(heard.SpeechStarted)] == [250]


def test_blocks_of_any_length_are_regrouped_to_what_the_service_takes():
    async def main(milliseconds):
        world = World(hears)
        await listen(world, Mic(3, milliseconds))
        sound = bytes(world.wires[0].sound)
        assert sound[: 3 * RATE * 2] == pattern(0, 3 * RATE)
        assert not any(sound[3 * RATE * 2 :])
        assert len(sound) < (3 + 0.05) * RATE * 2 + 2

    for milliseconds in (10, 20, 50, 64, 1000, 1010, 2500):
        run(main(milliseconds))


def test_a_final_waits_for_its_formatted_text_half_a_second_at_most():
    async def script(wire):
        wire.begin()
        await wire.hear(1)
        wire.say(final(0, "hello world", 0, 900, awaits_format=True))
        await wire.hear(1.3)
        wire.say(final(0, "Hello, world.", 0, 900))
        await wire.hear(2)
        wire.say(final(1, "never formatted", 1000, 1900, awaits_format=True))
        await wire.hear(4)
        wire.say(final(2, "next turn", 3000, 3900, awaits_format=True))
        await wire.hear(4.1)
        wire.say(partial(3, "comes", 4000, 4100))
        await wire.hear(4.2)
        wire.say(final(3, "comes now", 4000, 4200))
        await wire.until_finished()
        wire.end()

    result = run(listen(World(script), Mic(6)))
    finals = result.of(heard.Final)
    assert [event.text for event in finals] == ["Hello, world.", "never formatted", "next turn", "comes now"]
    assert [event.t for event in finals] == pytest.approx([1.3, 2.5, 4.1, 4.2], abs=0.02)
    # The wait for the formatted text is none of the service's.
    assert [event.delay for event in finals] == pytest.approx([0.1, 0.1, 0.1, 0], abs=0.02)
    # Nobody has to wait for the words themselves.
    shown = [event for event in result.of(heard.Partial) if event.stable == "hello world"]
    assert shown[0].t == pytest.approx(1.0, abs=0.02)


def test_a_correction_after_the_final_says_that_it_is_one():
    async def script(wire):
        wire.begin()
        await wire.hear(1)
        wire.say(final(0, "hello", 0, 900), final(0, "hello", 0, 900))
        await wire.hear(2)
        wire.say(final(0, "Hello!", 0, 900))
        await wire.until_finished()
        wire.end()

    result = run(listen(World(script), Mic(3)))
    assert [(event.text, event.replaces) for event in result.of(heard.Final)] == [("hello", False), ("Hello!", True)]


def test_a_turn_in_which_nobody_spoke_is_taken_back():
    async def script(wire):
        wire.begin()
        await wire.hear(1)
        wire.say(partial(0, "hm"), Final(turn=0, text="", is_speech=False))
        await wire.until_finished()
        wire.end()

    result = run(listen(World(script), Mic(2)))
    assert [(event.stable, event.unstable) for event in result.of(heard.Partial)] == [("hm", ""), ("", "")]
    assert not result.texts


def test_while_it_is_paused_nothing_is_sent_and_afterwards_times_are_those_of_the_source():
    async def script(wire):
        wire.begin()
        await wire.hear(2)
        wire.say(final(0, "before", 1000, 2000))
        await wire.hear(3)
        wire.say(final(1, "after", 2000, 3000))
        await wire.until_finished()
        wire.end()

    async def main():
        world = World(script)
        events: list[Any] = []
        async with stream(world, Mic(100)) as streaming:
            await asyncio.sleep(2.01)
            await streaming.pause()
            await streaming.pause()
            await asyncio.sleep(10)
            sent = world.wires[0].seconds
            assert sent == pytest.approx(2.0, abs=0.06)
            assert world.wires[0].texts == ["end"]
            await streaming.resume()
            await streaming.resume()
            await asyncio.sleep(2)
            await streaming.stop()
            events = [event async for event in streaming.events()]
        finals = [event for event in events if isinstance(event, heard.Final)]
        assert [event.text for event in finals] == ["before", "after"]
        assert (finals[1].start, finals[1].end) == pytest.approx((12_000, 13_000), abs=100)
        assert finals[1].delay == pytest.approx(0, abs=0.06)
        assert [event.is_paused for event in events if isinstance(event, heard.Paused)] == [True, False]
        await world.close()

    run(main())


def test_a_service_that_cannot_be_told_to_end_a_turn_hears_silence():
    async def main():
        world = World(hears)
        async with stream(world, Mic(100), Service(can_end_turns=False)) as streaming:
            await asyncio.sleep(2)
            assert not await streaming.end_turn()
            assert not streaming.is_paused
            await streaming.pause()
            await asyncio.sleep(10)
            sound = bytes(world.wires[0].sound)
            assert len(sound) == pytest.approx(3.5 * RATE * 2, abs=0.06 * RATE * 2)
            assert not any(sound[-RATE * 2 :])
            await streaming.resume()
            await asyncio.sleep(2)
        events = [event async for event in streaming.events()]
        last = [event for event in events if isinstance(event, heard.Final)][-1]
        assert last.end == pytest.approx(14_000, abs=600)
        await world.close()

    run(main())


def test_a_tape_waits_while_it_is_paused():
    async def main():
        world = World(hears)
        async with stream(world, Tape(5)) as streaming:
            await asyncio.sleep(2)
            await streaming.pause()
            assert streaming.is_paused
            await asyncio.sleep(60)
            assert world.wires[0].seconds == pytest.approx(2, abs=0.06)
            await streaming.resume()
            events = [event async for event in streaming.events()]
        assert bytes(world.wires[0].sound) == pattern(0, 5 * RATE)
        assert events[-1].t == pytest.approx(65.3, abs=0.2)
        await world.close()

    run(main())


def test_a_paused_session_is_kept_open_by_what_the_service_wants():
    async def main():
        world = World(hears)
        async with stream(world, Mic(100), Service(keeps_alive_every=4)) as streaming:
            await asyncio.sleep(2)
            await streaming.pause()
            await asyncio.sleep(21)
            alive = [sent.t for sent in world.wires[0].sent if sent.frame == "alive"]
            assert len(alive) == 5
            await streaming.resume()
            await asyncio.sleep(20)
            assert world.wires[0].texts.count("alive") == 5
        await world.close()

    run(main())


def test_a_source_that_stands_still_does_not_let_the_session_go():
    class Stalls(Mic):
        async def __aiter__(self):
            async for block in super().__aiter__():
                yield block
                if block.start == RATE:
                    await asyncio.sleep(30)

    async def main():
        world = World(hears)
        await listen(world, Stalls(3), Service(keeps_alive_every=4))
        assert world.wires[0].texts.count("alive") == 7

    run(main())


def test_a_session_lost_in_a_pause_is_begun_again_after_it():
    async def main():
        world = World(then(None, after=1.5), hears)
        async with stream(world, Mic(100)) as streaming:
            await asyncio.sleep(1.4)
            await streaming.pause()
            world.wires[0].break_()
            await asyncio.sleep(60)
            assert len(world.tries) == 1
            await streaming.resume()
            await asyncio.sleep(3)
            assert len(world.tries) == 2
        events = [event async for event in streaming.events()]
        last = [event for event in events if isinstance(event, heard.Final)][-1]
        assert last.start == pytest.approx(63_400, abs=200)
        await world.close()

    run(main())


def test_a_turn_can_be_ended_by_hand():
    async def main():
        world = World(hears)
        async with stream(world, Mic(100)) as streaming:
            assert not await streaming.end_turn()
            await asyncio.sleep(1)
            before = now()
            assert await streaming.end_turn()
            await asyncio.sleep(0.1)
            assert [(sent.frame, sent.t - before) for sent in world.wires[0].sent] == [("end", 0)]
            await streaming.stop()
            assert not await streaming.end_turn()
        await world.close()

    run(main())


def test_settings_are_changed_now_and_in_every_session_that_follows():
    async def main():
        world = World(then(None, after=3), hears)
        async with stream(world, Mic(100)) as streaming:
            await streaming.configure({"a": 1})
            await asyncio.sleep(1)
            with pytest.raises(UsageError):
                await streaming.configure({"bad": 1})
            await streaming.configure({"b": 2})
            await asyncio.sleep(5)
        assert world.wires[0].texts == ["configure {'a': 1}", "configure {'b': 2}"]
        assert world.wires[1].texts[0] == "configure {'a': 1, 'b': 2}"
        await world.close()

    run(main())


def test_settings_that_do_not_go_with_what_was_set_before_are_refused_at_once_and_not_by_the_next_session():
    async def main():
        world = World(then(None, after=3), hears)
        async with stream(world, Mic(100)) as streaming:
            await asyncio.sleep(1)
            await streaming.configure({"high": 2})
            with pytest.raises(UsageError, match="low is above high"):
                await streaming.configure({"low": 3})
            await asyncio.sleep(5)
        assert world.wires[0].texts == ["configure {'high': 2}"]
        assert world.wires[1].texts[0] == "configure {'high': 2}"
        await world.close()

    run(main())


def test_settings_that_do_not_go_with_those_of_the_command_line_are_refused():
    async def main():
        world = World(hears)
        service = Service(changing=Changing(standing={"high": 2}))
        async with stream(world, Mic(100), service) as streaming:
            await asyncio.sleep(1)
            with pytest.raises(UsageError, match="low is above high"):
                await streaming.configure({"low": 3})
            await streaming.configure({"high": 4})
            await streaming.configure({"low": 3})
        assert world.wires[0].texts[:2] == ["configure {'high': 4}", "configure {'low': 3}"]
        await world.close()

    run(main())


def test_a_setting_that_is_changed_by_its_old_name_keeps_no_value_of_before():
    async def main():
        world = World(then(None, after=3), hears)
        service = Service(changing=Changing((Parameter("new", "integer", ""),), aliases={"old": "new"}))
        async with stream(world, Mic(100), service) as streaming:
            await asyncio.sleep(1)
            await streaming.configure({"old": "1"})
            await streaming.configure({"new": 2})
            await asyncio.sleep(5)
        assert world.wires[0].texts[:2] == ["configure {'new': 1}", "configure {'new': 2}"]
        assert world.wires[1].texts[0] == "configure {'new': 2}"
        await world.close()

    run(main())


def test_a_service_that_takes_nothing_fills_no_memory_and_the_loss_is_told():
    async def stuck(wire):
        wire.begin()
        await wire.hear(2)
        wire.is_stuck = True
        await asyncio.sleep(50)
        wire.is_stuck = False
        await hears(wire)

    async def main():
        world = World(stuck)
        mic = Mic(100)
        events: list[Any] = []
        async with stream(world, mic, policy=Policy(ring=10)) as streaming:
            async for event in streaming.events():
                events.append(event)
                assert streaming._run is not None
                assert streaming._run._around.backlog.seconds <= 10.05
        dropped = [event for event in events if isinstance(event, heard.Dropped)]
        assert events[-1].dropped == pytest.approx(40, abs=0.2)
        assert dropped[-1].total == events[-1].dropped
        assert 35 <= len(dropped) <= 42
        assert events[-1].sessions == 1
        await world.close()

    run(main())


def test_a_reader_that_never_comes_makes_the_service_wait_and_loses_no_final():
    async def talks(wire):
        wire.begin()
        for turn in range(5000):
            wire.say(partial(turn, "a"), final(turn, f"turn {turn}"))
        await wire.until_finished()
        wire.end()

    async def main():
        world = World(talks)
        async with stream(world, Mic(1000)) as streaming:
            await asyncio.sleep(20)
            assert len(streaming._queue) <= 1100
            reading = asyncio.create_task(collect(streaming))
            await asyncio.sleep(1)
        events = await reading
        finals = [event.key.turn for event in events if isinstance(event, heard.Final)]
        assert finals == list(range(5000))
        await world.close()

    async def collect(streaming):
        return [event async for event in streaming.events()]

    run(main())


def opens(mic, *, after=0.5, error=None):
    async def opening():
        await asyncio.sleep(after)
        if error is not None:
            raise error
        return mic

    return opening


async def listen_opening(world, opening, **options):
    events: list[Any] = []
    error = None
    streaming = Stream(Service(), opening, clock=now, connect=world.connect, **options)
    try:
        async with streaming:
            async for event in streaming.events():
                events.append(event)  # noqa: PERF401  # it may end with an exception
    except AnamctlError as problem:
        error = problem
    await world.close()
    return events, error


@pytest.mark.parametrize("after", [0.05, 0.5, 3])
def test_a_source_is_opened_while_the_service_is_connected_to(after):
    async def main():
        mic, world = Mic(3), World(bound(hears, begins=1))
        events, error = await listen_opening(world, opens(mic, after=after), rate=RATE)
        assert error is None
        assert len(world.wires) == 1
        assert world.tries == [1000.0]
        assert bytes(world.wires[0].sound) == pattern(0, 3 * RATE)
        # Who is told that somebody listens begins to speak: the microphone has to be open by then.
        assert [event.t for event in events if isinstance(event, heard.Ready)] == [pytest.approx(max(1.01, after))]
        assert mic.is_closed

    run(main())


def test_without_an_expected_rate_the_source_comes_first():
    async def main():
        mic, world = Mic(3), World(bound(hears, begins=1))
        _, error = await listen_opening(world, opens(mic))
        assert error is None
        assert world.tries == [1000.5]

    run(main())


@pytest.mark.parametrize("kind", [Mic, bound(Tape, pace=0)])
@pytest.mark.parametrize("after", [0.005, 0.5, 3])
def test_a_source_with_another_rate_gets_another_session(after, kind):
    async def main():
        mic, world = kind(3, rate=16000), World(bound(hears, begins=1), bound(hears, begins=1))
        events, error = await listen_opening(world, opens(mic, after=after), rate=RATE)
        assert error is None
        assert len(world.wires) == 2
        assert world.most_open == 1
        assert world.wires[0].finished is not None
        assert not world.wires[0].sound
        assert bytes(world.wires[1].sound) == pattern(0, 3 * 16000)
        assert [event.rate for event in events if isinstance(event, heard.Ready)][-1] == 16000

    run(main())


def test_a_source_that_does_not_open_ends_the_stream_with_its_words():
    async def main():
        world = World(bound(hears, begins=1))
        problem = ServiceError("there is no microphone.", hint="plug one in.")
        events, error = await listen_opening(world, opens(None, error=problem), rate=RATE)
        assert error is problem
        assert (events[-1].by, events[-1].reason) == ("error", "there is no microphone.")
        assert not world.is_open

    run(main())


def test_leaving_while_the_source_is_opened_leaves_nothing():
    async def main():
        world = World(bound(hears, begins=1))
        streaming = Stream(Service(), opens(Mic(3), after=100), rate=RATE, clock=now, connect=world.connect)
        async with streaming:
            await asyncio.sleep(3)
        assert not world.is_open
        await world.close()

    run(main())


def test_a_source_that_can_wait_is_not_read_far_ahead():
    async def main():
        tape, world = Tape(1000, pace=0), World("hangs")
        async with stream(world, tape):
            await asyncio.sleep(5)
            assert tape.taken <= 2.2 * RATE
        await world.close()

    run(main())
