"""Where the sound comes from."""

from __future__ import annotations

import asyncio
import wave
from typing import Any

import pytest

from anamctl.audio.blocks import Block
from anamctl.audio.failures import DeviceError, GoneError
from anamctl.listening.source import Back, Gone, Lasting, Resampled, Tapped, Wanted, device_of, opened
from tests.unit.listening.fakes import FakeSource, blocks


async def all_of(source):
    return [block async for block in source]


def collect(source):
    return asyncio.run(all_of(source))


class Ear:
    def __init__(self):
        self.heard = []

    def sound(self, block, rate):
        self.heard.append((block.start, rate))


# ---- tapped ----------------------------------------------------------------------------------------------------------


def test_others_hear_each_block_before_it_is_sent():
    ear, given = Ear(), blocks(3)
    tapped = Tapped(FakeSource(given), [ear])
    assert tapped.level() is None
    assert collect(tapped) == given
    assert ear.heard == [(0, 16000), (800, 16000), (1600, 16000)]
    level = tapped.level()
    assert level is not None
    assert level.peak == pytest.approx(-80.8, abs=0.1)


def test_each_of_several_files_is_told_when_it_begins():
    class Files(FakeSource):
        async def __aiter__(self):
            self.marks.append((0, "a.wav"))
            yield blocks(1)[0]
            self.marks.extend([(1000, "b.wav"), (1400, "c.wav")])
            yield blocks(1, start=800)[0]

    told = []
    collect(Tapped(Files(), began=lambda *began: told.append(began)))
    assert told == [("a.wav", 0.0), ("b.wav", 62.5), ("c.wav", 87.5)]


@pytest.mark.parametrize(
    ("wrap", "rate"),
    [
        (Tapped, 48000),
        (lambda inner: Lasting(inner, 60.0, lambda _: None), 48000),
        (lambda inner: Resampled(inner, 16000, 50), 16000),
    ],
    ids=["tapped", "lasting", "resampled"],
)
def test_a_source_around_another_is_like_the_one_behind_it(wrap, rate):
    inner = FakeSource(is_live=True, rate=48000)
    outer = wrap(inner)
    assert (outer.rate, outer.name, outer.is_live) == (rate, "fake", True)
    outer.discard()
    asyncio.run(outer.aclose())
    assert inner.discarded == 1
    assert inner.is_closed


# ---- a microphone that was unplugged ---------------------------------------------------------------------------------


class Unplugged(FakeSource):
    """A microphone that is gone after its blocks, once; and comes back, or not."""

    def __init__(self, *, comes_back=True):
        super().__init__(is_live=True)
        self.waits = []
        self._parts = [blocks(2), blocks(1, start=5000)]
        self._comes_back = comes_back

    async def __aiter__(self):
        for block in self._parts.pop(0):
            yield block
        if self._parts:
            raise GoneError("USB is gone.")

    async def reopen(self, *, wait):
        self.waits.append(wait)
        if not self._comes_back:
            raise DeviceError("USB did not come back.")


def test_a_microphone_that_was_unplugged_is_waited_for():
    microphone = Unplugged()
    told: list[Any] = []
    lasting = Lasting(microphone, 60.0, told.append)
    assert [block.start for block in collect(lasting)] == [0, 800, 5000]
    assert microphone.waits == [60.0]
    assert told == [Gone("fake", 60.0), Back("fake")]
    assert [notice.text for notice in told] == [
        "fake is gone; waiting up to 60 s for it to come back",
        "fake is back",
    ]


def test_one_that_does_not_come_back_ends_it():
    with pytest.raises(DeviceError, match="did not come back"):
        collect(Lasting(Unplugged(comes_back=False), 60.0, lambda _: None))


def test_who_does_not_wait_hears_of_it_at_once():
    microphone = Unplugged()
    with pytest.raises(GoneError):
        collect(Lasting(microphone, 0, lambda _: None))
    assert microphone.waits == []


