from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from anamctl.audio.devices import Device
from anamctl.view.devices import table
from anamctl.view.listen.rows import text_of, wide

MIC = Device(0, "virtmic", "ALSA", 1, 0, 16000, is_default_input=True, rates=(8000, 16000, 44100))
OUT = Device(12, "Lautsprecher (USB)", "ALSA", 0, 2, 48000, is_default_output=True)
BOTH = Device(3, "Headset", "ALSA", 1, 2, 48000, is_default_input=True, is_default_output=True, rates=(48000,))


def shown(devices, width=100):
    return [text_of(one) for one in table(devices, width)]


def test_a_device_has_its_number_name_channels_rates_and_whether_it_is_the_default():
    assert shown([MIC, OUT, BOTH]) == [
        "no.  name                API   in  out  takes (kHz)  default",
        "  0  virtmic             ALSA   1    –  8 16 44.1    in",
        " 12  Lautsprecher (USB)  ALSA   –    2  –            out",
        "  3  Headset             ALSA   1    2  48           in and out",
    ]


def test_a_narrow_terminal_loses_the_api_then_the_rates_and_at_last_the_end_of_names():
    assert shown([OUT], 58)[0].split() == ["no.", "name", "in", "out", "takes", "(kHz)", "default"]
    assert shown([OUT], 45)[0].split() == ["no.", "name", "in", "out", "default"]
    assert "Lautsprecher (…" in shown([OUT], 38)[1]


@given(name=st.text(st.characters(codec="utf-8"), max_size=60), width=st.integers(20, 120))
def test_no_row_is_too_wide(name, width):
    assert all(wide(one) <= width for one in table([MIC, Device(1, name, name, 9, 9, 8000)], width))
