from __future__ import annotations

import random

import pytest

from anamctl.sandbox.speech import clips
from anamctl.sandbox.speech.spectrum import RATES
from tests.unit.sandbox.speech.sounds import assert_heard, events, pcm, quiet, spoken

CLIPS = clips.all_clips()


@pytest.mark.parametrize("rate", RATES)
def test_every_clip_is_recognised_at_every_rate(rate):
    order = random.Random(rate).sample(CLIPS, len(CLIPS))
    sound = [part for clip in order for part in (spoken(clip, rate), quiet(300, rate))]

    assert_heard(events(pcm(quiet(137, rate), *sound), rate, 100), *order, confidence=0.95)
