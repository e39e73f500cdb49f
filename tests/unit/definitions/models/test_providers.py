from __future__ import annotations

import subprocess
import sys
import typing

import pytest
from pydantic import ValidationError

from anamctl.definitions.models.describe import describe
from anamctl.definitions.models.providers import PROVIDER_CONFIGS, REQUIRED
from anamctl.definitions.models.synthesizer import LanguageSynthesizer, SynthesizerLeg, SynthesizerProvider


def leg(provider, **config):
    return {"provider": provider, "provider_config": config}


def test_every_provider_has_a_model_and_a_list_of_what_it_needs():
    choices, _ = typing.get_args(SynthesizerProvider)

    assert typing.get_args(choices) == tuple(PROVIDER_CONFIGS)
    assert tuple(REQUIRED) == tuple(PROVIDER_CONFIGS)


@pytest.mark.parametrize("provider", PROVIDER_CONFIGS)
def test_the_models_take_partial_configs_and_keep_unknown_keys(provider):
    data = leg(provider, whatever=1)

    assert LanguageSynthesizer.model_validate(data).model_dump(exclude_unset=True) == data


@pytest.mark.parametrize(
    "data",
    [
        leg("elevenlabs", speed=2),
        leg("sarvam", speed=0.2),
        leg("sarvam", model="bulbul:v3", speed=2.5),
        leg("maya", voice="arjun"),
        leg("elevenlabs", pronunciation_dictionary_locators=[{}]),
    ],
)
def test_the_models_refuse_what_the_provider_refuses(data):
    with pytest.raises(ValidationError):
        SynthesizerLeg.model_validate(data)


@pytest.mark.parametrize(
    "data", [leg("sarvam", model="bulbul:v3", speed=2), leg("sarvam", model="bulbul:v2", speed=2.5)]
)
def test_the_narrower_speed_is_for_newer_models(data):
    assert SynthesizerLeg.model_validate(data).model_dump(exclude_unset=True) == data


def test_every_model_says_whether_it_is_open():
    kinds = {name: model.keys for name, model in describe().items()}

    assert {name for name, keys in kinds.items() if keys == "closed"} == {
        "VoiceGenerationOptions",
        "VoiceDetectionOptions",
    }
    assert {name for name, keys in kinds.items() if keys == "free"} == {"TaskConfig", "ToolCall"}


def test_the_linters_part_does_not_import_pydantic():
    code = (
        "import sys, anamctl.definitions.shape, anamctl.definitions.placeholders\n"
        "import anamctl.definitions.models.voice_ranges\n"
        "sys.exit('pydantic' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
