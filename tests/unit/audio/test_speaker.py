"""A loudspeaker, driven by a stand-in for sounddevice."""

from __future__ import annotations

import pytest

from anamctl.audio.failures import ChoiceError, HungError, NoDeviceError, RefusedError
from anamctl.audio.microphone import open_microphone
from anamctl.audio.notices import OutputLost
from anamctl.audio.speaker import open_speaker
from anamctl.audio.system import SoundSystem
from anamctl.audio.threads import stuck
from anamctl.audio.watching import Patience
from tests.unit.audio.fake_sounddevice import SPEAKERS, USB, FakeSounddevice
from tests.unit.audio.samples import pcm, run, values

PATIENCE = Patience(open=5, close=5)


@pytest.fixture
def module():
    module = FakeSounddevice(SPEAKERS, USB, default_input=1)
    yield module
    module.go_on()


@pytest.fixture
def told():
    return []


@pytest.fixture
def system(module):
    return SoundSystem(module, probe=bool)


@pytest.fixture
def opening(system, told):
    def opening(wanted=None, **options):
        return open_speaker(wanted, **{"patience": PATIENCE, "system": system, "tell": told.append, **options})

    return opening


def played(stream, frames=12000, step=480):
    return b"".join(stream.ask(step) for _ in range(frames // step))


def test_what_is_written_is_played_after_a_moment(opening, module):
    speaker = run(opening())
    (stream,) = module.streams
    sound = pcm(range(1, 10001))
    speaker.write(sound, 48000, 2)
    heard = played(stream)
    speaker.close()

    assert (stream.rate, stream.channels) == (48000, 2)
    assert heard.strip(b"\0") == sound.strip(b"\0")
    assert speaker.name == "Speakers"
    assert stream.is_closed


def test_other_formats_are_fitted(opening, module):
    speaker = run(opening())
    speaker.write(pcm([500] * 4000), 16000, 1)
    heard = values(played(module.streams[0], 24000))
    speaker.close()

    assert sum(value > 450 for value in heard) == pytest.approx(2 * 12000, abs=300)
    assert heard[::2] == heard[1::2]


@pytest.mark.parametrize(
    ("device", "rate", "channels"),
    [
        ({**SPEAKERS, "rates": (44100,)}, 44100, 2),
        ({**SPEAKERS, "outputs": 1}, 48000, 1),
        ({**SPEAKERS, "refuses": (2,)}, 48000, 1),
    ],
)
def test_it_takes_what_the_device_offers(opening, module, device, rate, channels):
    module.seen = module.plugged = [device]
    run(opening()).close()

    assert (module.streams[0].rate, module.streams[0].channels) == (rate, channels)


def test_what_does_not_open_is_told(opening, module):
    with pytest.raises(ChoiceError):
        run(opening("nosuch"))
    module.busy = True
    with pytest.raises(RefusedError, match=r"Speakers does not open: Device unavailable\."):
        run(opening())
    module.busy, module.start_fails = False, True
    with pytest.raises(RefusedError):
        run(opening())
    assert all(stream.is_closed for stream in module.streams)
    module.seen = [USB]
    with pytest.raises(NoDeviceError, match="There is no loudspeaker"):
        run(opening())


def test_without_sound_there_is_silence_and_an_underrun_is_counted(opening, module):
    speaker = run(opening())
    stream = module.streams[0]

    assert not any(stream.ask(480))
    assert speaker.underruns == 0
    speaker.write(pcm([7] * 2 * 4800), 48000, 2)
    assert values(stream.ask(9600)) == [7] * 9600 + [0] * 9600
    assert speaker.underruns == 1
    speaker.close()
    assert speaker.underruns == 0


def test_writing_without_end_neither_waits_nor_grows(opening, module):
    speaker = run(opening())
    for _ in range(500):
        speaker.write(bytes(19200), 48000, 2)  # 50 s, and nobody plays

    assert speaker._opened is not None
    assert speaker._opened.player.buffer.held <= 1
    speaker.close()


def test_a_device_that_is_lost_is_told_once_and_writing_goes_on(opening, module, told):
    speaker = run(opening())
    module.streams[0].vanish()
    speaker.write(bytes(400), 48000, 2)
    speaker.write(bytes(400), 48000, 2)

    assert told == [OutputLost("Speakers", "it is gone; what is said is not played any more")]
    assert told[0].text.startswith("Speakers: it is gone")
    speaker.close()
    speaker.close()
    speaker.write(bytes(400), 48000, 2)
    assert len(told) == 1


def test_when_portaudio_is_started_anew_it_plays_on(opening, module, system):
    async def go():
        speaker = await opening()
        microphone = await open_microphone(system=system, patience=PATIENCE)
        await microphone.reopen()
        await microphone.aclose()
        return speaker

    speaker = run(go())
    stream = [stream for stream in module.streams if stream.device == 0][-1]
    assert stream.epoch == 2
    speaker.write(pcm([9] * 12000), 48000, 2)
    assert 9 in values(played(stream))

    module.plugged.remove(SPEAKERS)
    system.restart()  # without it, nothing is played, and nothing fails
    speaker.write(bytes(400), 48000, 2)
    speaker.close()
    system.restart()


def test_a_server_that_hangs_holds_up_nobody(opening, module):
    speaker = run(opening(patience=Patience(open=5, close=0.05)))
    module.hang()
    speaker.write(bytes(400), 48000, 2)
    speaker.close()

    with pytest.raises(HungError, match="The loudspeaker has not opened within"):
        run(opening(patience=Patience(open=0.05)))
    assert stuck() == 2
