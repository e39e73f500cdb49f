"""A microphone, driven by a stand-in for sounddevice: every row of what devices do wrong."""

from __future__ import annotations

import asyncio
import sys
import threading

import pytest

from anamctl.audio.failures import (
    ChoiceError,
    GoneError,
    HungError,
    NoDeviceError,
    NoPortAudioError,
    RefusedError,
    StalledError,
)
from anamctl.audio.level import SILENCE
from anamctl.audio.microphone import open_microphone
from anamctl.audio.notices import Dropped, Heard, Overflowed, Resumed, Silent, Stalled
from anamctl.audio.system import SoundSystem
from anamctl.audio.threads import stuck
from anamctl.audio.watching import Patience
from tests.unit.audio.fake_sounddevice import HEADSET, SPEAKERS, USB, FakeSounddevice
from tests.unit.audio.samples import all_of, pcm, run, tone, values

PATIENCE = Patience(open=5, close=5, silent=0.2, stalled=0.05, give_up=0.2)
BLOCK = tone(seconds=0.05)


@pytest.fixture
def module():
    module = FakeSounddevice(USB, HEADSET)
    yield module
    module.go_on()


@pytest.fixture
def told():
    return []


@pytest.fixture
def opening(module, told):
    """Give a call that opens a microphone."""

    def opening(wanted=None, **options):
        options = {"patience": PATIENCE, "system": SoundSystem(module, probe=bool), "tell": told.append, **options}
        return open_microphone(wanted, **options)

    return opening


def deliver(stream, *blocks, **options):
    """Call back from another thread, as PortAudio does."""
    thread = threading.Thread(target=lambda: [stream.deliver(block, **options) for block in blocks])
    thread.start()
    thread.join()


# ---- opening ---------------------------------------------------------------------------------------------------------


def opened(opening, *arguments, **options):
    async def go():
        async with await opening(*arguments, **options) as microphone:
            return microphone

    return run(go())


def test_it_asks_for_blocks_of_50_ms_at_16_khz_in_one_channel(opening, module):
    microphone = opened(opening)
    (stream,) = module.streams

    assert (stream.rate, stream.channels, stream.blocksize, stream.device) == (16000, 1, 800, 0)
    assert (microphone.rate, microphone.name, microphone.is_live) == (16000, "USB Mic", True)
    assert stream.is_closed


@pytest.mark.parametrize(
    ("device", "rate", "channels"),
    [
        ({**USB, "rates": (48000,), "rate": 48000}, 48000, 1),
        ({**USB, "inputs": 2, "refuses": (1,)}, 16000, 2),
        ({**USB, "inputs": 2, "refuses": (1,), "rates": (44100,)}, 44100, 2),
        ({**USB, "inputs": 8, "refuses": (1, 2)}, 16000, 8),
    ],
    ids=["16 kHz is refused", "mono is refused", "both are refused", "all but eight channels are refused"],
)
def test_it_takes_what_the_device_offers(opening, module, device, rate, channels):
    module.seen = module.plugged = [device]
    microphone = opened(opening)

    assert (module.streams[0].rate, module.streams[0].channels) == (rate, channels)
    assert module.streams[0].blocksize == rate // 20
    assert microphone.rate == rate


@pytest.mark.parametrize(
    ("change", "error", "said"),
    [
        (lambda module: module.seen.clear(), NoDeviceError, "There is no microphone."),
        (lambda module: module.__init__(SPEAKERS), NoDeviceError, "There is no microphone."),
        (lambda module: setattr(module, "busy", True), RefusedError, "USB Mic does not open: Device unavailable."),
        (lambda module: setattr(module, "start_fails", True), RefusedError, "Unanticipated host error"),
        (lambda module: module.seen[0].update(rates=()), RefusedError, "USB Mic does not open: Invalid sample rate."),
        (lambda module: module.seen[0].update(inputs=2, rates=(44100,), refuses=(1, 2)), RefusedError, "sample rate."),
    ],
    ids=["no device", "no microphone", "busy", "does not start", "takes no rate", "what it said first is told"],
)
def test_what_does_not_open_is_told(opening, module, change, error, said):
    module.seen = module.plugged = [dict(device) for device in module.seen]
    change(module)
    with pytest.raises(error) as caught:
        run(opening())

    assert said in caught.value.message
    assert caught.value.hint
    assert int(caught.value.exit_code) == 3
    assert all(stream.is_closed for stream in module.streams)


def test_the_hint_for_a_device_in_use_and_for_a_mac(opening, module, monkeypatch):
    module.busy = True
    with pytest.raises(RefusedError) as caught:
        run(opening())
    assert caught.value.hint == "does another program use it?"

    module.busy, module.start_fails = False, True
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(RefusedError) as caught:
        run(opening())
    assert "System Settings" in caught.value.hint


