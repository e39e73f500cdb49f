from __future__ import annotations

import pytest

from anamctl.live.checking import EMPTY, judge, judge_settings
from anamctl.live.fields import parse_setting, with_settings
from tests.unit.live.fakes import BODY, LINTER


@pytest.mark.parametrize("update", [{}, {"voiceGenerationOptions": {}}, {"voiceDetectionOptions": {}}])
def test_an_empty_update_is_refused(update):
    assert judge(update, BODY, LINTER).refusals == (EMPTY,)


@pytest.mark.parametrize(
    ("update", "refusal"),
    [
        ({"voiceGenerationOptions": {"speed": 9}}, "speed is 9: expected 0.5 to 2 [ANM206]"),
        ({"voiceGenerationOptions": {"speed": True}}, "speed is true: expected a number [ANM205]"),
        ({"voiceGenerationOptions": {"speed": float("nan")}}, "speed is NaN"),
        ({"voiceGenerationOptions": {"sped": 1}}, 'unknown key "sped"'),
        ({"voiceDetectionOptions": {"silenceBeforeAutoEndTurnSeconds": 0.1}}, "silenceBeforeAutoEndTurnSeconds is 0.1"),
        ({"voiceGenerationOptions": {"emotion": "jolly"}}, "emotion"),
        ({"languageCode": "jp"}, 'unknown language code "jp"'),
        ({"languageCode": "FR"}, 'language code "FR" is not two lower-case letters'),
        ({"languageCode": None}, "languageCode is empty"),
        ({"languageCode": "\ud800"}, "YML"),
        ({"voiceGenerationOptions": 3}, "voiceGenerationOptions must be an object of fields"),
        ({"voiceId": "x"}, "voiceId cannot change while a session runs; it needs a new session"),
        ({"languageCode": "es", "systemPrompt": "x"}, "systemPrompt cannot change while a session runs"),
    ],
)
def test_what_the_service_would_refuse_is_not_sent(update, refusal):
    refusals = judge(update, BODY, LINTER).refusals

    assert refusals
    assert refusal in refusals[0]


@pytest.mark.parametrize(
    "update",
    [
        {"languageCode": "es"},
        {"voiceGenerationOptions": {"speed": 1.1}},
        {"languageCode": "fr", "voiceDetectionOptions": {"endOfSpeechSensitivity": 0}},
    ],
)
def test_a_good_update_passes_without_a_word(update):
    assert judge(update, BODY, LINTER) == ((), ())


def test_a_field_that_the_voice_may_lack_is_a_remark():
    judgement = judge({"voiceGenerationOptions": {"stability": 0.5}}, BODY, LINTER)

    assert judgement.refusals == ()
    assert "ANM219" in judgement.remarks[0]


def test_a_voice_whose_provider_is_known_is_judged_by_it():
    body = {"personaConfig": {"voiceId": "de23e340-1416-4dd8-977d-065a7ca11697"}}

    assert judge({"voiceGenerationOptions": {"stability": 0.5}}, body, LINTER) == ((), ())
    assert (
        "ElevenLabs has no emotion" in judge({"voiceGenerationOptions": {"emotion": "calm"}}, body, LINTER).refusals[0]
    )


def test_what_was_wrong_before_is_no_reason_to_refuse():
    body = {"personaConfig": {"voiceId": "no id", "voiceDetectionOptions": {"endOfSpeechSensitivity": 7}}}

    assert judge({"languageCode": "es"}, body, LINTER) == ((), ())


def test_a_saved_persona_can_be_changed_as_well():
    assert judge({"languageCode": "es"}, {"personaConfig": {"personaId": "x"}}, LINTER) == ((), ())


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("voiceGenerationOptions.speed=9", "speed is 9"),
        ("voiceId=x", 'voiceId "x" is no UUID'),
        ("sessionOptions.videoQuality=best", "videoQuality"),
    ],
)
def test_settings_are_judged_by_the_rules_for_files(text, refusal):
    setting = parse_setting(text)
    judgement = judge_settings(with_settings(BODY, [setting]), [setting], LINTER)

    assert refusal in judgement.refusals[0]


def test_without_settings_nothing_is_judged():
    assert judge_settings({"personaConfig": {"voiceId": "x"}}, [], LINTER) == ((), ())
