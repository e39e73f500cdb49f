"""The same sound to several services at once."""

from __future__ import annotations

import asyncio
from functools import partial

import pytest

from anamctl.audio import notices
from anamctl.errors import CredentialsError, ServiceError
from anamctl.listening.compare import Comparison, Lane, exit_code
from anamctl.listening.fan import Fan
from anamctl.listening.runner import Plan
from anamctl.listening.screen import END_TURN, PAUSE, QUIT
from anamctl.listening.status import Status
from anamctl.listening.verdict import Wish
from anamctl.stt.heard import Final
from tests.unit.listening.fakes import ABOUT, READY, FakeScreen, FakeSource, FakeStream, blocks, final

# ---- one source for several ------------------------------------------------------------------------------------------


async def take(branch, count=None):
    found = []
    async for block in branch:
        found.append(block)
        if count is not None and len(found) == count:
            break
    return found


def test_every_branch_hears_all_of_it():
    async def main():
        given = blocks(200)
        fan = Fan(FakeSource(given), 3)
        found = await asyncio.gather(*(take(branch) for branch in fan.branches), fan.pump())
        assert found[:3] == [given, given, given]

    asyncio.run(main())


def test_a_file_waits_for_the_slowest():
    async def main():
        fan = Fan(FakeSource(blocks(200)), 2)
        pump = asyncio.create_task(fan.pump())
        fast = asyncio.create_task(take(fan.branches[0]))
        for _ in range(500):
            await asyncio.sleep(0)
        assert len(fan.branches[1]._blocks) == 40
        assert not fast.done()
        assert len(await take(fan.branches[1])) == 200
        assert len(await fast) == 200
        await pump

    asyncio.run(main())


def test_a_branch_that_hears_no_more_keeps_nobody_waiting():
    async def main():
        fan = Fan(FakeSource(blocks(200)), 2)
        pump = asyncio.create_task(fan.pump())
        other = asyncio.create_task(take(fan.branches[0]))
        for _ in range(500):
            await asyncio.sleep(0)
        await fan.branches[1].aclose()
        assert len(await other) == 200
        await asyncio.wait_for(pump, 1)

    asyncio.run(main())


def test_when_nobody_hears_any_more_it_ends():
    async def main():
        fan = Fan(FakeSource(blocks(200)), 2)
        for branch in fan.branches:
            await branch.aclose()
        await asyncio.wait_for(fan.pump(), 1)
        assert [len(branch._blocks) for branch in fan.branches] == [0, 0]

    asyncio.run(main())


def test_each_branch_raises_what_the_source_raises():
    async def main():
        fan = Fan(FakeSource(blocks(2), failure=ServiceError("gone")), 2)
        found = await asyncio.gather(*(take(branch) for branch in fan.branches), fan.pump(), return_exceptions=True)
        assert [str(one) for one in found] == ["gone", "gone", "None"]

    asyncio.run(main())


def test_a_branch_is_like_the_source_and_can_forget():
    async def main():
        fan = Fan(FakeSource(blocks(3), rate=8000, is_live=True), 1)
        branch = fan.branches[0]
        assert (branch.rate, branch.name, branch.is_live) == (8000, "fake", True)
        await fan.pump()
        branch.discard()
        assert await take(branch) == []

    asyncio.run(main())


# ---- several services ------------------------------------------------------------------------------------------------


def _given(stream, source):
    return stream


def compare(*streams, keys=(), plan=None, wish=None, during=None, screen=None):
    screen = screen or FakeScreen(keys)

    async def main():
        lanes = [
            Lane(f"lane{number}", partial(_given, stream), Status(ABOUT, wish)) for number, stream in enumerate(streams)
        ]
        comparison = Comparison(FakeSource(blocks(3)), lanes, screen, plan or Plan(reads_keys=bool(keys)))
        task = asyncio.create_task(comparison.run())
        if during is not None:
            for _ in range(20):
                await asyncio.sleep(0)
            during(comparison)
        return await asyncio.wait_for(task, 5), screen, comparison

    return asyncio.run(main())


def test_lanes_are_shown_side_by_side():
    found, screen, _ = compare(FakeStream([READY, final(0, "un")]), FakeStream([READY, final(0, "uno", "es")]))
    finals = [(lane, event.text) for lane, event in screen.shown if isinstance(event, Final)]
    assert sorted(finals) == [(0, "un"), (1, "uno")]
    assert [(one.label, one.text, one.summary.languages[0].code) for one in found] == [
        ("lane0", "un", "fr"),
        ("lane1", "uno", "es"),
    ]
    assert exit_code(found) == 0


def test_one_that_fails_lets_the_others_go_on():
    found, _, _ = compare(FakeStream(failure=CredentialsError("no")), FakeStream([READY, final()]))
    assert [one.summary.exit_code for one in found] == [4, 0]
    assert exit_code(found) == 4


def test_an_expectation_is_for_all_of_them():
    found, _, _ = compare(FakeStream([READY, final()]), FakeStream([READY, final(language="de")]), wish=Wish("fr"))
    assert [one.summary.exit_code for one in found] == [0, 1]
    assert exit_code(found) == 1


def test_keys_are_for_all_of_them():
    streams = FakeStream(ends=False), FakeStream(ends=False)
    compare(*streams, keys=[PAUSE, END_TURN, PAUSE, QUIT])
    assert [stream.calls for stream in streams] == [["pause", "end_turn", "resume", ("stop", "you")]] * 2


def test_a_signal_ends_all_of_them():
    streams = FakeStream(ends=False), FakeStream(ends=False)
    found, _, _ = compare(*streams, during=lambda comparison: comparison.signal())
    assert all(stream.is_left for stream in streams)
    assert exit_code(found) == 130


@pytest.mark.parametrize("error", [BrokenPipeError(), OSError(5, "gone")])
def test_nobody_who_reads_ends_all_of_them(error):
    streams = FakeStream(ends=False), FakeStream(ends=False)
    _, _, comparison = compare(*streams, during=lambda comparison: comparison.lose(error))
    assert comparison.lost is error
    assert all(("stop", "nobody reads what is written") in stream.calls for stream in streams)


class Broken(FakeScreen):
    """Fails while somebody types."""

    def __init__(self, failure):
        super().__init__()
        self._failure = failure

    def keys(self):
        raise self._failure


def test_a_bug_beside_the_streams_ends_all_of_them_and_is_not_swallowed():
    streams = FakeStream(ends=False), FakeStream(ends=False)
    with pytest.raises(RuntimeError, match="planted"):
        compare(*streams, screen=Broken(RuntimeError("planted")), plan=Plan(reads_keys=True))
    assert all(("stop", "a bug in anamctl") in stream.calls for stream in streams)
    assert all(stream.is_left for stream in streams)


def test_a_terminal_that_is_gone_while_somebody_types_interrupts_all_of_them():
    streams = FakeStream(ends=False), FakeStream(ends=False)
    error = OSError(5, "gone")
    found, _, comparison = compare(*streams, screen=Broken(error), plan=Plan(reads_keys=True))
    assert comparison.lost is error
    assert exit_code(found) == 130


def test_what_the_source_says_is_noted_once_and_every_state_follows_it():
    states = []

    def during(comparison):
        for notice in (notices.Stalled("USB", 5.0), notices.Resumed("USB", 5.0)):
            comparison.notice(notice)
            states.append([lane.status.state for lane in comparison._lanes])
        comparison.end()

    _, screen, _ = compare(FakeStream(ends=False), FakeStream(ends=False), during=during)
    assert screen.notes[1:] == ["USB is back after 5.0 s"]
    assert states == [["missing"] * 2, ["listening"] * 2]
