"""Our settings are those of AssemblyAI's own client: the service ignores a misspelt name without a word."""

from __future__ import annotations

import warnings

import pytest

from anamctl.stt.assemblyai.parameters import PARAMETERS, chosen
from anamctl.stt.options import Options

OURS = {parameter.name for parameter in PARAMETERS}
ONLY_DOCUMENTED = {"language", "previous_context_n_turns"}
"""In the service's documentation, and not in its client."""
NOT_FOR_A_TERMINAL = {
    "customer_support_audio_capture",
    "include_partial_turns",
    "llm_gateway",
    "noise_suppression_model",
    "noise_suppression_threshold",
    "speaker_labels_revision_interval_ms",
    "turn_left_pad_ms",
    "webhook_auth_header_name",
    "webhook_auth_header_value",
    "webhook_url",
}
ELSEWHERE = {"encoding", "min_end_of_turn_silence_when_confident", "sample_rate", "speech_model"}


@pytest.fixture(scope="module")
def sdk():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from assemblyai.streaming.v3 import models
    return models


def test_every_setting_is_one_of_the_official_client(sdk):
    theirs = set(sdk.StreamingParameters.model_fields)

    assert theirs >= OURS - ONLY_DOCUMENTED
    assert theirs - OURS <= NOT_FOR_A_TERMINAL | ELSEWHERE


def test_the_settings_that_can_change_are_those_of_the_official_client(sdk):
    theirs = set(sdk.UpdateConfiguration.model_fields) - {"type"}

    assert {parameter.name for parameter in PARAMETERS if parameter.is_live} == (
        theirs - NOT_FOR_A_TERMINAL - ELSEWHERE
    )


def test_values_that_we_take_are_taken_by_the_official_client(sdk):
    settings = {
        "keyterms_prompt": ["Ana"],
        "language_codes": ["fr"],
        "max_turn_silence": 900,
        "mode": "min_latency",
        "vad_threshold": 0.5,
        "voice_focus": "far-field",
    }
    found, _ = chosen(Options(settings=settings), "universal-3-5-pro")

    sdk.StreamingParameters(sample_rate=16000, speech_model="universal-3-5-pro", **found)
