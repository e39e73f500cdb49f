from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from anamctl.stt.counts import Counts


def session(begun: float | None = 1.0, *, has_said: bool = False, delays: tuple[float, ...] = ()) -> Any:
    return SimpleNamespace(begun=begun, has_said=has_said, delays=delays, audio_seconds=2.0, open_seconds=3.0)


def test_sessions_are_added_up():
    counts = Counts()
    counts.add(session(delays=(0.4, 0.6)))
    counts.add(session(delays=(0.8,)))

    assert (counts.sessions, counts.numbered, counts.audio_seconds, counts.open_seconds) == (2, 2, 4.0, 6.0)
    assert counts.mean_delay == pytest.approx(0.6)


def test_an_attempt_that_never_began_is_paid_for_and_is_no_session():
    counts = Counts()
    counts.add(session(None))

    assert (counts.sessions, counts.numbered, counts.open_seconds) == (0, 0, 3.0)
    assert counts.mean_delay is None


def test_one_that_spoke_without_having_begun_keeps_its_number_to_itself():
    counts = Counts()
    counts.add(session(None, has_said=True))

    assert (counts.sessions, counts.numbered) == (0, 1)