def test_a_name_that_nothing_or_two_things_have_is_told(opening):
    with pytest.raises(ChoiceError, match='No microphone is called "nosuch"'):
        run(opening("nosuch"))
    with pytest.raises(ChoiceError, match='"s" can be 0 USB Mic'):
        run(opening("s"))
    assert opened(opening, "headset").name == "Headset"
    assert opened(opening, 1).name == "Headset"


def test_a_missing_portaudio_is_told(opening, monkeypatch):
    monkeypatch.setitem(sys.modules, "sounddevice", None)

    with pytest.raises(NoPortAudioError):
        run(opening(system=SoundSystem(probe=bool)))


def test_a_server_that_hangs_holds_up_nobody_and_a_stream_that_opens_late_is_closed(opening, module):
    module.hang()
    with pytest.raises(HungError, match=r"The microphone has not answered within 0\.05 s") as caught:
        run(opening(patience=PATIENCE._replace(open=0.05)))
    assert caught.value.hint.startswith("does the sound server hang?")
    assert stuck() == 1

    module.go_on()
    while stuck():
        threading.Event().wait(0.001)
    assert [stream.is_closed for stream in module.streams] == [True]


# ---- recording -------------------------------------------------------------------------------------------------------


def test_what_is_delivered_is_what_is_given(opening, module):
    async def go():
        microphone = await opening()
        blocks = [tone(seconds=0.05, frequency=200 + 100 * number) for number in range(5)]
        deliver(module.streams[0], *blocks)
        taken = [await anext(microphone) for _ in blocks]
        level = microphone.level
        await microphone.aclose()
        return microphone, blocks, taken, level

    microphone, blocks, taken, level = run(go())

    assert [block.pcm for block in taken] == blocks
    assert [block.start for block in taken] == [0, 800, 1600, 2400, 3200]
    assert level.peak > -11
    assert microphone.dropped == 0
    assert microphone.clock.time_of(taken[0].end) <= taken[0].captured + 1e-9


def test_two_channels_are_mixed(opening, module):
    module.seen = module.plugged = [{**USB, "inputs": 2, "refuses": (1,)}]

    async def go():
        async with await opening() as microphone:
            deliver(module.streams[0], pcm([100, 300] * 800))
            return await anext(microphone)

    assert values(run(go()).pcm) == [200] * 800


def test_short_blocks_are_put_together(opening, module):
    async def go():
        async with await opening() as microphone:
            deliver(module.streams[0], *[BLOCK[at : at + 320] for at in range(0, 1600, 320)])
            return await anext(microphone)

    assert run(go()).pcm == BLOCK


def test_stopping_gives_what_was_recorded_with_its_last_block_padded(opening, module):
    async def go():
        microphone = await opening()
        deliver(module.streams[0], BLOCK, BLOCK[:1000])
        listening = asyncio.create_task(all_of(microphone))
        await microphone.stop()
        blocks = await listening
        return blocks, await all_of(microphone)

    blocks, after = run(go())

    assert [block.pcm for block in blocks] == [BLOCK, BLOCK[:1000] + bytes(600)]
    assert after == []
    assert module.streams[0].is_closed


def test_closing_ends_who_waits_and_drops_the_rest(opening, module):
    async def go():
        microphone = await opening()
        listening = asyncio.create_task(all_of(microphone))
        await asyncio.sleep(0)
        await microphone.aclose()
        await microphone.aclose()
        deliver(module.streams[0], BLOCK)  # a stream that was left may still call back
        return await listening, await all_of(microphone), microphone.held

    assert run(go()) == ([], [], 0)


def test_what_waits_can_be_discarded(opening, module):
    async def go():
        async with await opening() as microphone:
            deliver(module.streams[0], *[BLOCK] * 20)
            held = microphone.held
            microphone.discard()
            deliver(module.streams[0], bytes(1600))
            return held, microphone.held, await anext(microphone), microphone.dropped

    held, left, block, dropped = run(go())

    assert (held, left, dropped) == (1.0, 0.05, 0)
    assert (block.start, block.pcm) == (16000, bytes(1600))


def test_a_consumer_that_is_held_up_costs_the_oldest_sound_and_is_told(opening, module, told):
    async def go():
        async with await opening() as microphone:
            deliver(module.streams[0], *[BLOCK] * 700)
            held = microphone.held
            block = await anext(microphone)
            return held, block, microphone.dropped

    held, block, dropped = run(go())

    assert held == 30.0
    assert block.start == 100 * 800
    assert dropped == 5.0
    assert told == [Dropped("USB Mic", 5.0, 5.0)]
    assert told[0].text == "5.0 s of sound from USB Mic were dropped, because nobody took them in time"


