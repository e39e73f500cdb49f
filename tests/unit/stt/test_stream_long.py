"""Long streams, and streams over services that fail in every order, without real time."""

from __future__ import annotations

import asyncio
import gc
import tracemalloc
from functools import partial as bound
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anamctl.stt import heard
from anamctl.stt.events import Failed
from anamctl.stt.policy import Policy
from tests.unit.stt.world import RATE, Mic, Service, Tape, World, broken, final, listen, partial, run, stream

if TYPE_CHECKING:
    from anamctl.stt.events import FailureKind

HOURS = 3.0
EVERY = 2.0
"""Seconds of sound in a turn of the long session."""


async def talks(wire: Any, *, lasts: float) -> None:
    """Close a turn with every two seconds of sound, and break after a while."""
    wire.begin()
    turn = 0
    while await wire.hear((turn + 1) * EVERY):
        start = turn * EVERY * 1000
        for i in range(1, 4):
            wire.say(partial(turn, " ".join(["word"] * i), start, start + 300 * i))
        wire.say(final(turn, "five words in this turn", start, start + EVERY * 1000, awaits_format=turn % 2 == 0))
        if turn % 4 == 0:
            wire.say(final(turn, "Five words in this turn.", start, start + EVERY * 1000))
        turn += 1
        if turn * EVERY >= lasts:
            wire.break_()
            return
    if await wire.until_finished():
        wire.end()


def test_three_hours_with_many_lost_sessions_stay_in_time_and_in_memory():
    async def main():
        scripts: list[Any] = []
        for i in range(40):
            scripts += [bound(talks, lasts=200 + i), broken()]
        world = World(*scripts, bound(talks, lasts=1e9))
        world.keeps_sound = False
        seconds = HOURS * 3600
        mic = Mic(seconds, 1000, says=None)
        finals, sessions, marks, ended = 0, set(), [], None
        async with stream(world, mic, Service(max_session_seconds=3600)) as streaming:
            async for event in streaming.events():
                if isinstance(event, heard.Final) and not event.is_interrupted:
                    finals += 1
                    sessions.add(event.key.session)
                    # Which sample the session began with is known to the test: what was sent before it.
                    first = sum(wire.seconds for wire in world.wires[:-1])
                    assert abs(event.start - (first + event.key.turn * EVERY) * 1000) < 100
                    if finals == 3000:
                        tracemalloc.start()  # it makes everything slow
                    elif finals in (3100, 4100, 5100):
                        gc.collect()
                        marks.append(tracemalloc.get_traced_memory()[0])
                elif isinstance(event, heard.Ended):
                    ended = event
        assert ended is not None
        assert 5000 < finals <= seconds / EVERY
        assert len(sessions) > 40
        assert ended.sessions == len(sessions)
        assert ended.dropped == 0
        assert world.most_open == 1
        assert len(marks) == 3
        assert all(after - before < 2**20 for before, after in pairwise(marks)), marks
        await world.close()

    try:
        run(main())
    finally:
        tracemalloc.stop()


KINDS: list[FailureKind] = ["server", "network", "pace", "expired", "busy", "idle"]
FAILURES = st.one_of(
    st.sampled_from([None, 1006, 1011, 1012, 3005]),
    st.sampled_from([Failed(kind=kind, text=kind) for kind in KINDS]),
)
STEPS = st.lists(
    st.tuples(st.floats(0, 1), st.sampled_from(["partial", "final", "hold", "again", "nothing"])), max_size=6
)
"""What is said after how much more sound."""
SCRIPTS = st.lists(st.tuples(st.booleans(), st.floats(0, 1), STEPS, FAILURES), max_size=4)
"""Whether it can be connected to, seconds until it begins, and what then."""


class Unreliable:
    """A service that says what it is told to, fails, and knows what it has said of which turn."""

    def __init__(self) -> None:
        self.said: dict[tuple[int, int], str] = {}

    async def serve(self, wire: Any, begins: float, steps: list[tuple[float, str]], failure: Any) -> None:
        await asyncio.sleep(begins)
        wire.begin()
        turn, at = 0, 0.0
        for more, what in steps:
            at += more
            if not await wire.hear(at):
                break
            turn += self._say(wire, turn, at, what)
        if wire.finished is None and failure != "none":
            if isinstance(failure, Failed):
                wire.say(failure)
            wire.break_(None if isinstance(failure, Failed) else failure)
        elif await wire.until_finished():
            wire.end()

    def _say(self, wire: Any, turn: int, at: float, what: str) -> int:
        text = f"s{wire.number} t{turn}"
        if what == "partial":
            wire.say(partial(turn, text, 0, 100))
        elif what in ("final", "hold"):
            wire.say(final(turn, text, 0, at * 1000, awaits_format=what == "hold"))
            self.said[wire.number, turn] = text
            return 1
        elif what == "again" and turn:
            wire.say(final(turn - 1, text + "!", 0, at * 1000))
            self.said[wire.number, turn - 1] = text + "!"
        return 0


@settings(max_examples=100, deadline=None)
@given(SCRIPTS, st.booleans())
def test_whatever_is_lost_in_whatever_order_no_final_is_and_none_comes_twice(scripts, is_live):
    async def main():
        service = Unreliable()
        made: list[Any] = [
            bound(service.serve, begins=begins, steps=steps, failure=failure) if works else broken()
            for works, begins, steps, failure in scripts
        ]
        world = World(*made, bound(service.serve, begins=0, steps=[(0.5, "final"), (1, "hold")], failure="none"))
        source = Mic(6, 100, says=None) if is_live else Tape(6, 100, pace=0, is_mute=True)
        result = await listen(world, source, None, Policy(attempts=20, starts=20, starting=1000))
        assert result.error is None
        assert world.most_open <= 1
        assert not world.is_open
        given_: dict[heard.TurnKey, str] = {}
        for event in result.of(heard.Final):
            assert event.replaces == (event.key in given_)
            given_[event.key] = event.text
        assert set(service.said.values()) <= set(given_.values())
        assert len(given_) >= len(service.said)
        assert result.ended.sessions == len(result.of(heard.Ready))
        assert result.ended.audio_seconds == pytest.approx(sum(wire.seconds for wire in world.wires))
        assert result.ended.audio_seconds == pytest.approx(6)
        assert result.ended.dropped == 0

    run(main())


def test_sound_is_never_sent_in_blocks_that_a_service_refuses_whatever_the_lengths():
    @settings(max_examples=60, deadline=None)
    @given(st.integers(1, 2500), st.sampled_from([(50, 1000), (100, 250), (1, 1000)]))
    def check(milliseconds, limits):
        shortest, longest = limits
        service = Service(min_block_ms=shortest, max_block_ms=longest)

        async def main():
            # The protocol raises for a block that is none, which would end the stream with that.
            world = World(bound(talks, lasts=1e9))
            result = await listen(world, Mic(3.003, milliseconds, says=None), service)
            assert result.error is None
            assert world.wires[0].heard_bytes >= 2 * round(3.003 * RATE)

        run(main())

    check()
