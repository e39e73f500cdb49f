"""What a suite is going to take, said before anything is paid for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from anamctl.audio.files import TAIL
from anamctl.listening.cost import cost, dollars

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anamctl.listening.suite_clips import Clip

OPENING = 2.0
"""Seconds that a session lasts beyond its sound: for its start, and for its end."""


class Estimate(NamedTuple):
    """What a suite is going to take."""

    seconds: float
    """Services are asked at the same time, so those of the slowest."""
    cost: float | None
    """US dollars of all of them together; None when one of the prices is not known."""


class Priced(Protocol):
    """What is to be known of a service before (`anamctl.stt.provider.Provider`)."""

    @property
    def max_pace(self) -> float:
        """Seconds of sound that may be sent in a second."""

    @property
    def price_per_hour(self) -> float | None:
        """US dollars."""


def estimate(clips: Sequence[Clip], services: Sequence[Priced], pace: float) -> Estimate:
    """
    Say how long a suite is going to take, and what it costs.

    Args:
        clips: what is heard.
        services: who hears.
        pace: how fast, 1 as it was spoken; 0 for as fast as each service takes it.
    """
    sound = sum(clip.seconds + TAIL for clip in clips)
    opening = OPENING * len(clips)
    lengths = [sound / min(pace or service.max_pace, service.max_pace) + opening for service in services]
    costs = [cost(length, service.price_per_hour) for length, service in zip(lengths, services, strict=True)]
    known = [one for one in costs if one is not None]
    return Estimate(max(lengths), sum(known) if len(known) == len(costs) else None)


def sentence(clips: int, services: int, found: Estimate) -> str:
    """Say it: ``46 clips, 3 services: up to about 4 min, about $0.02``."""
    heard = f"{clips} clip{'s' * (clips != 1)}, {services} service{'s' * (services != 1)}"
    price = "" if found.cost is None else f", {dollars(found.cost)}"
    return f"{heard}: up to about {_duration(found.seconds)}{price}"


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
