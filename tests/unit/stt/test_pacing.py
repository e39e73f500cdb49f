from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.stt.pacing import Pacer


def test_a_burst_goes_at_once_and_the_rest_at_the_pace():
    pacer, now, sent = Pacer(1.25, 2.0, 100.0), 100.0, []
    for _ in range(60):
        wait = pacer.wait(0.1, now)
        now += wait
        assert pacer.wait(0.1, now) == 0
        pacer.spend(0.1, now)
        sent.append(now - 100)
    assert sent[19] == pytest.approx(0)
    assert sent[20] == pytest.approx(0.08)
    assert sent[59] == pytest.approx(40 * 0.08)


def test_what_is_not_used_is_not_saved_up_beyond_a_burst():
    pacer = Pacer(1.0, 1.0, 0.0)
    pacer.spend(1.0, 0.0)
    assert pacer.wait(0.5, 1000.0) == 0
    pacer.spend(1.0, 1000.0)
    assert pacer.wait(0.5, 1000.0) == pytest.approx(0.5)


def test_a_block_that_is_longer_than_a_burst_goes_too():
    pacer = Pacer(1.0, 0.25, 0.0)
    assert pacer.wait(1.0, 0.0) == 0
    pacer.spend(1.0, 0.0)
    assert pacer.wait(1.0, 0.0) == pytest.approx(1.0)


def test_a_service_without_limits_is_never_waited_for():
    pacer = Pacer(math.inf, math.inf, 0.0)
    for _ in range(100):
        assert pacer.wait(1.0, 5.0) == 0
        pacer.spend(1.0, 5.0)
    assert pacer.ahead(5.0) == 95
    assert pacer.ahead(500.0) == 0


def test_the_service_is_busy_with_what_came_faster_than_it_hears():
    pacer = Pacer(1.25, 7.0, 0.0)
    pacer.spend(5.0, 0.0)
    assert pacer.ahead(0.0) == pytest.approx(4.0)
    assert pacer.ahead(2.0) == pytest.approx(2.0)
    assert pacer.ahead(20.0) == 0


@given(
    st.lists(st.tuples(st.floats(0, 3), st.floats(0.01, 1)), max_size=60),
    st.floats(0.5, 3),
    st.floats(1, 10),
)
def test_never_more_than_the_limits_in_any_stretch(steps, pace, burst):
    pacer, now, sent = Pacer(pace, burst, 0.0), 0.0, []
    for pause, seconds in steps:
        now += pause
        now += pacer.wait(seconds, now)
        pacer.spend(seconds, now)
        sent.append((now, seconds))
    for i in range(len(sent)):
        total = 0.0
        for at, seconds in sent[i:]:
            total += seconds
            assert total <= burst + pace * (at - sent[i][0]) + 1e-6
