from __future__ import annotations

import asyncio
import time
from functools import partial as bound
from itertools import pairwise

import pytest

from anamctl.errors import CredentialsError, ServiceError, UsageError
from anamctl.stt import heard
from anamctl.stt.events import Ended, Failed
from anamctl.stt.policy import Policy
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
    partial,
    pattern,
    refused,
    run,
    then,
    words,
)


def failed(kind, **more):
    return Failed(kind=kind, text=f"it is {kind}", **more)


async def heard_over(*scripts, seconds=10.0, source=None, service=None, policy=None):
    world = World(*scripts)
    return world, await listen(world, source or Mic(seconds), service, policy)


@pytest.mark.parametrize("kind", ["auth", "usage", "protocol"])
@pytest.mark.parametrize("after", [0, 3])
def test_what_trying_again_cannot_help_ends_the_stream_at_once(kind, after):
    async def main():
        world, result = await heard_over(then(failed(kind), after=after))
        assert len(world.tries) == 1
        expected = {"auth": CredentialsError, "usage": UsageError, "protocol": ServiceError}[kind]
        assert type(result.error) is expected
        assert f"it is {kind}" in str(result.error)
        assert result.ended.by == "service"
        assert not result.of(heard.Reconnecting)

    run(main())


@pytest.mark.parametrize("event", [None, 1006, 1011, 1012, 1013, failed("server"), failed("network")])
def test_what_may_pass_is_tried_again_without_losing_sound(event):
    async def main():
        world, result = await heard_over(then(event, after=3), hears)
        assert result.error is None
        assert len(world.wires) == 2
        assert world.most_open == 1
        [again] = result.of(heard.Reconnecting)
        assert (again.attempt, again.of, again.wait) == (1, 5, 0.5)
        assert world.wires[1].opened >= again.wait + world.wires[0].closed
        assert bytes(world.wires[0].sound + world.wires[1].sound) == pattern(0, 10 * RATE)
        assert result.ended.dropped == 0
        assert result.ended.sessions == 2
        assert result.ended.audio_seconds == pytest.approx(10)

    run(main())


def test_sessions_are_numbered_without_the_attempts_between_them():
    async def main():
        world, result = await heard_over(then(None, after=3), broken(), broken(), hears)
        assert len(world.tries) == 4
        assert [(ready.session, ready.name) for ready in result.of(heard.Ready)] == [(1, "test"), (2, "test")]
        assert {final.key.session for final in result.of(heard.Final)} <= {1, 2}
        assert result.ended.sessions == 2

    run(main())


def test_waits_grow_and_end_after_five_attempts():
    async def main():
        world, result = await heard_over(then(None, after=1), broken())
        assert len(world.tries) == 6
        again = result.of(heard.Reconnecting)
        assert [event.wait for event in again] == [0.5, 1, 2, 4, 5]
        assert [(event.attempt, event.of, event.is_first) for event in again] == [(i, 5, False) for i in range(1, 6)]
        assert isinstance(result.error, ServiceError)
        assert "the stream is lost: connection refused (tried 6 times)" in str(result.error)
        assert result.ended.sessions == 1

    run(main())


def test_a_first_session_is_not_tried_for_long():
    async def main():
        world, result = await heard_over(broken())
        assert len(world.tries) == 3
        again = result.of(heard.Reconnecting)
        assert [(event.attempt, event.of, event.wait, event.is_first) for event in again] == [
            (1, 2, 0.5, True),
            (2, 2, 1, True),
        ]
        assert isinstance(result.error, ServiceError)
        assert "no session could be started: connection refused (tried 3 times)" in str(result.error)
        assert result.ended.t < 3
        assert (result.ended.sessions, result.ended.open_seconds) == (0, 0)

    run(main())


