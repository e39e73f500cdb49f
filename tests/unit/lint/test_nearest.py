"""Suggestions for misspelt words."""

from __future__ import annotations

import pytest

from anamctl.lint import nearest as module
from anamctl.lint.nearest import misspelling, nearest

PERSONA = ("avatarId", "avatarModel", "languageCode", "llmId", "name", "systemPrompt", "tools", "voiceId")
DETECTION = (
    "endOfSpeechSensitivity",
    "silenceBeforeAutoEndTurnSeconds",
    "silenceBeforeSessionEndSeconds",
    "silenceBeforeSkipTurnSeconds",
    "speechEnhancementLevel",
)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("voiceid", "voiceId"),
        ("voice_id", "voiceId"),
        ("VOICE-ID", "voiceId"),
        ("system prompt", "systemPrompt"),
        ("systemPromt", "systemPrompt"),
        ("naem", "name"),
        ("langaugeCode", "languageCode"),
        ("tool", "tools"),
    ],
)
def test_a_slip_or_another_way_of_writing_is_certain(word, meant):
    assert nearest(word, PERSONA) == meant
    assert misspelling(word, PERSONA) == meant


@pytest.mark.parametrize(
    ("word", "meant"),
    [("language", "languageCode"), ("prompt", "systemPrompt"), ("avatar", "avatarId"), ("toolset", "tools")],
)
def test_a_part_of_a_word_is_a_suggestion_but_not_certain(word, meant):
    assert nearest(word, PERSONA) == meant
    assert misspelling(word, PERSONA) is None


@pytest.mark.parametrize("word", ["temperature", "x", "", "id", "voiceless-fricative", "名前", "y" * 200])
def test_nothing_is_suggested_when_nothing_is_near(word):
    assert nearest(word, PERSONA) is None
    assert misspelling(word, PERSONA) is None


def test_the_nearest_of_similar_words_wins():
    assert misspelling("silenceBeforeSkipTurnSecond", DETECTION) == "silenceBeforeSkipTurnSeconds"
    assert misspelling("silenceBeforeSesionEndSecond", DETECTION) == "silenceBeforeSessionEndSeconds"


def test_two_candidates_that_are_as_near_are_not_certain():
    assert nearest("fixt", ("fixe", "fixa")) == "fixe"
    assert misspelling("fixt", ("fixe", "fixa")) is None


def test_a_candidate_that_is_given_twice_is_still_certain():
    assert misspelling("naem", ("name", "name")) == "name"


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [("", "", 0), ("", "ab", 2), ("name", "name", 0), ("ab", "ba", 1), ("kitten", "sitting", 3), ("abcd", "acbde", 2)],
)
def test_slips_are_counted_with_swapped_neighbours_as_one(one, other, slips):
    assert module._distance(one, other) == slips
    assert module._distance(other, one) == slips


def test_any_iterable_of_candidates_will_do():
    assert nearest("sped", {"speed": 1}) == "speed"
    assert nearest("sped", frozenset({"speed"})) == "speed"
