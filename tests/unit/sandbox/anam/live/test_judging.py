"""What becomes of an update, as Anam's documentation of mid-session updates has it."""

from __future__ import annotations

from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.sandbox.anam.live.judging import Applied, Ignored, Rejected, judge

CONFIG = {
    "avatarId": "a",
    "languageCode": "fr",
    "voiceGenerationOptions": {"speed": 1.0, "emotion": "calm"},
}
PROVIDERS = ["CARTESIA", "ELEVENLABS", "FISH_AUDIO", "OPENAI_ADVANCED_VOICE", ""]


@pytest.mark.parametrize(
    "data", [None, {}, {"voiceGenerationOptions": {}}, {"voiceGenerationOptions": {}, "voiceDetectionOptions": {}}]
)
def test_an_update_without_content_is_ignored(data):
    assert judge(data, CONFIG) == Ignored()


def test_a_language_is_changed_and_told_with_what_it_was():
    verdict = judge({"languageCode": "es"}, CONFIG)

    assert verdict == Applied({**CONFIG, "languageCode": "es"}, {"languageCode": {"before": "fr", "after": "es"}})


def test_options_merge_field_by_field():
    verdict = judge({"voiceGenerationOptions": {"speed": 1.2}}, CONFIG, provider="CARTESIA")

    assert isinstance(verdict, Applied)
    assert verdict.config["voiceGenerationOptions"] == {"speed": 1.2, "emotion": "calm"}
    assert verdict.changed == {"voiceGenerationOptions.speed": {"before": 1.0, "after": 1.2}}


def test_options_that_were_not_there_had_no_value():
    verdict = judge({"voiceDetectionOptions": {"silenceBeforeSkipTurnSeconds": 0}}, CONFIG)

    assert isinstance(verdict, Applied)
    assert verdict.config["voiceDetectionOptions"] == {"silenceBeforeSkipTurnSeconds": 0}
    assert verdict.changed == {"voiceDetectionOptions.silenceBeforeSkipTurnSeconds": {"before": None, "after": 0}}


def test_all_three_may_come_together():
    data = {
        "languageCode": "de",
        "voiceGenerationOptions": {"speed": 1.1, "volume": 0.5},
        "voiceDetectionOptions": {"endOfSpeechSensitivity": 0.7},
    }
    verdict = judge(data, CONFIG, provider="CARTESIA", model="sonic-3")

    assert isinstance(verdict, Applied)
    assert set(verdict.changed) == {
        "languageCode",
        "voiceGenerationOptions.speed",
        "voiceGenerationOptions.volume",
        "voiceDetectionOptions.endOfSpeechSensitivity",
    }


def test_an_update_that_changes_nothing_is_applied_without_fields():
    assert judge({"languageCode": "fr", "voiceGenerationOptions": {"speed": 1}}, CONFIG) == Applied(CONFIG, {})


def test_true_is_another_value_than_one():
    config = {"voiceGenerationOptions": {"useSpeakerBoost": 1}}
    verdict = judge({"voiceGenerationOptions": {"useSpeakerBoost": True}}, config, provider="ELEVENLABS")

    assert isinstance(verdict, Applied)
    assert verdict.changed == {"voiceGenerationOptions.useSpeakerBoost": {"before": 1, "after": True}}


@pytest.mark.parametrize(
    ("data", "provider", "reason"),
    [
        ([], "", "data must be an object"),
        ("fr", "", "data must be an object"),
        ({"languageCode": "xx"}, "", "languageCode must be an ISO 639-1 code of two lower-case letters"),
        ({"languageCode": None}, "", "languageCode must be an ISO 639-1 code of two lower-case letters"),
        ({"voiceId": "v"}, "", "voiceId cannot be changed during a session"),
        ({"languagecode": "fr"}, "", "languagecode cannot be changed during a session"),
        ({"voiceGenerationOptions": None}, "", "voiceGenerationOptions must be an object"),
        ({"voiceDetectionOptions": []}, "", "voiceDetectionOptions must be an object"),
        (
            {"voiceGenerationOptions": {"speed": 9}},
            "CARTESIA",
            "voiceGenerationOptions.speed must be between 0.6 and 1.5",
        ),
        (
            {"voiceGenerationOptions": {"speed": 1.3}},
            "ELEVENLABS",
            "voiceGenerationOptions.speed must be between 0.7 and 1.2",
        ),
        (
            {"voiceGenerationOptions": {"emotion": "calm"}},
            "ELEVENLABS",
            "voiceGenerationOptions.emotion is not supported by ELEVENLABS voices",
        ),
        (
            {"voiceGenerationOptions": {"speed": 1}},
            "OPENAI_ADVANCED_VOICE",
            "voiceGenerationOptions.speed is not supported by OPENAI_ADVANCED_VOICE voices",
        ),
        (
            {"voiceGenerationOptions": {"sped": 1}},
            "CARTESIA",
            "voiceGenerationOptions.sped is not a known field",
        ),
        (
            {"voiceDetectionOptions": {"speed": 1}},
            "CARTESIA",
            "voiceDetectionOptions.speed is not a known field",
        ),
    ],
)
def test_one_bad_thing_rejects_the_update_and_says_which(data, provider, reason):
    assert judge(data, CONFIG, provider=provider) == Rejected(f"Invalid persona config update: {reason}")


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_bad_field_drops_the_good_ones_beside_it(provider):
    data = {"languageCode": "es", "voiceDetectionOptions": {"endOfSpeechSensitivity": 2}}

    assert isinstance(judge(data, CONFIG, provider=provider), Rejected)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
updates = st.dictionaries(
    st.sampled_from(["languageCode", "voiceGenerationOptions", "voiceDetectionOptions", "voiceId"])
    | st.text(max_size=4),
    json_values
    | st.sampled_from(["fr", "es"])
    | st.dictionaries(st.sampled_from(["speed", "emotion", "style", "endOfSpeechSensitivity", "x"]), json_values),
)


@given(json_values | updates, st.sampled_from(PROVIDERS))
def test_anything_is_judged_and_the_configuration_that_it_meets_stays(data, provider):
    config = deepcopy(CONFIG)
    verdict = judge(data, config, provider=provider)

    assert config == CONFIG
    if isinstance(verdict, Applied):
        assert judge(data, verdict.config, provider=provider) in (Ignored(), Applied(verdict.config, {}))
