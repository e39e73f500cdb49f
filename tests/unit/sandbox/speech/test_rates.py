from __future__ import annotations

import random

import pytest

from anamctl.sandbox.speech import clips
from anamctl.sandbox.speech.spectrum import RATES
from tests.unit.sandbox.speech.sounds import assert_heard, events, pcm, quiet, spoken

CLIPS = clips.all_clips()


LOWEST = 8_000
"""The rate at which every clip is heard. At the others it is a quarter of them, at each another one."""


@pytest.mark.parametrize("rate", RATES)
def test_the_clips_are_recognised_at_every_rate(rate):
    chosen = CLIPS if rate == LOWEST else CLIPS[RATES.index(rate) % 4 :: 4]
    order = random.Random(rate).sample(chosen, len(chosen))
    sound = [part for clip in order for part in (spoken(clip, rate), quiet(300, rate))]

    assert_heard(events(pcm(quiet(137, rate), *sound), rate, 100), *order, confidence=0.95)
