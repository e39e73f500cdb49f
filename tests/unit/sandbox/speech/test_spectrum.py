from __future__ import annotations

import numpy as np
import pytest

from anamctl.sandbox.speech import clips
from anamctl.sandbox.speech.spectrum import BANDS, RATES, Spectrum
from tests.unit.sandbox.speech.sounds import quiet, spoken

CLIP = clips.named("fr-greeting")


def features(sound, rate: int):
    return Spectrum(rate).feed(sound.astype(np.float32)).features


def cosine(one, other) -> float:
    length = min(len(one), len(other))
    one, other = one[:length], other[:length]
    return float((one * other).sum() / np.sqrt((one**2).sum() * (other**2).sum()))


@pytest.mark.parametrize("rate", RATES)
def test_features_are_the_same_at_every_rate(rate):
    assert cosine(features(spoken(CLIP, rate), rate), features(spoken(CLIP), 16_000)) > 0.98


@pytest.mark.parametrize("gain", [0.03, 0.5])
def test_features_only_shrink_with_the_gain(gain):
    assert cosine(features(spoken(CLIP) * gain, 16_000), features(spoken(CLIP), 16_000)) > 0.999


def test_a_frame_comes_every_10_ms_once_its_window_is_full():
    spectrum = Spectrum(22_050)
    sound = np.zeros(22_050, dtype=np.float32)
    counts = [len(spectrum.feed(sound[begin : begin + 441]).features) for begin in range(0, 22_050, 441)]

    assert sum(counts) == 97  # windows of 32 ms in a second
    assert max(counts) == 2
    assert counts[0] == 0


@pytest.mark.parametrize("block", [1, 37, 160, 5000])
def test_blocks_do_not_matter(block):
    sound = spoken(CLIP)[:16_000].astype(np.float32)
    spectrum = Spectrum(16_000)
    parts = [spectrum.feed(sound[begin : begin + block]) for begin in range(0, len(sound), block)]
    whole = Spectrum(16_000).feed(sound)

    np.testing.assert_array_equal(np.concatenate([part.features for part in parts]), whole.features)
    np.testing.assert_array_equal(np.concatenate([part.levels for part in parts]), whole.levels)


@pytest.mark.parametrize("rate", RATES)
def test_levels_are_in_db_of_full_scale(rate):
    tone = 0.1 * np.sin(2 * np.pi * 1000 * np.arange(rate) / rate).astype(np.float32)

    assert Spectrum(rate).feed(tone).levels == pytest.approx(-23, abs=0.3)


def test_silence_is_silent():
    frames = Spectrum(16_000).feed(quiet(200).astype(np.float32))

    assert frames.features.shape[1] == BANDS
    assert not frames.features.any()
    assert frames.levels.max() == pytest.approx(-120)
