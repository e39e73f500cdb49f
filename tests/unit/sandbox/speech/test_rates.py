from __future__ import annotations

import random

import pytest

from anamctl.sandbox.speech import clips
from anamctl.sandbox.speech.spectrum import RATES
from tests.unit.sandbox.speech.sounds import assert_heard, events, pcm, quiet, spoken

CLIPS = clips.all_clips()


ALL = {8_000, 16_000}
"""Rates at which every clip is heard: the lowest, and that of the recogniser. At the others it is every other clip."""


@pytest.mark.parametrize("rate", RATES)
def test_the_clips_are_recognised_at_every_rate(rate):
    chosen = CLIPS if rate in ALL else CLIPS[RATES.index(rate) % 2 :: 2]
    order = random.Random(rate).sample(chosen, len(chosen))
    sound = [part for clip in order for part in (spoken(clip, rate), quiet(300, rate))]

    assert_heard(events(pcm(quiet(137, rate), *sound), rate, 100), *order, confidence=0.95)
