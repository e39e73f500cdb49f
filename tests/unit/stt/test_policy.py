from __future__ import annotations

import pytest

from anamctl.stt.events import Failed
from anamctl.stt.policy import Policy


def wait(kind, attempt=1, chance=1.0, trying=None, **more):
    return Policy().wait(Failed(kind=kind, text="", **more), attempt, chance, trying)


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


@pytest.mark.parametrize("kind", ["server", "network", "pace", "expired", "idle"])
def test_without_any_session_it_is_tried_twice_more(kind):
    assert [wait(kind, attempt, trying=1.0) for attempt in range(1, 4)] == [1, 2, None]


def test_without_any_session_no_attempt_is_begun_after_twelve_seconds():
    assert wait("network", 1, 0.5, trying=11.5) == 0.5
    assert wait("network", 1, 0.5, trying=11.6) is None


def test_who_says_when_to_come_back_is_waited_for_without_any_session_too():
    assert wait("server", 2, trying=11.0, retry_after=40.0) == 40
    assert wait("busy", 5, 0, trying=100.0) == 60
    assert wait("busy", 6, 0, trying=100.0) is None


def test_who_is_not_to_be_tried_again_is_not_before_the_first_session_either():
    policy = Policy(attempts=0)
    assert policy.wait(Failed(kind="network", text=""), 1, 1.0, 0.0) is None
