"""Sounds that no clip holds."""

from __future__ import annotations

import numpy as np
import pytest

from anamctl.sandbox.speech import clips
from anamctl.sandbox.speech.events import Started
from tests.unit.sandbox.speech.sounds import STRANGERS, events, finals, noise, pcm, quiet, spoken, strange

SECONDS = np.arange(4 * 16_000) / 16_000
NOTES = (262, 294, 330, 349, 392, 440, 494)


def melody():
    order = np.random.default_rng(2).choice(NOTES, 24)
    time = np.arange(4000) / 16_000
    return 0.3 * np.concatenate([np.sin(2 * np.pi * note * time) * np.exp(-8 * time) for note in order])


SOUNDS = {
    "tone": 0.3 * np.sin(2 * np.pi * 440 * SECONDS),
    "warble": 0.3 * np.sin(2 * np.pi * (300 + 200 * np.sin(4 * np.pi * SECONDS)) * SECONDS),
    "beeps": 0.3 * np.sin(2 * np.pi * 700 * SECONDS) * (np.sin(6 * np.pi * SECONDS) > 0),
    "noise": 0.1 * noise(64_000),
    "bursts": 0.2 * noise(64_000) * (np.sin(3 * np.pi * SECONDS) > 0),
    "melody": melody(),
}


@pytest.mark.parametrize("name", STRANGERS)
def test_other_speech_is_one_unknown_utterance(name):
    sound = strange(name)
    told = events(pcm(quiet(300), sound, quiet(700)))
    (final,) = finals(told)

    assert not final.known
    assert final.confidence < 0.5
    assert abs(final.start_ms - 300) <= 100
    assert abs(final.end_ms - 300 - len(sound) / 16) <= 150
    assert isinstance(told[0], Started)


@pytest.mark.parametrize("name", ["en-station.wav", "hu-station.wav", "en-voice.wav"])
def test_other_speech_has_no_words(name):
    (final,) = finals(events(pcm(strange(name), quiet(700))))

    assert (final.text, final.words) == ("", ())


@pytest.mark.parametrize("name", SOUNDS)
def test_what_is_no_speech_is_not_known_and_ends(name):
    told = events(pcm(quiet(500), SOUNDS[name], quiet(1000)))

    assert finals(told)
    assert sum(isinstance(event, Started) for event in told) == len(finals(told))
    for one in finals(told):
        assert (one.text, one.known) == ("", False)
        assert one.confidence < 0.4


@pytest.mark.parametrize(
    "sound",
    [
        quiet(5000),
        np.random.default_rng(1).integers(-1, 2, 80_000) / 32768,
        0.003 * np.sin(2 * np.pi * 50 * np.arange(80_000) / 16_000),
        np.full(80_000, 0.2),
    ],
    ids=["zeros", "one bit", "hum", "offset"],
)
def test_silence_gives_nothing(sound):
    assert events(pcm(quiet(100), sound)) == []


def test_nothing_at_all_gives_nothing():
    assert events(b"") == []


def test_a_click_gives_nothing():
    sound = np.zeros(32_000)
    sound[8000:8080] = 0.9

    assert events(pcm(sound)) == []


def test_speech_without_end_is_cut():
    sound = np.tile(strange("en-station.wav"), 16)
    found = finals(events(pcm(sound), block_ms=1000))

    assert len(found) >= 2
    assert max(one.end_ms - one.start_ms for one in found) <= 15_000
    assert not any(one.known for one in found)


def test_clips_backwards_are_not_known():
    for clip in clips.all_clips()[::6]:
        assert not any(one.known for one in finals(events(pcm(spoken(clip)[::-1], quiet(600)))))


def test_a_clip_turned_into_another_is_not_known():
    first, second = spoken(clips.named("en-greeting")), spoken(clips.named("en-hours"))
    mixed = np.concatenate([first[: len(first) // 2], second[len(second) // 2 :]])

    assert not any(one.known for one in finals(events(pcm(mixed, quiet(600)))))
