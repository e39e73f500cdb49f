"""All clips under bad conditions: what is not recognised may be, but nothing is taken for something else."""

from __future__ import annotations

import numpy as np
import pytest

from anamctl.sandbox.speech import clips
from tests.unit.sandbox.speech.sounds import events, finals, pcm, quiet, spoken, with_noise

MILD = "hiss 10 dB"
CONDITIONS = {
    MILD: lambda sound, seed: with_noise(sound, 10, seed),
    "rumble 0 dB": lambda sound, seed: with_noise(sound, 0, seed, pink=True),
    "5 % faster": lambda sound, seed: np.interp(np.arange(0, len(sound) - 1, 1.05), np.arange(len(sound)), sound),
    "10 % slower": lambda sound, seed: np.interp(np.arange(0, len(sound) - 1, 0.9), np.arange(len(sound)), sound),
    "first third missing": lambda sound, seed: sound[len(sound) // 3 :],
    "cut in 250 ms pieces": lambda sound, seed: np.concatenate(
        [sound[begin : begin + 4000] for begin in np.random.default_rng(seed).permutation(range(0, len(sound), 4000))]
    ),
}


@pytest.mark.parametrize("condition", CONDITIONS)
def test_no_language_is_taken_for_another(condition):
    recognised = []
    for seed, clip in enumerate(clips.all_clips()):
        if condition != MILD and (seed + len(condition)) % 3:
            continue
        sound = CONDITIONS[condition](spoken(clip), seed)
        for one in finals(events(pcm(quiet(100), sound, quiet(300)), block_ms=200)):
            recognised += [one.text] if one.known else []
            if one.known or one.confidence >= 0.6:
                assert (one.text, one.language) == (clip.text, clip.language)
            else:
                assert one.confidence < 0.5

    if condition == MILD:
        assert len(recognised) >= len(clips.all_clips()) - 2
