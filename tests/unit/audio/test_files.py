"""Files as a source: pace, tail, several in a row, pipes."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
from itertools import pairwise
from typing import BinaryIO, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.audio.blocks import SHORTEST_MS
from anamctl.audio.failures import SoundFileError
from anamctl.audio.files import open_files
from anamctl.audio.notices import CutShort
from anamctl.audio.timers import Timers
from tests.unit.audio.samples import Drip, all_of, pcm, posix, run, tone, values, wav


class Time:
    """A clock that goes on when somebody sleeps."""

    def __init__(self):
        self.now = 50.0
        self.naps: list[float] = []

    async def sleep(self, seconds):
        self.naps.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)

    @property
    def timers(self):
        return Timers(lambda: self.now, self.sleep)


@pytest.fixture
def make(tmp_path):
    def make(name="a.wav", data=None, **header):
        path = tmp_path / name
        path.write_bytes(wav(tone() if data is None else data, **header))
        return str(path)

    return make


def heard(paths, **options):
    """Give the blocks of files as fast as they come, and the source."""

    async def hear():
        source = await open_files(paths, **{"pace": 0, "tail": 0, **options})
        async with source:
            return await all_of(source), source

    return run(hear())


def sound(blocks):
    return b"".join(block.pcm for block in blocks)


def test_a_file_becomes_blocks_of_one_length(make):
    blocks, source = heard([make(data=tone(seconds=0.52))])

    assert {block.samples for block in blocks} == {800}
    assert sound(blocks) == tone(seconds=0.52) + bytes(2 * 480)  # the last one is padded
    assert [block.start for block in blocks] == list(range(0, 11 * 800, 800))
    assert (source.rate, source.is_live, source.seconds) == (16000, False, 0.52)


@given(
    count=st.integers(1, 5000),
    rate=st.sampled_from([8000, 11025, 44100]),
    tail=st.floats(0, 0.3),
    milliseconds=st.sampled_from([50, 120, 1000]),
)
def test_no_sample_is_lost_or_doubled_and_the_tail_is_silence(tmp_path_factory, count, rate, tail, milliseconds):
    path = tmp_path_factory.mktemp("sound") / "a.wav"
    data = pcm(1 + index % 30000 for index in range(count))
    path.write_bytes(wav(data, rate))
    blocks, _ = heard([str(path)], tail=tail, milliseconds=milliseconds)
    whole = sound(blocks)

    assert whole[: len(data)] == data
    assert not any(whole[len(data) :])
    assert len(whole) // 2 - count >= round(tail * rate)
    assert {SHORTEST_MS <= block.samples * 1000 / rate <= 1000 for block in blocks} == {True}


def test_files_are_heard_one_after_the_other_at_the_rate_of_the_first(make):
    first, second = make("a.wav", rate=16000), make("b.wav", tone(48000), rate=48000)
    third = make("c.wav", bytes(2 * 16000))
    blocks, source = heard([first, second, third])

    assert source.rate == 16000
    assert source.name == f"{first} and 2 more"
    assert source.seconds == 2.0
    assert source.marks == [(0, first), (8000, second), (16000, third)]
    loud = [max(map(abs, values(block.pcm))) for block in blocks]
    assert len(blocks) == 40
    assert min(loud[:19]) > 9000
    assert loud[21:] == [0] * 19


def test_a_file_is_heard_at_the_pace_of_a_microphone(make):
    time = Time()
    blocks, _ = heard([make()], pace=1, timers=time.timers)

    assert [after.captured - before.captured for before, after in pairwise(blocks)] == pytest.approx([0.05] * 9)
    assert blocks[0].captured == pytest.approx(50.05)  # no microphone gives a block before it was spoken


@pytest.mark.parametrize(("pace", "step"), [(0.5, 0.1), (4, 0.0125)])
def test_another_pace_is_slower_or_faster(make, pace, step):
    time = Time()
    blocks, _ = heard([make()], pace=pace, timers=time.timers)

    assert [after.captured - before.captured for before, after in pairwise(blocks)] == pytest.approx([step] * 9)


def test_a_consumer_that_is_a_little_late_is_caught_up_with_and_a_long_wait_makes_no_burst(make):
    async def hear():
        time = Time()
        source = await open_files([make()], tail=0, timers=time.timers)
        blocks = aiter(source)
        await anext(blocks)
        time.now += 0.12
        time.naps.clear()
        await anext(blocks)
        await anext(blocks)
        caught_up = list(time.naps)
        time.now += 60
        time.naps.clear()
        await anext(blocks)
        await anext(blocks)
        await source.aclose()
        return caught_up, list(time.naps)

    caught_up, after_long = run(hear())

    assert caught_up == []
    assert after_long == pytest.approx([0.05])


def test_what_is_wrong_with_any_file_is_told_before_the_first_is_heard(make, tmp_path):
    with pytest.raises(SoundFileError, match=r"no\.wav cannot be read"):
        heard([make(), str(tmp_path / "no.wav")])
    with pytest.raises(SoundFileError, match="There is no file"):
        heard([])
    with pytest.raises(SoundFileError, match="once only"):
        heard(["-", "-"])
    with pytest.raises(ValueError, match="not negative"):
        heard([make()], pace=-1)


def test_stdin_is_heard_and_a_stream_cut_short_is_told():
    told: list = []
    blocks, source = heard(["-"], stdin=Drip(wav(tone(), size=32000), 999), tell=told.append)

    assert sound(blocks) == tone()
    assert source.name == "stdin"
    assert told == [CutShort("stdin", 0.5)]
    assert told[0].text == "stdin ended 0.5 s before what its header promises"


@posix
def test_raw_samples_are_heard_from_a_pipe(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=lambda: path.write_bytes(tone(8000)))
    writer.start()
    blocks, source = heard([str(path)], rate=8000)
    writer.join()

    assert sound(blocks) == tone(8000)
    assert source.rate == 8000


def test_a_pipe_that_fails_fails_who_listens():
    class Failing(Drip):
        def read(self, size=-1):
            if self._data.tell() >= 3000:
                raise OSError(5, "Input/output error")
            return super().read(size)

    with pytest.raises(SoundFileError, match="cannot be read on"):
        heard(["-"], stdin=Failing(wav(tone()), 500))


class Endless(Drip):
    """A pipe that gives a header and a little, and then waits for ever."""

    def __init__(self):
        super().__init__(wav(tone(seconds=0.2), size=0), 10_000)
        self.waits = threading.Event()
        self.goes_on = threading.Event()

    def read(self, size=-1):
        data = super().read(size)
        if not data:
            self.waits.set()
            assert self.goes_on.wait(20)
        return data


def test_a_source_can_be_closed_while_somebody_waits_for_a_pipe():
    pipe = Endless()

    async def hear():
        source = await open_files(["-"], stdin=cast("BinaryIO", pipe), pace=0)
        listening = asyncio.create_task(all_of(source))
        await asyncio.to_thread(pipe.waits.wait, 10)
        await asyncio.sleep(0)
        await source.aclose()
        await source.aclose()
        return await listening

    blocks = run(hear())
    pipe.goes_on.set()

    assert len(blocks) <= 4


def test_a_source_that_was_closed_gives_nothing_more(make):
    async def hear():
        source = await open_files([make()])
        await source.aclose()
        source.discard()
        return await all_of(source)

    assert run(hear()) == []


def test_cancelling_who_listens_leaves_nothing_open(make):
    async def hear():
        source = await open_files([make()])
        listening = asyncio.create_task(all_of(source))
        await asyncio.sleep(0.02)
        listening.cancel()
        with pytest.raises(asyncio.CancelledError):
            await listening
        await source.aclose()

    run(hear())


def test_a_process_that_waits_for_a_pipe_ends_at_once_when_it_is_interrupted():
    script = """
import asyncio
from anamctl.audio.files import open_files
async def main():
    task = asyncio.create_task(open_files(["-"]))
    await asyncio.sleep(0.2)
    task.cancel()
    await task
try:
    asyncio.run(main())
except asyncio.CancelledError:
    print("cancelled")
"""
    with subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.read() == b"cancelled\n"  # while stdin is still open
        assert process.wait(20) == 0


def test_silence_stands_between_files_so_that_no_turn_goes_on(make):
    paths = [make("one.wav", tone(seconds=0.5)), make("two.wav", tone(seconds=0.5))]
    blocks, source = heard(paths, tail=0.25)

    assert sound(blocks) == (tone(seconds=0.5) + bytes(2 * 4000)) * 2
    assert (source.seconds, [start for start, _ in source.marks]) == (1.5, [0, 12000])
