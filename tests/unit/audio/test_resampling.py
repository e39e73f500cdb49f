"""Another rate: the length is right, a tone keeps its pitch and loudness, and pieces make no difference."""

from __future__ import annotations

import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.audio.level import level
from anamctl.audio.resampling import AvResampler, SincResampler, resampler
from tests.unit.audio.samples import pcm, tone, values

PAIRS = [(16000, 48000), (48000, 16000), (44100, 16000), (22050, 8000), (8000, 44100)]
BOTH = pytest.mark.parametrize("kind", [AvResampler, SincResampler])


def changed(kind, source, target, sound, pieces=1):
    change = kind(source, target)
    size = -(-len(sound) // pieces // 2) * 2 or 2
    made = b"".join(change.feed(sound[at : at + size]) for at in range(0, len(sound), size))
    return made + change.flush()


@BOTH
@pytest.mark.parametrize(("source", "target"), PAIRS)
def test_a_tone_keeps_its_length_pitch_and_loudness(kind, source, target):
    made = changed(kind, source, target, tone(source, 0.5, 440.0))
    inner = values(made)[target // 20 : -target // 20]
    crossings = sum(before < 0 <= after for before, after in pairwise(inner))

    assert len(made) // 2 == pytest.approx(target / 2, abs=target / 1000)
    assert crossings / (len(inner) / target) == pytest.approx(440, abs=4)
    assert level(pcm(inner)).rms == pytest.approx(level(tone(source)).rms, abs=0.2)


@BOTH
def test_what_the_new_rate_cannot_hold_is_taken_out(kind):
    made = changed(kind, 48000, 16000, tone(48000, 0.5, 15000.0))

    assert level(made[2000:-2000]).rms < -50


@BOTH
def test_silence_stays_silence_and_nothing_stays_nothing(kind):
    assert not any(changed(kind, 44100, 16000, bytes(4410)))
    assert changed(kind, 44100, 16000, b"") == b""


@given(pieces=st.integers(1, 60), pair=st.sampled_from(PAIRS))
def test_pieces_make_no_difference(pieces, pair):
    source, target = pair
    sound = tone(source, 0.05)

    assert changed(SincResampler, source, target, sound, pieces) == changed(SincResampler, source, target, sound)


def test_loud_sound_is_cut_and_does_not_wrap_around():
    made = values(changed(SincResampler, 16000, 48000, pcm([32767, -32768] * 8 + [32767] * 50)))

    assert max(made) == 32767
    assert min(made[60:-40]) > 20000


def test_the_same_rate_costs_nothing():
    same = resampler(16000, 16000)

    assert same.feed(b"abcd") == b"abcd"
    assert same.flush() == b""


def test_without_pyav_there_is_our_own(monkeypatch):
    assert isinstance(resampler(16000, 48000), AvResampler)

    monkeypatch.setitem(sys.modules, "av", None)
    assert isinstance(resampler(16000, 48000), SincResampler)
