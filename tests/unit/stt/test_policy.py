from __future__ import annotations

import pytest

from anamctl.stt.events import Failed
from anamctl.stt.policy import Policy


def wait(kind, attempt=1, chance=1.0, **more):
    return Policy().wait(Failed(kind=kind, text="", **more), attempt, chance)


@pytest.mark.parametrize("kind", ["auth", "usage", "protocol"])
def test_what_stays_as_it_is_is_not_tried_again(kind):
    assert wait(kind) is None


@pytest.mark.parametrize("kind", ["server", "network", "pace", "expired", "idle"])
def test_waits_double_up_to_ten_seconds_and_five_times(kind):
    assert [wait(kind, attempt) for attempt in range(1, 7)] == [1, 2, 4, 8, 10, None]


def test_chance_takes_off_up_to_all_of_it():
    assert [wait("network", 3, chance) for chance in (0, 0.25, 0.5)] == [0, 1, 2]


def test_too_many_sessions_are_waited_for_from_five_seconds_to_a_minute():
    assert [wait("busy", attempt, 0) for attempt in range(1, 7)] == [5, 10, 20, 40, 60, None]
    assert [wait("busy", attempt) for attempt in range(1, 6)] == [6, 12, 24, 48, 60]


def test_what_the_service_asks_for_is_kept_to_up_to_a_minute():
    assert wait("server", 1, 0, retry_after=7.0) == 7
    assert wait("busy", 1, 0, retry_after=30.0) == 30
    assert wait("busy", 1, 1, retry_after=60.0) == 60
    assert wait("busy", retry_after=61.0) is None
    assert wait("server", retry_after=3600.0) is None
