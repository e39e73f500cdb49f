from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
import wave

import numpy as np
import pytest

from anamctl.sandbox.speech import clips
from anamctl.sandbox.speech.spectrum import RATES

CLIPS = clips.all_clips()
FRENCH = clips.named("fr-greeting")


@pytest.mark.parametrize("clip", CLIPS, ids=lambda clip: clip.name)
def test_the_index_says_what_the_file_holds(clip):
    with wave.open(clip.path) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, clips.RATE)
        assert abs(file.getnframes() * 1000 / clips.RATE - clip.duration_ms) <= 1
    assert clip.name.startswith(clip.language + "-")
    assert 900 <= clip.duration_ms <= 2700


@pytest.mark.parametrize("clip", CLIPS, ids=lambda clip: clip.name)
def test_words_make_the_text_and_lie_in_order_within_the_sound(clip):
    assert clips.joined(tuple(word.text for word in clip.words), clip.language) == clip.text
    assert clip.text == unicodedata.normalize("NFC", clip.text)
    places = [place for word in clip.words for place in (word.start_ms, word.end_ms)]
    assert places == sorted(places)
    assert 0 <= places[0] <= 120
    assert clip.duration_ms - 120 <= places[-1] <= clip.duration_ms


@pytest.mark.parametrize("clip", CLIPS, ids=lambda clip: clip.name)
def test_every_word_is_heard_where_the_index_says(clip):
    sound = np.abs(clips.samples(clip))
    for word in clip.words:
        part = sound[word.start_ms * 16 : word.end_ms * 16]

        assert len(part) >= 50 * 16, word
        assert part.max() > 0.02, word


def test_every_language_has_a_caller_a_greeting_and_a_reply():
    assert len(clips.languages()) >= 12
    for code in clips.languages():
        assert {clip.role for clip in clips.by_language(code)} == {"caller", "greeting", "reply"}


def test_names_and_texts_are_unique():
    assert len({clip.name for clip in CLIPS}) == len({clips.plain(clip.text) for clip in CLIPS}) == len(CLIPS)


def test_no_file_lies_there_that_the_index_does_not_name():
    names = {os.path.basename(clip.path) for clip in CLIPS}

    assert {name for name in os.listdir(clips.FOLDER) if name.endswith(".wav")} == names


def test_all_sounds_together_are_small():
    assert sum(os.path.getsize(clip.path) for clip in CLIPS) < 2_500_000


def test_a_role_can_be_chosen():
    assert [clip.name for clip in clips.by_language("fr", "greeting")] == ["fr-greeting"]
    assert clips.by_language("xx") == ()


@pytest.mark.parametrize(
    "text",
    [FRENCH.text, "bonsoir comment puis-je vous aider", "BONSOIR!  Comment puis-je vous aider?"],
)
def test_a_text_is_found_however_it_is_written(text):
    assert clips.find(text) is FRENCH
    assert clips.find(text, "fr") is FRENCH
    assert clips.find(text, "de") is None


def test_other_texts_are_not_found():
    assert clips.find("Bonsoir") is None


def test_an_unknown_name_is_an_error():
    with pytest.raises(KeyError, match="xx-table"):
        clips.named("xx-table")


@pytest.mark.parametrize("rate", RATES)
def test_the_sound_lasts_as_long_at_every_rate_and_is_as_loud(rate):
    sound = np.frombuffer(clips.pcm(FRENCH, rate), "<i2") / 32768
    original = clips.samples(FRENCH)

    assert abs(len(sound) / rate - len(original) / clips.RATE) < 0.001
    assert np.sqrt((sound**2).mean()) == pytest.approx(float(np.sqrt((original**2).mean())), rel=0.05)


@pytest.mark.parametrize("rate", [rate for rate in RATES if rate > clips.RATE])
def test_there_and_back_the_sound_is_the_same(rate):
    original = clips.samples(FRENCH).astype(float)
    back = clips.resampled(
        clips.resampled(clips.samples(FRENCH), clips.RATE, rate).astype(np.float32), rate, clips.RATE
    )

    length = min(len(original), len(back))
    assert np.corrcoef(original[:length], back[:length])[0, 1] > 0.999


def test_numpy_is_not_imported_before_a_sound_is_asked_for():
    code = "import sys; from anamctl.sandbox.speech import clips; clips.all_clips(); sys.exit('numpy' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
