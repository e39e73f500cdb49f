"""What listening costs."""

from __future__ import annotations

import pytest

from anamctl.listening.cost import cost, dollars


@pytest.mark.parametrize(
    ("seconds", "price", "expected"), [(3600, 0.15, 0.15), (31, 0.15, 0.0012916666), (10, None, None), (10, 0, 0.0)]
)
def test_it_is_open_seconds_times_the_price(seconds, price, expected):
    assert cost(seconds, price) == (None if expected is None else pytest.approx(expected))


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        (None, ""),
        (0.0, "free"),
        (0.00129, "about $0.0013"),
        (0.0000129, "about $0.000013"),
        (0.1, "about $0.10"),
        (0.456, "about $0.46"),
        (1.5, "about $1.50"),
        (1234.5, "about $1,234.50"),
        (0.0000001, "less than $0.000001"),
    ],
)
def test_it_is_shown_with_two_digits_that_count(amount, expected):
    assert dollars(amount) == expected
