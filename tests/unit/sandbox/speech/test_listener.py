"""Known utterances: whatever happens to their sound on the way."""

from __future__ import annotations

import os
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anamctl.sandbox.speech import clips
from anamctl.sandbox.speech.events import Started
from anamctl.sandbox.speech.listener import Listener
from anamctl.sandbox.speech.spectrum import RATES
from tests.unit.sandbox.speech.sounds import (
    STRANGE,
    assert_heard,
    events,
    finals,
    partials,
    pcm,
    quiet,
    spoken,
    strange,
    with_noise,
)

CLIPS = clips.all_clips()
FRENCH = clips.named("fr-greeting")
GERMAN = clips.named("de-hours")


@settings(deadline=None, max_examples=15)
@given(
    clip=st.sampled_from(CLIPS),
    rate=st.sampled_from(RATES),
    lead_us=st.integers(0, 500_000),
    gain_db=st.floats(-30, 6),
    block_ms=st.sampled_from([20, 50, 64, 100, 333, 1000]),
)
def test_start_gain_and_blocks_do_not_matter(clip, rate, lead_us, gain_db, block_ms):
    lead = np.zeros(lead_us * rate // 1_000_000)
    sound = spoken(clip, rate) * 10 ** (gain_db / 20)

    assert_heard(events(pcm(lead, sound, quiet(200, rate)), rate, block_ms), clip, confidence=0.93)


@pytest.mark.parametrize("pink", [False, True], ids=["white", "pink"])
@pytest.mark.parametrize("clip", CLIPS[::4], ids=lambda clip: clip.name)
def test_moderate_noise_does_not_matter(clip, pink):
    sound = np.concatenate([quiet(400), spoken(clip), quiet(500)])

    assert_heard(events(pcm(with_noise(sound, 15, pink=pink))), clip, confidence=0.85)


def test_confidence_falls_with_the_match():
    sound = np.concatenate([quiet(400), spoken(FRENCH), quiet(500)])
    sure = [finals(events(pcm(with_noise(sound, ratio))))[0].confidence for ratio in (40, 20, 15, 10, 5)]

    assert sure == sorted(sure, reverse=True)
    assert sure[0] > 0.95
    assert sure[-1] < 0.9


@pytest.mark.parametrize("pause", [0, 20, 150, 700])
def test_two_utterances_in_a_row_are_two(pause):
    sound = pcm(quiet(100), spoken(FRENCH), quiet(pause), spoken(GERMAN) * 0.3, quiet(100))
    told = events(sound)

    assert_heard(told, FRENCH, GERMAN, confidence=0.95)
    first, second = finals(told)
    assert abs(first.end_ms - 100 - FRENCH.duration_ms) <= 30
    assert abs(second.end_ms - 100 - FRENCH.duration_ms - pause - GERMAN.duration_ms) <= 30


def test_the_same_utterance_twice_is_two():
    assert_heard(events(pcm(spoken(FRENCH), spoken(FRENCH))), FRENCH, FRENCH)


def test_a_stream_may_end_with_the_utterance():
    assert_heard(events(pcm(spoken(FRENCH)), block_ms=20), FRENCH)


def test_a_cut_at_the_very_end_is_forgiven():
    assert_heard(events(pcm(spoken(FRENCH)[: -16 * 60], quiet(600))), FRENCH)


def test_through_a_telephone_and_a_room():
    sound = np.concatenate([quiet(300), spoken(FRENCH), quiet(600)])
    spectrum = np.fft.rfft(sound)
    hertz = np.fft.rfftfreq(len(sound), 1 / 16_000)
    narrow = np.fft.irfft(spectrum * ((hertz > 300) & (hertz < 3400)), len(sound))
    tail = np.random.default_rng(3).normal(0, 1, 4800) * 10 ** (-3 * np.arange(4800) / 4800)
    room = np.concatenate([[1.0], 0.3 * tail / np.sqrt((tail**2).sum())])

    assert_heard(events(pcm(np.convolve(narrow, room)[: len(sound)])), FRENCH, confidence=0.75)


@pytest.mark.parametrize("missing_ms", [20, 50])
def test_a_lost_packet_does_not_matter(missing_ms):
    sound = spoken(FRENCH)
    place = len(sound) // 2

    assert_heard(events(pcm(quiet(100), sound[:place], sound[place + 16 * missing_ms :], quiet(500))), FRENCH)


@pytest.mark.parametrize("extra_ms", [20, 150])
def test_a_hitch_of_the_player_does_not_matter(extra_ms):
    sound = spoken(FRENCH)
    place = len(sound) // 2

    assert_heard(events(pcm(quiet(100), sound[:place], quiet(extra_ms), sound[place:], quiet(500))), FRENCH)


def test_two_hitches_do_not_matter_either():
    sound = spoken(clips.named("de-greeting"))
    first, second = len(sound) // 3, len(sound) * 2 // 3
    parts = (quiet(100), sound[:first], quiet(100), sound[first:second], quiet(100), sound[second:], quiet(500))

    assert_heard(events(pcm(*parts)), clips.named("de-greeting"))


def test_clips_that_begin_alike_are_told_apart():
    two = clips.named("fr-table")
    words = tuple(replace(word, text="quatre,") if word.text == "deux," else word for word in two.words)
    path = os.path.join(STRANGE, "fr-four.wav")
    four = replace(two, name="fr-four", text=two.text.replace("deux", "quatre"), words=words, path=path)
    for clip, sound in ((two, spoken(two)), (four, strange("fr-four.wav"))):
        listener = Listener(16_000, (two, four))
        told = listener.feed(pcm(quiet(100), sound, quiet(500)))
        shown = [word.text for one in partials(told) for word in one.words if word.is_final]

        assert_heard(told, clip)
        assert set(shown) <= {word.text for word in clip.words}


def test_a_clock_that_is_a_little_off_does_not_matter():
    sound = spoken(FRENCH)
    late = np.interp(np.arange(0, len(sound) - 1, 0.999), np.arange(len(sound)), sound)

    assert_heard(events(pcm(quiet(100), late, quiet(500))), FRENCH, confidence=0.9)


def test_two_channels_are_mixed():
    left = np.concatenate([quiet(200), spoken(FRENCH), quiet(300)])
    both = np.stack([left, np.zeros(len(left))], axis=1).reshape(-1)

    assert_heard(events(pcm(both), channels=2), FRENCH)


def test_a_known_utterance_after_strange_speech_is_recognised():
    found = finals(events(pcm(quiet(100), strange("en-station.wav"), spoken(GERMAN), quiet(300))))

    assert [(one.text, one.known) for one in found] == [("", False), (GERMAN.text, True)]


def test_strange_speech_after_a_known_utterance_is_an_utterance_of_its_own():
    told = events(pcm(quiet(100), spoken(GERMAN), strange("en-station.wav"), quiet(600)))
    known, unknown = finals(told)

    assert (known.text, unknown.text, unknown.known) == (GERMAN.text, "", False)
    assert [event.at_ms for event in told if isinstance(event, Started)] == [
        pytest.approx(100, abs=40),
        pytest.approx(known.end_ms, abs=150),
    ]


@pytest.mark.parametrize("clip", CLIPS[::20], ids=lambda clip: clip.name)
def test_the_size_of_blocks_changes_nothing(clip):
    data = pcm(quiet(777), spoken(clip), quiet(500), strange("hu-station.wav"), quiet(500))
    told = events(data)

    assert all(events(data, block_ms=block) == told for block in (10, 20, 37, 1000, 60_000))


def test_a_block_may_end_within_a_sample():
    data = pcm(quiet(200), spoken(FRENCH), quiet(300))
    listener = Listener(16_000)
    told = [event for begin in range(0, len(data), 801) for event in listener.feed(data[begin : begin + 801])]

    assert told + listener.end() == events(data)


def test_only_the_clips_that_are_asked_for_are_known():
    listener = Listener(16_000, clips.by_language("de"))
    told = listener.feed(pcm(quiet(100), spoken(FRENCH), quiet(500), spoken(GERMAN), quiet(500)))

    assert [(one.text, one.known) for one in finals(told)] == [("", False), (GERMAN.text, True)]


@pytest.mark.parametrize("rate", [0, 7999, 11_025, 96_000])
def test_other_rates_are_refused(rate):
    with pytest.raises(ValueError, match=f"{rate} Hz"):
        Listener(rate)


def test_a_listener_needs_clips():
    with pytest.raises(ValueError, match="no clips"):
        Listener(16_000, ())
