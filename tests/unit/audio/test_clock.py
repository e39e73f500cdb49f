"""The map between samples and time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.audio.clock import SampleClock


def noted(*late, rate=16000, step=800, began=100.0):
    """Note blocks of 50 ms, each so late."""
    clock = SampleClock(rate)
    for number, delay in enumerate(late):
        clock.note(number * step, (number + 1) * step, began + (number + 1) * step / rate + delay)
    return clock


def test_before_the_first_block_nothing_is_known():
    clock = SampleClock(16000)

    with pytest.raises(LookupError):
        clock.time_of(0)
    with pytest.raises(LookupError):
        clock.index_at(0.0)
    assert clock.end == 0


def test_samples_have_their_time_and_times_their_sample():
    clock = noted(0, 0, 0)

    assert clock.time_of(800) == pytest.approx(100.05)
    assert clock.index_at(100.1) == 1600
    assert clock.time_of(16000) == pytest.approx(101.0)  # to come
    assert clock.end == 2400


@given(st.lists(st.floats(0, 0.09), min_size=1, max_size=50))
def test_lateness_by_chance_makes_no_difference_but_for_the_least_of_it(delays):
    clock = noted(*delays)

    assert clock.time_of(0) == pytest.approx(100.0 + min(delays))


def test_a_burst_after_a_hang_is_not_taken_for_lost_samples():
    hang = [0, 0, 0, 2.0, 1.95, 1.9, 1.0, 0.5, 0.2, 0, 0]
    clock = noted(*hang)

    assert clock.time_of(0) == pytest.approx(100.0)
    assert clock.time_of(4 * 800) == pytest.approx(100.2)
    assert clock.index_at(100.5) == 8000


def test_lost_samples_make_a_step():
    clock = noted(0, 0, 1.5, 1.5, 1.5)

    assert clock.time_of(1599) == pytest.approx(100.1, abs=0.001)
    assert clock.time_of(1600) == pytest.approx(101.6)
    assert clock.index_at(100.05) == 800
    assert clock.index_at(101.0) == 1600  # nothing was captured then
    assert clock.index_at(101.65) == 2400


@given(st.integers(0, 3 * 3600), st.floats(-2e-4, 2e-4))
def test_three_hours_of_drifting_clocks_stay_within_a_tenth_of_a_second(second, drift):
    clock = SampleClock(8000)
    for number in range(0, 3 * 3600 + 1, 10):
        clock.note(number * 8000, number * 8000 + 400, (number + 0.05) * (1 + drift))

    assert clock.time_of(second * 8000) == pytest.approx(second * (1 + drift), abs=0.11)
