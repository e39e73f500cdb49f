"""Any format becomes that of the output."""

from __future__ import annotations

from anamctl.audio.fitting import Fitting
from tests.unit.audio.samples import pcm, tone, values


def test_the_same_format_passes():
    assert Fitting(16000, 1).fit(b"abcd", 16000, 1) == b"abcd"


def test_channels_change_without_resampling():
    assert values(Fitting(16000, 2).fit(pcm([1, 2]), 16000, 1)) == [1, 1, 2, 2]
    assert values(Fitting(16000, 1).fit(pcm([1, 3]), 16000, 2)) == [2]


def test_rates_may_change_on_the_way_and_nothing_is_lost():
    fitting = Fitting(48000, 2)
    parts = [
        fitting.fit(tone(16000, 0.1), 16000, 1),
        fitting.fit(tone(8000, 0.1), 8000, 1),
        fitting.fit(tone(48000, 0.1), 48000, 1),
        fitting.flush(),
    ]
    frames = sum(map(len, parts)) // 4

    assert abs(frames - 3 * 4800) < 30
    assert parts[3] == b""
