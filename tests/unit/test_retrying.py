from __future__ import annotations

from datetime import UTC, datetime

import pytest

from anamctl.retrying import Patience, retry_after

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def test_waits_double_up_to_a_limit_and_end():
    patience = Patience(attempts=7, first=0.5, longest=4)

    assert [patience.wait(attempt, 1) for attempt in range(1, 8)] == [0.5, 1, 2, 4, 4, 4, None]


def test_chance_spreads_a_wait_over_its_second_half():
    assert [Patience().wait(1, chance) for chance in (0, 0.5, 1)] == [0.25, 0.375, 0.5]


def test_what_the_service_asks_for_is_kept_to_up_to_a_limit():
    assert [Patience().wait(1, 0, asked) for asked in (0, 7, 60, 61)] == [0, 7, 60, None]
    assert Patience().wait(4, 0, 1) is None


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("7", 7),
        (" 0 ", 0),
        ("Sat, 21 Nov 2026 12:00:30 GMT", 30),
        ("Sat, 21 Nov 2026 12:00:30 -0000", 30),
        ("Sat, 21 Nov 2026 11:00:00 GMT", 0),
        ("soon", None),
        ("-1", None),
        ("1.5", None),
        ("", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value, seconds):
    assert retry_after(value, NOW) == seconds


def test_a_date_is_compared_with_the_time_of_this_machine():
    assert retry_after("Sat, 21 Nov 1998 11:00:00 GMT") == 0
