"""What the persona sends: pictures and sound, each at its own pace."""

from __future__ import annotations

import asyncio
import itertools
import math
import struct

import pytest
from aiortc.mediastreams import MediaStreamError

from anamctl.sandbox.anam.live import voice as module
from anamctl.sandbox.anam.live.pictures import HEIGHT, WIDTH, Picture, picture
from anamctl.sandbox.anam.live.voice import RATE, Voice, resampled, samples


def tone(rate, seconds=0.5, hertz=440):
    count = int(rate * seconds)
    return struct.pack(f"<{count}h", *(int(8000 * math.sin(2 * math.pi * hertz * i / rate)) for i in range(count)))


def crossings(pcm):
    values = struct.unpack(f"<{len(pcm) // 2}h", pcm)
    return sum((before < 0) != (after < 0) for before, after in itertools.pairwise(values))


def frames(track, count):
    async def read():
        made = track()
        return [await made.recv() for _ in range(count)]

    return asyncio.run(read())


def test_a_silent_voice_gives_frames_of_20_ms():
    given = frames(Voice, 3)

    assert [(frame.samples, frame.sample_rate, frame.pts) for frame in given] == [
        (960, RATE, 0),
        (960, RATE, 960),
        (960, RATE, 1920),
    ]
    assert all(samples(frame) == bytes(1920) for frame in given)


def test_frames_come_at_their_pace():
    async def measure():
        voice = Voice()
        loop = asyncio.get_running_loop()
        await voice.recv()
        began = loop.time()
        for _ in range(10):
            await voice.recv()
        return loop.time() - began

    assert 0.15 < asyncio.run(measure()) < 1.0


def test_what_is_played_comes_out_and_then_silence():
    async def play():
        voice = Voice()
        voice.play(b"\1\2" * 1000, RATE)
        assert voice.is_speaking
        first, second, third = [samples(await voice.recv()) for _ in range(3)]
        return first, second, third, voice.is_speaking

    first, second, third, speaks = asyncio.run(play())

    assert first == b"\1\2" * 960
    assert second == b"\1\2" * 40 + bytes(1840)
    assert third == bytes(1920)
    assert not speaks


def test_it_falls_silent_at_once():
    async def play():
        voice = Voice()
        voice.play(tone(RATE), RATE)
        await voice.recv()
        voice.hush()
        return samples(await voice.recv())

    assert asyncio.run(play()) == bytes(1920)


def test_too_much_speech_is_left_out(monkeypatch):
    monkeypatch.setattr(module, "LIMIT", 100)

    async def play():
        voice = Voice()
        voice.play(b"\1\2" * 960, RATE)
        return samples(await voice.recv())

    assert asyncio.run(play()) == b"\1\2" * 50 + bytes(1820)


@pytest.mark.parametrize("rate", [8000, 16000, 24000, 44100, 48000])
def test_a_tone_keeps_its_pitch_and_length_at_another_rate(rate):
    sound = resampled(tone(rate), rate)

    assert abs(len(sound) / 2 / RATE - 0.5) < 0.01
    assert abs(crossings(sound) - 440) < 8


def test_nothing_and_half_a_sample_can_be_resampled():
    assert resampled(b"", 16000) == b""
    assert resampled(b"\1", 48000) == b""


def test_a_machine_that_slept_does_not_make_the_voice_hurry():
    async def sleep():
        loop = asyncio.get_running_loop()
        ahead = [0.0]
        voice = Voice(lambda: loop.time() + ahead[0])
        await voice.recv()
        ahead[0] = 60.0
        began = loop.time()
        for _ in range(6):
            await voice.recv()
        return loop.time() - began

    assert asyncio.run(sleep()) > 0.07


def test_pictures_move_and_have_colour_planes():
    first, second = picture(0), picture(1)

    assert (first.width, first.height) == (WIDTH, HEIGHT)
    assert first.to_ndarray(format="gray").tobytes() != second.to_ndarray(format="gray").tobytes()


def test_pictures_come_ten_a_second():
    assert [frame.pts for frame in frames(Picture, 3)] == [0, 9000, 18000]


@pytest.mark.parametrize("track", [Voice, Picture])
def test_a_stopped_track_says_so(track):
    async def stop():
        made = track()
        await made.recv()
        made.stop()
        with pytest.raises(MediaStreamError):
            await made.recv()

    asyncio.run(stop())
