"""``anamctl session start camille``, with sound devices that hang: ``hung_device.py open|close OPTIONS``."""

from __future__ import annotations

import sys

from anamctl.__main__ import run
from anamctl.audio import microphone, speaker, system
from tests.unit.audio.fake_sounddevice import HEADSET, FakeSounddevice

OPENING = 0.5
"""Seconds for a device to open."""


class Hanging(FakeSounddevice):
    """Devices that open, and hang from then on."""

    def _open(self, kind, options):
        stream = super()._open(kind, options)
        self.hang()
        return stream


if __name__ == "__main__":
    when, *options = sys.argv[1:]
    module = Hanging(HEADSET)
    if when == "open":
        module.hang()
    system.SYSTEM._module = module
    for open_ in (microphone.open_microphone, speaker.open_speaker):
        defaults = open_.__kwdefaults__ or {}
        defaults["patience"] = defaults["patience"]._replace(open=OPENING)
    sys.argv = ["anamctl", "session", "start", "camille", "--json", *options]
    run()
