"""A microphone that is really opened, hears what is played, and breaks in every way that we know."""

from __future__ import annotations

import time

import pytest

from tests.devices.conftest import share_heard
from tests.virtual_microphone import VirtualMicrophone


def hears(recorder, virtual, path):
    """Play a file while a process records, and tell whether it was heard; a busy machine may need it said again."""
    for _ in range(3):
        with virtual.playing(path):
            pass
        for _ in range(6):
            if share_heard(recorder.sound(), path) >= 0.7:
                return True
            recorder.forget()
            recorder.wait("blocks")
    return False


# ---- in order --------------------------------------------------------------------------------------------------------


def test_what_is_said_is_what_is_recorded(start, virtual, speech):
    recorder = start(virtual.environment)
    opened = recorder.do("open")
    heard = hears(recorder, virtual, speech[0])
    recorder.tell("stop")
    ended = recorder.wait("ended")

    assert (opened["name"], opened["rate"]) == ("default", 16000)
    assert (ended["odd"], ended["dropped"]) == (0, 0)
    assert heard
    assert share_heard(recorder.sound(), speech[1]) == 0
    assert recorder.leave(5) == 5


def test_blocks_come_in_time_and_the_clock_knows_their_samples(start, virtual):
    recorder = start(virtual.environment)
    recorder.do("open")
    recorder.wait("blocks")
    events = [recorder.wait("blocks") for _ in range(4)]

    assert min(event["behind"] for event in events) < 0.05
    assert min(abs(event["late"]) for event in events) < 0.05
    assert all(event["odd"] == 0 for event in events)


@pytest.mark.parametrize("rate", [8000, 44100, 48000])
def test_other_rates_are_given_as_they_are_asked_for(start, virtual, rate):
    recorder = start(virtual.environment)

    assert recorder.do(f"open {rate} virtmic")["rate"] == rate
    assert recorder.wait("blocks")["odd"] == 0


def test_a_name_is_found_and_a_wrong_one_is_told_from_those_there_are(start, virtual):
    recorder = start(virtual.environment)

    assert recorder.do("open 16000 SILENT alsa")["name"] == "silentmic"
    recorder.tell("open 16000 nosuch")
    failed = recorder.wait("failed", kind="ChoiceError")
    assert failed["text"] == 'No microphone is called "nosuch".'
    assert "silentmic (ALSA)" in failed["hint"]


# ---- out of order ----------------------------------------------------------------------------------------------------


def test_silence_that_lasts_is_said_and_so_is_its_end(start, virtual, speech):
    recorder = start(virtual.environment)
    virtual.mute(on=True)
    recorder.do("open")

    assert recorder.wait("notice")["kind"] == "Silent"
    virtual.mute(on=False)
    with virtual.playing(speech[0]):
        assert recorder.wait("notice")["kind"] == "Heard"


def test_a_microphone_that_stalls_is_noticed_and_goes_on(start, virtual):
    recorder = start(virtual.environment)
    recorder.do("open")
    recorder.wait("blocks")
    virtual.stall(on=True)

    assert recorder.wait("notice", kind="Stalled")["text"].startswith("nothing has come from default for")
    virtual.stall(on=False)
    recorder.wait("notice", kind="Resumed")
    recorder.wait("blocks")
    assert recorder.leave() == 0


def test_a_server_that_hangs_while_recording_ends_the_source_and_never_the_exit(start, virtual):
    recorder = start(virtual.environment)
    recorder.do("hasten")
    recorder.do("open")
    recorder.wait("blocks")
    virtual.hang(on=True)

    recorder.wait("notice", kind="Stalled")
    failed = recorder.wait("failed", kind="StalledError")
    assert failed["code"] == 3
    closed = recorder.do("close")
    assert closed["took"] < 3
    assert closed["stuck"] == 1
    began = time.monotonic()
    assert recorder.leave(3) == 3
    assert time.monotonic() - began < 5


def test_the_missed_time_comes_when_the_server_goes_on(start, virtual):
    recorder = start(virtual.environment)
    recorder.do("open")
    recorder.wait("blocks")
    virtual.hang(on=True)
    recorder.wait("notice", kind="Stalled")
    virtual.hang(on=False)
    recorder.wait("notice", kind="Resumed")
    recorder.tell("stop")

    assert recorder.wait("ended")["odd"] == 0
    assert recorder.leave() == 0


def test_a_server_that_hangs_before_is_found_by_the_probe(start, virtual):
    recorder = start(virtual.environment)
    virtual.hang(on=True)
    recorder.tell("open")

    failed = recorder.wait("failed", kind="HungError")
    assert failed["code"] == 3
    assert recorder.leave(3) == 3


def test_a_server_that_hangs_after_portaudio_was_started_does_not_hold_up_who_opens(start, virtual):
    recorder = start(virtual.environment)
    recorder.do("load")
    virtual.hang(on=True)
    recorder.tell("open")

    recorder.wait("failed", kind="HungError")
    assert recorder.wait("done")["stuck"] == 1
    assert recorder.leave(3) == 3


def test_an_unplugged_microphone_is_told_and_opened_again_when_it_is_back(start, speech):
    with VirtualMicrophone.running() as virtual:
        recorder = start(virtual.environment)
        recorder.do("open 16000 virtmic")
        recorder.wait("blocks")
        virtual.unplug()
        failed = recorder.wait("failed", kind="GoneError")
        assert failed["text"] == "virtmic is gone."

        recorder.tell("reopen 30")
        virtual.plug()
        recorder.wait("done", command="reopen", name="virtmic", rate=16000)
        assert hears(recorder, virtual, speech[1])
        recorder.do("close")
        recorder.tell("exit 0")
        noise = recorder.wait("noise")

    assert any("failed in" in line for line in noise["lines"])  # what PortAudio writes to descriptor 2
    assert recorder.process.wait(20) == 0
    assert recorder.process.stderr.read() == ""


# ---- no sound system at all ------------------------------------------------------------------------------------------


def test_a_broken_configuration_kills_the_probe_only(start, virtual, tmp_path):
    recorder = start({**virtual.environment, "ALSA_CONFIG_PATH": str(tmp_path / "nothing")})
    recorder.tell("open")

    assert recorder.wait("failed")["kind"] == "SoundSystemError"
    assert recorder.leave(3) == 3


def test_a_machine_without_devices_is_told_so(start, virtual):
    own = {name: value for name, value in virtual.environment.items() if name != "ALSA_CONFIG_PATH"}
    recorder = start({**own, "PULSE_SERVER": "unix:/nonexistent"})
    recorder.tell("open 16000 virtmic")

    # A machine that has a sound card says that none is called so.
    assert recorder.wait("failed")["kind"] in ("NoDeviceError", "ChoiceError")