def test_an_overflow_that_the_device_reports_is_told(opening, module, told):
    async def go():
        async with await opening() as microphone:
            deliver(module.streams[0], BLOCK, overflow=True)
            await anext(microphone)

    run(go())

    assert told == [Overflowed("USB Mic", 1)]
    assert told[0].text == "USB Mic reports that it lost sound"


# ---- out of order ----------------------------------------------------------------------------------------------------


def test_lasting_silence_and_its_end_are_told(opening, module, told):
    async def go():
        async with await opening() as microphone:
            deliver(module.streams[0], *[bytes(1600)] * 5, BLOCK)
            for _ in range(5):
                await anext(microphone)
            level = microphone.level
            await anext(microphone)
            return level

    assert run(go()) == SILENCE
    assert [type(notice) for notice in told] == [Silent, Heard]


def test_a_stall_is_told_and_it_goes_on(opening, module, told):
    async def go():
        stalled = asyncio.Event()

        def tell(notice):
            told.append(notice)
            stalled.set()

        async with await opening(patience=PATIENCE._replace(give_up=20), tell=tell) as microphone:
            next_ = asyncio.ensure_future(anext(microphone))
            await stalled.wait()
            deliver(module.streams[0], BLOCK)
            return await next_

    assert run(go()).pcm == BLOCK
    assert [type(notice) for notice in told] == [Stalled, Resumed]


def test_a_stall_without_end_is_an_error(opening, told):
    async def go():
        async with await opening() as microphone:
            await anext(microphone)

    with pytest.raises(StalledError, match="Nothing has come from USB Mic"):
        run(go())
    assert [type(notice) for notice in told] == [Stalled]


def test_a_server_that_hangs_does_not_hold_up_who_closes(opening, module):
    async def go():
        microphone = await opening(patience=PATIENCE._replace(close=0.05))
        module.hang()
        await microphone.aclose()
        return stuck()

    assert run(go()) == 1


def test_an_unplugged_microphone_gives_what_it_has_and_says_that_it_is_gone(opening, module):
    async def go():
        async with await opening() as microphone:
            deliver(module.streams[0], BLOCK)
            module.streams[0].vanish()
            block = await anext(microphone)
            with pytest.raises(GoneError) as caught:
                await anext(microphone)
            return block, caught.value

    block, error = run(go())

    assert block.pcm == BLOCK
    assert error.message == "USB Mic is gone."
    assert "unplugged" in error.hint


def unplug(module):
    module.plugged.remove(USB)
    module.streams[-1].vanish()


def test_it_can_be_opened_again_when_it_is_back_and_counts_on(opening, module):
    async def go():
        async with await opening("0") as microphone:
            deliver(module.streams[0], BLOCK)
            unplug(module)
            before = await anext(microphone)
            with pytest.raises(GoneError):
                await anext(microphone)
            with pytest.raises(ChoiceError):
                await microphone.reopen()
            module.plugged.append(USB)  # its number is another one now
            await microphone.reopen()
            deliver(module.streams[-1], BLOCK)
            return before, await anext(microphone), microphone

    before, after, microphone = run(go())

    assert (before.end, after.start, after.pcm) == (800, 800, BLOCK)
    assert module.streams[-1].device == 1
    assert microphone.dropped == 0


def test_it_is_waited_for(opening, module):
    async def go():
        microphone = await opening("usb mic", timers=quick(lambda: module.plugged.append(USB)))
        unplug(module)
        with pytest.raises(GoneError):
            await anext(microphone)
        await microphone.reopen(wait=10)
        await microphone.aclose()

    run(go())

    assert len(module.streams) == 2


def quick(then):
    """Give timers that do something in the place of waiting."""
    from anamctl.audio.timers import Timers

    async def sleep(seconds):
        then()

    return Timers(sleep=sleep)


def test_a_microphone_that_comes_back_with_another_rate_is_refused(opening, module):
    module.seen = module.plugged = [{**USB}]

    async def go():
        async with await opening() as microphone:
            module.plugged[0] = {**USB, "rates": (48000,)}
            with pytest.raises(RefusedError):
                await microphone.reopen()
            with pytest.raises(GoneError):
                await anext(microphone)

    run(go())


def test_a_restart_for_another_device_ends_it_as_if_it_were_unplugged(opening, module):
    async def go():
        system = SoundSystem(module, probe=bool)
        first = await opening("usb", system=system)
        second = await opening("headset", system=system)
        await second.reopen()
        with pytest.raises(GoneError):
            await anext(first)
        await first.reopen()
        deliver(module.streams[-1], BLOCK)
        block = await anext(first)
        await first.aclose()
        await second.aclose()
        return block

    assert run(go()).pcm == BLOCK


def test_a_device_that_calls_back_after_the_loop_has_ended_harms_nobody(opening, module):
    run(opening())
    stream = module.streams[0]

    deliver(stream, BLOCK)
    stream.vanish()
