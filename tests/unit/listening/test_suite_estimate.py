"""What a suite is going to take."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from anamctl.listening.suite_clips import Clip
from anamctl.listening.suite_estimate import Estimate, estimate, sentence


class Service(NamedTuple):
    max_pace: float = 1.25
    price_per_hour: float | None = 0.36


CLIPS = tuple(Clip(f"{number}.wav", "", "fr", seconds=8.0) for number in range(10))


@pytest.mark.parametrize(
    ("pace", "seconds"),
    [(1.0, 120.0), (0.5, 220.0), (0.0, 100.0), (9.0, 100.0)],  # ten times 8 s, 2 s of silence, and 2 s for its session
)
def test_a_suite_takes_as_long_as_its_clips_at_the_pace_that_the_service_takes(pace, seconds):
    assert estimate(CLIPS, [Service()], pace) == pytest.approx((seconds, seconds * 0.0001))


def test_services_are_asked_at_the_same_time_and_each_is_paid():
    assert estimate(CLIPS, [Service(), Service(1.0, 0.72)], 0.0) == pytest.approx((120, 0.034))
    assert estimate(CLIPS, [Service(float("inf"), 0.0)], 0.0) == pytest.approx((20, 0.0))


def test_a_price_that_nobody_knows_is_not_guessed():
    assert estimate(CLIPS, [Service(), Service(1.25, None)], 1.0).cost is None


@pytest.mark.parametrize(
    ("clips", "services", "found", "said"),
    [
        (1, 1, Estimate(4.2, None), "1 clip, 1 service: up to about 4 s"),
        (46, 3, Estimate(276.0, 0.021), "46 clips, 3 services: up to about 5 min, about $0.021"),
        (2000, 1, Estimate(8000.0, 0.0), "2000 clips, 1 service: up to about 2 h 13 min, free"),
    ],
)
def test_it_is_said_in_a_line(clips, services, found, said):
    assert sentence(clips, services, found) == said