@pytest.mark.parametrize(("first", "rate"), [(4000, 16000), (8000, 8000), (44100, 44100)])
def test_files_below_every_rate_that_services_take_are_heard_at_a_usual_one(tmp_path, first, rate):
    for name, its in (("first.wav", first), ("second.wav", 6000)):
        with wave.open(str(tmp_path / name), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(its)
            file.writeframes(bytes(its * 2))

    async def main():
        wanted = Wanted(files=(str(tmp_path / "first.wav"), str(tmp_path / "second.wav")), pace=0, tail=0)
        async with opened(wanted, lambda _: None) as source:
            return source.rate, [block async for block in source]

    found, given = asyncio.run(main())
    assert found == rate
    assert given[-1].end / rate == pytest.approx(2.0, abs=0.06)


# ---- another rate ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("rate", "wanted"), [(48000, 16000), (8000, 16000), (44100, 16000), (16000, 24000)])
def test_sound_gets_the_rate_that_is_wanted_and_keeps_its_length(rate, wanted):
    count = rate // 20
    given = [Block(b"\x10\0" * count, at * count, at * 0.05) for at in range(20)]
    resampled = Resampled(FakeSource(given, rate=rate), wanted, 50)
    found = collect(resampled)
    assert resampled.rate == wanted
    assert {block.samples for block in found} == {-(-wanted // 20)}
    assert [block.start for block in found] == [at * found[0].samples for at in range(len(found))]
    assert found[-1].end / wanted == pytest.approx(1.0, abs=0.06)


def test_a_gap_stays_where_it_was():
    given = [Block(b"\x10\0" * 2400, 0, 0.05), Block(b"\x10\0" * 2400, 48000, 1.05)]
    found = collect(Resampled(FakeSource(given, rate=48000), 16000, 50))
    assert found[-1].start == pytest.approx(16000, abs=16)
    assert sum(block.samples for block in found) < 8000


def test_marks_are_in_samples_of_the_new_rate():
    source = FakeSource(rate=48000)
    source.marks = [(0, "a"), (48000, "b")]
    assert Resampled(source, 16000, 50).marks == [(0, "a"), (16000, "b")]


# ---- opening ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def clip(tmp_path):
    path = tmp_path / "clip.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"\1\0" * 4000)
    return str(path)


@pytest.mark.parametrize(("only", "rate"), [(None, 8000), (8000, 8000), (16000, 16000)])
def test_files_are_opened_at_their_rate_or_the_only_one(clip, only, rate):
    async def main():
        async with opened(Wanted((clip, clip), pace=0, tail=0.5, only_rate=only), lambda _: None) as source:
            return source.rate, await all_of(source)

    found, heard = asyncio.run(main())
    assert found == rate
    assert heard[-1].end / rate >= 1.5


def test_the_source_is_closed_in_the_end(clip):
    async def main():
        async with opened(Wanted((clip,), pace=0), lambda _: None) as source:
            pass
        return [block async for block in source]

    assert asyncio.run(main()) == []


@pytest.mark.parametrize(("text", "expected"), [("", None), ("3", 3), ("USB Mic", "USB Mic")])
def test_a_device_is_a_number_or_a_name(text, expected):
    assert device_of(text) == expected


def test_the_microphone_is_opened_with_what_was_asked_for(monkeypatch):
    asked: dict[str, Any] = {}

    async def open_microphone(device, **options):
        asked.update(options, device=device)
        return FakeSource(is_live=True, rate=48000)

    monkeypatch.setattr("anamctl.audio.microphone.open_microphone", open_microphone)

    async def main():
        async with opened(Wanted(device="2", only_rate=16000), lambda _: None) as source:
            return source.rate, source.is_live

    assert asyncio.run(main()) == (16000, True)  # the device has not taken 16 kHz, so it is resampled
    assert (asked["device"], asked["rate"], asked["milliseconds"]) == (2, 16000, 50)
