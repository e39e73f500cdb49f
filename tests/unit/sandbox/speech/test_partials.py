"""What is told while an utterance goes on."""

from __future__ import annotations

from itertools import pairwise

import pytest

from anamctl.sandbox.speech import clips
from anamctl.sandbox.speech.events import Heard, Started
from anamctl.sandbox.speech.listener import Listener
from tests.unit.sandbox.speech.sounds import events, finals, partials, pcm, quiet, spoken, strange, with_noise

LEAD = 200
CLIPS = clips.all_clips()


@pytest.fixture(scope="module")
def told():
    return {clip: events(pcm(quiet(LEAD), spoken(clip), quiet(200)), block_ms=40) for clip in CLIPS}


@pytest.fixture(params=CLIPS, ids=lambda clip: clip.name)
def clip(request):
    return request.param


def test_an_utterance_starts_goes_on_and_ends(told, clip):
    started, *others = told[clip]

    assert isinstance(started, Started)
    assert abs(started.at_ms - LEAD) <= 60
    assert [type(other) for other in others] == [Heard] * len(others)
    assert [other.is_final for other in others] == [False] * (len(others) - 1) + [True]
    assert len(others) > len(clip.words) // 2


def test_words_are_told_with_their_times(told, clip):
    (final,) = finals(told[clip])

    assert [word.text for word in final.words] == [word.text for word in clip.words]
    for word, expected in zip(final.words, clip.words, strict=True):
        assert abs(word.start_ms - LEAD - expected.start_ms) <= 15
        assert abs(word.end_ms - LEAD - expected.end_ms) <= 15
        assert word.is_final
        assert word.confidence > 0.85
    assert abs(final.start_ms - LEAD) <= 60
    assert abs(final.end_ms - LEAD - clip.duration_ms) <= 30


def test_final_words_stay_and_only_the_last_is_open(told, clip):
    before: tuple[str, ...] = ()
    for one in told[clip]:
        if not isinstance(one, Heard) or not one.known:
            continue
        stable = tuple(word.text for word in one.words if word.is_final)

        assert stable[: len(before)] == before
        assert all(word.is_final for word in one.words[:-1])
        assert one.text == clips.joined(tuple(word.text for word in one.words), one.language)
        before = stable


@pytest.mark.parametrize("clip", CLIPS[::4], ids=lambda clip: clip.name)
def test_no_word_is_final_before_its_end_and_none_begins_in_the_future(clip):
    listener = Listener(16_000)
    data = pcm(quiet(LEAD), spoken(clip), quiet(400))
    for begin in range(0, len(data), 640):
        for one in listener.feed(data[begin : begin + 640]):
            if not isinstance(one, Heard):
                continue
            assert one.end_ms <= listener.position_ms
            for word in one.words:
                assert one.start_ms <= word.start_ms < word.end_ms <= listener.position_ms
    assert listener.end() == []


def test_the_first_words_are_known_early(told, clip):
    first = next(one for one in partials(told[clip]) if one.known)

    assert first.language == clip.language
    assert first.end_ms - LEAD <= 1100


@pytest.mark.parametrize("clip", CLIPS[1::4], ids=lambda clip: clip.name)
def test_the_end_is_told_soon(clip):
    listener = Listener(16_000)
    listener.feed(pcm(quiet(LEAD), spoken(clip)))
    waited = 0
    while not finals(listener.feed(pcm(quiet(20)))):
        waited += 20

        assert waited <= 100


def test_partials_say_something_new_each_time(told, clip):
    shown = [tuple((word.text, word.is_final) for word in one.words) for one in partials(told[clip])]

    assert all(one != other for one, other in pairwise(shown))


@pytest.mark.parametrize("clip", CLIPS[::4], ids=lambda clip: clip.name)
def test_final_words_stay_in_noise_too(clip):
    before: tuple[str, ...] = ()
    data = pcm(with_noise(spoken(clip), 8, pink=True), quiet(300))
    for one in [*partials(events(data)), *finals(events(data))]:
        stable = tuple(word.text for word in one.words if word.is_final)

        assert stable[: len(before)] == before
        before = stable


def test_another_sentence_that_begins_alike_ends_unknown_with_the_words_they_share():
    told = events(pcm(quiet(100), strange("fr-four.wav"), quiet(600)))
    (final,) = finals(told)

    assert final.text == "Une table pour"
    assert (final.language, final.known) == ("fr", False)
    assert final.confidence < 0.5


@pytest.mark.parametrize("part", [0.4, 0.6, 0.8])
def test_a_known_utterance_that_breaks_off_is_not_known(part):
    clip = clips.named("de-greeting")
    sound = spoken(clip)
    (final,) = finals(events(pcm(quiet(100), sound[: int(len(sound) * part)], quiet(900))))

    assert clip.text.startswith(final.text)
    assert (final.known, final.confidence < 0.5) == (False, True)


def test_an_utterance_that_breaks_off_is_not_waited_for():
    sound = spoken(clips.named("de-greeting"))
    listener = Listener(16_000)
    listener.feed(pcm(quiet(100), sound[: len(sound) * 2 // 5]))
    waited = 0
    while not finals(listener.feed(pcm(quiet(20)))):
        waited += 20

        assert waited <= 700


def test_a_stream_that_ends_in_the_middle_ends_the_utterance():
    listener = Listener(16_000)
    sound = spoken(clips.named("de-greeting"))
    listener.feed(pcm(quiet(100), sound[: len(sound) // 2]))
    (final,) = finals(listener.end())

    assert (final.is_final, final.known) == (True, False)
    assert final.end_ms <= listener.position_ms
