"""Which device is meant."""

from __future__ import annotations

import sys

import pytest

from anamctl.audio.devices import Device, choose, listed
from anamctl.audio.failures import ChoiceError, NoDeviceError
from anamctl.errors import ExitCode
from tests.unit.audio.fake_sounddevice import HEADSET, SPEAKERS, USB, FakeSounddevice

DEVICES = listed(FakeSounddevice(SPEAKERS, USB, HEADSET, default_input=2))


def refusal(devices, wanted, kind="input", error=ChoiceError):
    with pytest.raises(error) as caught:
        choose(devices, wanted, kind)
    assert caught.value.exit_code is ExitCode.SERVICE
    return caught.value.message, caught.value.hint


def test_the_list_says_what_portaudio_says():
    assert DEVICES[1] == Device(1, "USB Mic", "ALSA", 1, 0, 44100)
    assert DEVICES[2].is_default_input
    assert DEVICES[0].is_default_output
    assert Device(**DEVICES[2].as_json()) == DEVICES[2]


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        (None, "Headset"),
        (1, "USB Mic"),
        ("1", "USB Mic"),
        (" 2 ", "Headset"),
        ("usb mic", "USB Mic"),
        ("mic usb", "USB Mic"),
        ("MIC alsa", "USB Mic"),
        ("head", "Headset"),
    ],
)
def test_a_microphone_is_found_by_number_name_and_parts_of_it(wanted, name):
    assert choose(DEVICES, wanted).name == name


def test_a_loudspeaker_is_looked_for_among_loudspeakers():
    assert choose(DEVICES, None, "output").name == "Speakers"
    assert choose(DEVICES, "headset", "output").name == "Headset"


def test_without_a_default_the_first_is_taken():
    assert choose(listed(FakeSounddevice(SPEAKERS, USB, default_input=7)), None).name == "USB Mic"


def test_a_whole_name_is_meant_although_others_contain_it():
    devices = listed(FakeSounddevice({**USB, "name": "Mic 2"}, {**USB, "name": "Mic"}, {**USB, "name": "2"}))

    assert choose(devices, "mic").number == 1
    assert choose(devices, "2").number == 2  # called so, and also its number
    assert choose(devices, 0).name == "Mic 2"


def test_one_device_in_several_apis_is_one():
    several = [{**USB, "api": api} for api in ("MME", "Windows DirectSound", "Windows WASAPI")]
    devices = listed(FakeSounddevice(*several, default_input=2))

    assert choose(devices, "usb").api == "Windows WASAPI"
    assert choose(devices, "usb mme").api == "MME"
    others = listed(FakeSounddevice(*several, {**HEADSET, "api": "Windows WASAPI"}, default_input=3))
    assert choose(others, "usb").api == "Windows WASAPI"


def test_two_alike_are_told_apart_by_their_number():
    message, hint = refusal(listed(FakeSounddevice(USB, HEADSET, USB, default_input=1)), "usb")

    assert message == '"usb" can be 0 USB Mic (ALSA), 2 USB Mic (ALSA).'
    assert "the number" in hint


def test_an_ambiguous_name_is_told():
    assert refusal(DEVICES, "s")[0] == '"s" can be 1 USB Mic (ALSA), 2 Headset (ALSA).'


def test_what_is_not_there_is_told_with_what_is():
    assert refusal(DEVICES, "Usb Mik") == (
        'No microphone is called "Usb Mik".',
        'did you mean "USB Mic"? There is 1 USB Mic (ALSA), 2 Headset (ALSA); --list-devices tells more.',
    )
    assert refusal(DEVICES, "")[0] == 'No microphone is called "".'
    assert refusal(DEVICES, 9)[0] == "There is no device 9."
    assert refusal(DEVICES, "0")[0] == "Device 0, Speakers, is no microphone."
    assert "and 3 more" in refusal(listed(FakeSounddevice(*[USB] * 9)), "nosuch")[1]


@pytest.mark.parametrize(("platform", "hint"), [("linux", "sound server"), ("darwin", "System Settings")])
def test_a_machine_without_a_microphone_is_told_what_to_look_at(monkeypatch, platform, hint):
    monkeypatch.setattr(sys, "platform", platform)

    assert refusal(listed(FakeSounddevice(SPEAKERS)), None, error=NoDeviceError)[0] == "There is no microphone."
    assert hint in refusal((), None, error=NoDeviceError)[1]
    assert "--record" in refusal((), None, "output", NoDeviceError)[1]
