"""PortAudio in this process: started late, restarted safely, never waited for at exit."""

from __future__ import annotations

import subprocess
import sys

import pytest

from anamctl.audio.failures import HungError, NoPortAudioError
from anamctl.audio.system import SoundSystem, start
from tests.unit.audio.fake_sounddevice import HEADSET, USB, FakeSounddevice, PortAudioError


class Holder:
    def __init__(self, log):
        self.log = log

    def forget_stream(self):
        self.log.append("forget")

    def restore_stream(self):
        self.log.append("restore")


def test_sounddevice_is_imported_only_after_the_probe_has_survived(monkeypatch):
    asked: list[str] = []

    def hung():
        asked.append("probe")
        raise HungError("hung")

    monkeypatch.setitem(sys.modules, "sounddevice", None)  # importing it fails
    with pytest.raises(HungError):
        SoundSystem(probe=hung).module()
    with pytest.raises(NoPortAudioError, match="not installed"):
        SoundSystem(probe=bool).module()
    assert asked == ["probe"]


def test_it_is_imported_once(monkeypatch):
    asked: list[str] = []
    module = FakeSounddevice(USB)
    monkeypatch.setitem(sys.modules, "sounddevice", module)
    system = SoundSystem(probe=lambda: asked.append("probe"))

    assert system.module() is system.module() is module
    assert asked == ["probe"]
    assert [device.name for device in system.devices()] == ["USB Mic"]


def test_a_restart_sees_new_devices_and_every_stream_goes_first():
    log: list[str] = []
    module = FakeSounddevice(USB)
    system = SoundSystem(module, probe=lambda: log.append("probe"))
    stays, leaves = Holder(log), Holder(log)
    system.hold(stays)
    system.hold(leaves)
    system.release(leaves)
    module.plugged.append(HEADSET)

    assert len(system.devices()) == 1
    system.restart()
    assert [device.name for device in system.devices()] == ["USB Mic", "Headset"]
    assert log == ["probe", "forget", "restore"]
    assert module.epoch == 2


def test_a_restart_of_what_was_never_started_starts_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "sounddevice", FakeSounddevice(USB))
    system = SoundSystem(probe=bool)
    system.restart()

    assert len(system.devices()) == 1


def test_a_stream_that_does_not_start_is_closed():
    module = FakeSounddevice(USB)
    module.start_fails = True
    stream = module.RawInputStream(
        device=0, channels=1, dtype="int16", samplerate=16000, callback=bool, finished_callback=bool
    )

    with pytest.raises(PortAudioError):
        start(stream)
    assert stream.is_closed


SCRIPT = """
import atexit, sys, threading, types
module = types.ModuleType("sounddevice")
def clean_up():
    print("cleaning", flush=True)
    {clean_up}
module._exit_handler = clean_up
atexit.register(clean_up)
sys.modules["sounddevice"] = module
from anamctl.audio.system import SoundSystem
from anamctl.audio.threads import StuckError, within
SoundSystem(probe=bool).module()
{before}
sys.exit(7)
"""


@pytest.mark.parametrize(
    ("clean_up", "before", "output"),
    [
        ("", "", "cleaning\n"),
        ("threading.Event().wait()", "", "cleaning\n"),
        ("threading.Event().wait()", "try: within(0.01, threading.Event().wait)\nexcept StuckError: pass", ""),
    ],
    ids=["all is well", "the clean-up hangs", "a call hangs already"],
)
def test_the_exit_never_waits_for_portaudio_and_keeps_its_code(clean_up, before, output):
    script = SCRIPT.format(clean_up=clean_up, before=before)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, timeout=30)

    assert (done.returncode, done.stdout, done.stderr) == (7, output, "")
