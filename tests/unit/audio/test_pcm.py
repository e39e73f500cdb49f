"""Samples of any kind become ours."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.audio.pcm import as_array, as_bytes, from_floats, mixed, mono, narrowed, spread
from tests.unit.audio.samples import SAMPLES, pcm, values


@given(SAMPLES)
def test_numbers_there_and_back(samples):
    assert as_bytes(as_array(pcm(samples))) == pcm(samples)


def test_two_channels_are_mixed_to_their_mean():
    assert values(mono(pcm([100, 200, -32768, -32768, 32767, 32767, 5, -5]), 2)) == [150, -32768, 32767, 0]


@given(SAMPLES, st.integers(1, 8))
def test_a_sound_in_all_channels_stays_as_it_is(samples, channels):
    assert mono(spread(pcm(samples), channels), channels) == pcm(samples)


def test_the_number_of_channels_can_be_changed_both_ways():
    assert values(mixed(pcm([1, 3, 5, 7]), 2, 1)) == [2, 6]
    assert values(mixed(pcm([1, 2]), 1, 2)) == [1, 1, 2, 2]
    assert values(mixed(pcm([1, 2]), 2, 2)) == [1, 2]
    assert values(mixed(pcm([3, 5]), 2, 3)) == [4, 4, 4]


@given(SAMPLES, st.integers(2, 4), st.integers(0, 255))
def test_wide_samples_keep_their_upper_bits(samples, width, low):
    data = b"".join(bytes([low] * (width - 2)) + struct.pack("<h", sample) for sample in samples)

    assert narrowed(data, width) == pcm(samples)


def test_eight_bits_have_no_sign():
    assert values(narrowed(bytes([0, 128, 255]), 1)) == [-32768, 0, 32512]


@pytest.mark.parametrize(("width", "letter"), [(4, "f"), (8, "d")])
def test_floats_are_scaled_and_cut_and_nonsense_is_silence(width, letter):
    numbers = (0.0, 0.5, -0.5, 1.0, -1.0, 7.0, float("-inf"), float("inf"), float("nan"))
    data = struct.pack(f"<{len(numbers)}{letter}", *numbers)

    assert values(from_floats(data, width)) == [0, 16384, -16384, 32767, -32768, 32767, -32768, 32767, 0]
