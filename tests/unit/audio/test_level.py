"""Loudness."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.audio.level import FLOOR, SILENCE, is_silent, level
from tests.unit.audio.samples import SAMPLES, pcm, tone


def test_full_scale_is_zero_and_silence_the_floor():
    assert level(pcm([-32768] * 100)) == (0.0, 0.0)
    assert level(bytes(200)) == level(b"") == SILENCE == (FLOOR, FLOOR)


def test_a_sine_is_three_decibels_below_its_peak():
    found = level(tone(peak=32767, seconds=0.1))

    assert found.peak == pytest.approx(0, abs=0.01)
    assert found.rms == pytest.approx(-3.01, abs=0.05)


@given(SAMPLES)
def test_it_is_always_a_number_a_meter_can_show(samples):
    found = level(pcm(samples))

    assert FLOOR <= found.rms <= found.peak + 1e-9 <= 1e-9


@given(st.binary(max_size=100))
def test_silent_is_only_what_is_all_zero(data):
    assert is_silent(data) == (not any(data))
