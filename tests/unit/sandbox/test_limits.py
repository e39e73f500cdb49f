from __future__ import annotations

import pytest

from anamctl.sandbox.limits import RateLimit


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


def test_as_many_pass_as_the_limit_says(clock):
    limit = RateLimit(2, 60, clock)

    assert [limit.wait() for _ in range(3)] == [0, 0, 60]


def test_the_wait_is_until_the_first_of_them_is_out_of_the_window(clock):
    limit = RateLimit(2, 60, clock)
    limit.wait()
    clock.now += 30
    limit.wait()
    clock.now += 10.5

    assert limit.wait() == 20
    clock.now += 19.5
    assert limit.wait() == 0
    assert limit.wait() == 30


def test_it_is_never_zero_seconds(clock):
    limit = RateLimit(1, 0.2, clock)
    limit.wait()

    assert limit.wait() == 1


def test_a_limit_of_nothing_lets_nothing_pass(clock):
    assert RateLimit(0, 60, clock).wait() == 60
