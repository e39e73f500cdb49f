from __future__ import annotations

import pytest

from anamctl.errors import UsageError
from anamctl.stt.assemblyai.parameters import changed
from anamctl.stt.assemblyai.presets import PRESETS, changing
from anamctl.stt.changing import NOTHING
from anamctl.stt.options import Options
from anamctl.stt.providers import make
from tests.unit.stt.assemblyai.frames import provider

MULTI, WHISPER, U35 = "universal-streaming-multilingual", "whisper-rt", "universal-3-5-pro"
OLD = "min_end_of_turn_silence_when_confident"


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("model", ["universal-streaming-english", MULTI])
def test_universal_streaming_has_presets_that_it_takes(model, preset):
    assert preset in changing(model).presets
    assert changed(preset.settings, model) == preset.settings


def test_presets_are_those_that_are_documented():
    assert [(preset.name, *preset.settings.values()) for preset in PRESETS] == [
        ("aggressive", 0.4, 160, 400),
        ("balanced", 0.4, 400, 1280),
        ("conservative", 0.7, 800, 3600),
    ]


@pytest.mark.parametrize("model", [WHISPER, U35, "u3-rt-pro", "a-model-of-tomorrow"])
def test_no_other_model_has_any(model):
    assert changing(model).presets == ()
    assert changing(model).parameters


def test_a_provider_says_what_can_change():
    found = provider(MULTI, settings={"min_turn_silence": 900, "speaker_labels": True}).changing
    assert found.parameters == changing(MULTI).parameters
    assert found.standing == {"format_turns": True, "min_turn_silence": 900}
    assert make("whisperlivekit", Options()).changing == NOTHING
    assert make("deepgram", Options(url="ws://127.0.0.1:1")).changing == NOTHING


def test_values_are_read_and_names_that_cannot_change_are_left_for_the_service_to_refuse():
    found = changing(MULTI)

    assert found.values({"min_turn_silence": "0.8s", "mode": "balanced"}) == {
        "min_turn_silence": 800,
        "mode": "balanced",
    }
    with pytest.raises(UsageError):
        found.values({"min_turn_silence": "soon"})


def test_a_setting_has_one_name_whichever_is_written():
    found = changing(MULTI)

    assert found.values({OLD: "0.8s"}) == {"min_turn_silence": 800}
    assert found.find(OLD) == found.find("min_turn_silence")
    with pytest.raises(UsageError, match="min_turn_silence is given twice"):
        found.values({"min_turn_silence": 1, OLD: 2})