@pytest.mark.parametrize("script", ["hangs", "says nothing"])
def test_a_service_that_never_says_anything_is_borne_with_twice_and_told_after_the_first_time(script):
    async def silent(wire):
        await wire.until_finished()

    async def main():
        world, result = await heard_over(script if script == "hangs" else silent)
        assert len(world.tries) == 2
        [again] = result.of(heard.Reconnecting)
        assert again.t <= 9.1
        assert result.ended.t <= 20
        assert isinstance(result.error, ServiceError)

    run(main())


def test_a_service_that_goes_silent_in_the_middle_is_tried_five_times():
    async def silent(wire):
        await wire.until_finished()

    async def main():
        world, result = await heard_over(then(None, after=1), silent, seconds=120)
        assert len(world.tries) == 6
        assert len(result.of(heard.Reconnecting)) == 5

    run(main())


def test_attempts_are_counted_anew_after_a_healthy_session():
    async def main():
        world, result = await heard_over(
            broken(), broken(), then(None, after=35), broken(), then(None, after=5), broken(), hears, seconds=80
        )
        assert [event.attempt for event in result.of(heard.Reconnecting)] == [1, 2, 1, 2, 3, 4]
        assert result.error is None
        assert world.most_open == 1

    run(main())


def test_too_many_sessions_are_waited_for_longer():
    async def main():
        busy = then(failed("busy", retry_after=5.0), after=0)
        _, result = await heard_over(busy, busy, busy, hears, seconds=120)
        assert [event.wait for event in result.of(heard.Reconnecting)] == pytest.approx([5.5, 11, 22])
        assert result.error is None

    run(main())


@pytest.mark.parametrize(
    ("status", "tries"), [(401, 1), (402, 1), (403, 1), (404, 1), (301, 1), (429, 2), (500, 2), (503, 2)]
)
def test_http_answers_are_tried_again_when_they_may_pass(status, tries):
    async def main():
        world, _ = await heard_over(refused(status), hears, seconds=12)
        assert len(world.tries) == tries

    run(main())


def test_a_retry_after_is_kept_to():
    async def main():
        world, result = await heard_over(refused(503, **{"Retry-After": "7"}), hears, seconds=12)
        assert result.of(heard.Reconnecting)[0].wait == 7
        assert world.tries[1] - world.tries[0] >= 7

    run(main())


def test_a_service_that_asks_for_too_long_is_not_waited_for():
    async def main():
        world, result = await heard_over(refused(503, **{"Retry-After": "3600"}), hears)
        assert len(world.tries) == 1
        assert isinstance(result.error, ServiceError)

    run(main())


def test_a_service_that_says_nothing_is_told_and_tried_again():
    async def silent(wire):
        await wire.until_finished()

    async def main():
        world, result = await heard_over(silent, hears, seconds=15)
        assert result.of(heard.Reconnecting)[0].reason == (
            "the service accepted the connection and then said nothing for 8 s"
        )
        assert world.wires[0].finished is not None
        assert world.wires[0].closed - world.wires[0].opened == pytest.approx(9, abs=0.6)
        assert world.most_open == 1
        assert result.texts[:2] == ["turn 0", "turn 1"]

    run(main())


def test_a_session_that_has_run_out_is_followed_by_another_at_once():
    async def main():
        world, result = await heard_over(*[then(failed("expired", code=3008), after=1)] * 9, hears, seconds=20)
        assert [(again.attempt, again.wait) for again in result.of(heard.Reconnecting)] == [(0, 0)] * 9
        assert b"".join(bytes(wire.sound) for wire in world.wires) == pattern(0, 20 * RATE)

    run(main())


def test_a_session_that_runs_out_at_once_counts_as_a_failure():
    async def main():
        world, result = await heard_over(then(failed("expired"), after=0))
        assert len(world.tries) == 6
        assert isinstance(result.error, ServiceError)

    run(main())


