"""Which parameters a session takes."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.sandbox.stt.assemblyai.models import MODELS
from anamctl.sandbox.stt.assemblyai.parameters import ParameterError, settings


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("format_turns", "true", True),
        ("format_turns", "True", True),
        ("format_turns", "FALSE", False),
        ("sample_rate", "8000", 8000),
        ("encoding", "pcm_mulaw", "pcm_mulaw"),
        ("end_of_turn_confidence_threshold", "0", 0.0),
        ("end_of_turn_confidence_threshold", "1", 1.0),
        ("inactivity_timeout", "5", 5),
        ("inactivity_timeout", "3600", 3600),
        ("keyterms_prompt", json.dumps(["a"] * 100), ["a"] * 100),
        ("keyterms_prompt", json.dumps(["a", "b" * 51]), ["a"]),
        ("language_codes", '["fr", "en"]', ["fr", "en"]),
        ("language_codes", '["multi"]', ["multi"]),
        ("prompt", "x" * 1750, "x" * 1750),
        ("mode", "min_latency", "min_latency"),
        ("max_speakers", "10", 10),
        ("voice_focus_threshold", "1", 1.0),
        ("interruption_delay", "1000", 1000),
        ("previous_context_n_turns", "100", 100),
        ("redact_pii_policies", '["person_name"]', ["person_name"]),
        ("redact_pii_sub", "hash", "hash"),
        ("min_end_of_turn_silence_when_confident", "300", None),
        ("nobody_knows", "this", None),
    ],
)
def test_documented_values_are_taken(name, text, value):
    found = settings({name: text})

    assert found.values.get(name) == value


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("format_turns", "yes", "Invalid 'format_turns'"),
        ("sample_rate", "7999", "Invalid 'sample_rate'"),
        ("sample_rate", "16k", "Invalid 'sample_rate'"),
        ("sample_rate", "16000.5", "Invalid 'sample_rate'"),
        ("encoding", "mp3", "'mp3' is not a valid Encoding"),
        ("encoding", "opus", "the sandbox decodes pcm_s16le and pcm_mulaw, not opus"),
        ("speech_model", "u3-pro", "Invalid 'speech_model': must be one of universal-streaming-english, "),
        ("end_of_turn_confidence_threshold", "1.01", "Invalid 'end_of_turn_confidence_threshold'"),
        ("end_of_turn_confidence_threshold", "nan", "Invalid 'end_of_turn_confidence_threshold'"),
        ("vad_threshold", "-0.1", "Invalid 'vad_threshold'"),
        ("min_turn_silence", "-1", "Invalid 'min_turn_silence'"),
        ("min_end_of_turn_silence_when_confident", "-1", "Invalid 'min_turn_silence'"),
        ("inactivity_timeout", "4", "Invalid 'inactivity_timeout'"),
        ("inactivity_timeout", "3601", "Invalid 'inactivity_timeout'"),
        ("keyterms_prompt", json.dumps(["a"] * 101), "Invalid 'keyterms_prompt'"),
        ("keyterms_prompt", "a,b", "Invalid 'keyterms_prompt'"),
        ("keyterms_prompt", "[1]", "Invalid 'keyterms_prompt'"),
        ("language_codes", '["xx"]', "Invalid 'language_codes': 'xx'"),
        ("language_codes", '["multi", "fr"]', "Invalid 'language_codes': 'multi'"),
        ("language_codes", json.dumps(["fr"] * 11), "Invalid 'language_codes'"),
        ("prompt", "x" * 1751, "Invalid 'prompt': too long"),
        ("mode", "fast", "Invalid 'mode'"),
        ("language", "fr", "Invalid 'language'"),
        ("max_speakers", "0", "Invalid 'max_speakers'"),
        ("max_speakers", "11", "Invalid 'max_speakers'"),
        ("domain", "law", "Invalid 'domain'"),
        ("voice_focus", "nowhere", "Invalid 'voice_focus'"),
        ("voice_focus_threshold", "1.1", "Invalid 'voice_focus_threshold'"),
        ("interruption_delay", "1001", "Invalid 'interruption_delay'"),
        ("previous_context_n_turns", "101", "Invalid 'previous_context_n_turns'"),
        ("agent_context", "x" * 1751, "Invalid 'agent_context': too long"),
        ("redact_pii", "perhaps", "Invalid 'redact_pii'"),
        ("redact_pii_policies", "person_name", "Invalid 'redact_pii_policies'"),
        ("redact_pii_sub", "stars", "Invalid 'redact_pii_sub'"),
        ("session_heartbeat", "5", "Invalid 'session_heartbeat'"),
        ("acknowledge_silence", "", "Invalid 'acknowledge_silence'"),
    ],
)
def test_other_values_are_refused_in_the_words_of_the_service(name, text, said):
    with pytest.raises(ParameterError) as refused:
        settings({name: text})

    assert str(refused.value).startswith(f"User Input Validation Error: {said}")


@pytest.mark.parametrize("name", MODELS)
def test_every_model_has_its_rules(name):
    found = settings({"speech_model": name})

    assert found.model is MODELS[name]
    assert found.min_silence <= found.max_silence


def test_a_change_takes_json_and_leaves_the_rest():
    found = settings({"format_turns": "true", "min_turn_silence": "100"}).changed(
        {"type": "UpdateConfiguration", "min_turn_silence": 700, "keyterms_prompt": ["Weber"], "vad_threshold": 0.5}
    )

    assert found.values["keyterms_prompt"] == ["Weber"]
    assert (found.min_silence, found.flag("format_turns")) == (700, True)


def test_what_cannot_be_changed_stays():
    found = settings({"sample_rate": "8000"}).changed({"sample_rate": 16000, "speech_model": "whisper-rt"})

    assert (found.rate, found.name) == (8000, "universal-3-5-pro")


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
NAMES = [
    "format_turns",
    "min_turn_silence",
    "end_of_turn_confidence_threshold",
    "keyterms_prompt",
    "language_codes",
    "prompt",
    "sample_rate",
    "encoding",
    "speech_model",
    "mode",
    "inactivity_timeout",
]


@given(st.dictionaries(st.sampled_from(NAMES), JSON))
def test_any_value_is_taken_or_refused(values):
    for read in (settings, settings({}).changed):
        try:
            found = read(values)
        except ParameterError as error:
            assert str(error).startswith("User Input Validation Error: ")  # noqa: PT017  # not every one fails
        else:
            assert 0 <= found.threshold <= 1
            assert found.rate >= 8000