def test_a_session_is_renewed_before_it_runs_out_and_nobody_notices():
    async def main():
        world, result = await heard_over(hears, service=Service(max_session_seconds=60), seconds=150)
        assert len(world.wires) == 3
        assert world.most_open == 1
        assert all(wire.finished for wire in world.wires)
        assert all(wire.closed - wire.opened < 60 for wire in world.wires)
        assert b"".join(bytes(wire.sound) for wire in world.wires) == pattern(0, 150 * RATE)
        assert [event.attempt for event in result.of(heard.Reconnecting)] == [0, 0]
        assert not [event for event in result.of(heard.Final) if event.is_interrupted]
        assert result.error is None

    run(main())


def test_a_session_is_renewed_while_nobody_speaks():
    async def speaks(wire):
        """Be in the middle of a turn from 50 s to 57 s."""
        wire.begin()
        await wire.hear(50)
        wire.say(partial(0, "go on", 50_000, 50_500))
        await wire.hear(57)
        wire.say(final(0, "go on and on", 50_000, 57_000))
        await wire.until_finished()
        wire.end()

    async def main():
        world, result = await heard_over(speaks, hears, service=Service(max_session_seconds=60), seconds=70)
        assert world.wires[0].finished - world.wires[0].opened == pytest.approx(57, abs=0.3)
        assert not [event for event in result.of(heard.Final) if event.is_interrupted]

    run(main())


def test_who_never_stops_speaking_is_renewed_all_the_same():
    async def speaks(wire):
        wire.begin()
        wire.say(partial(0, "go on"))
        if await wire.until_finished():
            wire.say(final(0, "go on and on"))
            wire.end()

    async def main():
        world, result = await heard_over(speaks, hears, service=Service(max_session_seconds=60), seconds=70)
        assert world.wires[0].finished - world.wires[0].opened == pytest.approx(58, abs=0.3)
        assert result.texts[0] == "go on and on"

    run(main())


def test_an_open_turn_is_given_as_interrupted_when_its_session_is_lost():
    async def main():
        _, result = await heard_over(then(None, after=2.5, open_turn="and then"), hears)
        interrupted = [event for event in result.of(heard.Final) if event.is_interrupted]
        assert [(event.key, event.text) for event in interrupted] == [((1, 2), "and then")]
        assert result.texts[:4] == ["turn 0", "turn 1", "and then", "turn 0"]
        keys = [event.key for event in result.of(heard.Final)]
        assert len(set(keys)) == len(keys)

    run(main())


def test_times_go_on_over_sessions():
    async def main():
        _, result = await heard_over(then(None, after=3), then(None, after=3), hears, seconds=12)
        finals = result.of(heard.Final)
        assert [event.key.session for event in finals] == [1] * 3 + [2] * 3 + [3] * 6
        assert [event.start for event in finals] == [1000 * i for i in range(12)]
        assert [event.end for event in finals] == [1000 * (i + 1) for i in range(12)]
        assert finals[7].words[0].start == 7000
        for before, after in pairwise(finals):
            assert after.start == before.end

    run(main())


def test_delays_are_counted_from_when_the_last_word_was_said():
    async def main():
        _, result = await heard_over(bound(hears, begins=0), seconds=8)
        assert [event.delay for event in result.of(heard.Final)] == pytest.approx([0] * 8, abs=0.06)
        assert result.ended.mean_delay == pytest.approx(0, abs=0.06)
        _, result = await heard_over(then(None, after=3), bound(hears, begins=4), seconds=30)
        delays = [event.delay for event in result.of(heard.Final)]
        # What was said while there was no session is heard late, and is not called quick.
        assert delays[3] == pytest.approx(0.5 + 4 - 1, abs=0.2)
        assert delays[-1] == pytest.approx(0, abs=0.06)

    run(main())


def test_sound_of_more_than_thirty_seconds_without_a_session_is_dropped_from_the_oldest_on():
    async def main():
        policy = Policy(attempts=50, starts=50, starting=1000, first=3, longest=3)
        world, result = await heard_over(*[broken()] * 40, hears, seconds=100, policy=policy)
        lost = result.of(heard.Dropped)
        assert sum(event.seconds for event in lost) == pytest.approx(result.ended.dropped)
        assert lost[-1].total == result.ended.dropped
        assert all(b.t - a.t >= 0.99 for a, b in pairwise(lost[:-1]))
        begun = result.of(heard.Ready)[0].t
        assert result.ended.dropped == pytest.approx(begun - 30, abs=0.6)
        sound = bytes(world.wires[0].sound)
        assert sound == pattern(round(result.ended.dropped * RATE), len(sound) // 2)
        assert result.of(heard.Final)[0].start == pytest.approx(result.ended.dropped * 1000, abs=100)

    run(main())


def test_sound_that_can_wait_is_never_dropped():
    async def main():
        policy = Policy(attempts=50, starts=50, starting=1000, first=3, longest=3)
        tape = Tape(20)
        world, result = await heard_over(*[broken()] * 40, hears, source=tape, policy=policy)
        assert result.ended.dropped == 0
        assert bytes(world.wires[0].sound) == pattern(0, 20 * RATE)

    run(main())


def test_after_a_complaint_about_the_pace_the_sound_goes_slower():
    async def main():
        times: list[tuple[float, float]] = []

        async def counts(wire):
            wire.begin()
            while await wire.hear(len(times) * 0.1 + 0.1):
                times.append((asyncio.get_running_loop().time() - wire.opened, wire.seconds))
            await hears(wire)

        _, result = await heard_over(then(failed("pace", code=3007), after=4), counts, source=Tape(20, pace=0))
        assert result.error is None
        assert all(seconds <= at + 0.4 for at, seconds in times)

    run(main())


def test_what_piled_up_is_sent_at_once_but_within_limits():
    async def main():
        world = World(bound(hears, begins=20.0))
        result = await listen(world, Mic(60), Service(max_pace=1.25, burst_seconds=7), Policy(begin=30))
        begun = result.of(heard.Ready)[0].t
        finals = result.of(heard.Final)
        for i, event in enumerate(finals):
            assert i + 1 <= 7 + 1.25 * (event.t - begun) + 0.06
        assert finals[6].t == pytest.approx(begun, abs=0.1)
        assert result.ended.dropped == 0

    run(main())


def test_a_service_that_ends_without_being_asked_is_tried_again():
    async def ends(wire):
        wire.begin()
        await wire.hear(2)
        wire.say(Ended())

    async def main():
        world, result = await heard_over(ends, hears, seconds=6)
        assert len(world.wires) == 2
        assert "without being asked" in result.of(heard.Reconnecting)[0].reason

    run(main())


def test_words_of_the_first_session_are_left_as_they_are():
    async def main():
        _, result = await heard_over(hears, seconds=2)
        assert result.of(heard.Final)[1].words == words("turn 1", 1000, 2000)

    run(main())


@pytest.mark.parametrize(("expires", "sessions"), [(None, 1), (-1e9, 1), (5, 1), (100, 2), (1e6, 1)])
def test_a_session_that_says_when_it_expires_is_renewed_before(expires, sessions):
    async def says(wire):
        wire.begin(expires_at=None if expires is None else time.time() + expires)
        if await wire.until_finished():
            wire.end()

    async def main():
        world, result = await heard_over(says, hears, seconds=99)
        assert len(world.wires) == sessions
        assert result.error is None
        if sessions == 2:
            assert world.wires[0].finished - world.wires[0].opened == pytest.approx(90, abs=1)

    run(main())


def test_a_session_that_has_run_out_makes_earlier_failures_forgotten():
    async def main():
        _, result = await heard_over(broken(), broken(), then(failed("expired"), after=3), broken(), hears, seconds=20)
        assert [event.attempt for event in result.of(heard.Reconnecting)] == [1, 2, 0, 1]

    run(main())
