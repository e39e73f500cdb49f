from __future__ import annotations

import typing

import pytest

from anamctl.definitions.models.voice import VoiceGenerationOptions
from anamctl.definitions.models.voice_ranges import VOICE_COLUMNS, voice_column, widest


@pytest.mark.parametrize(
    ("provider", "model", "key"),
    [
        ("CARTESIA", "sonic-3", "cartesia"),
        ("CARTESIA", None, "cartesia"),
        ("ELEVENLABS", "eleven_flash_v2_5", "elevenlabs-v2"),
        ("ELEVENLABS", "eleven_multilingual_v2", "elevenlabs-v2"),
        ("ELEVENLABS", "eleven_monolingual_v1", "elevenlabs-v1"),
        ("FISH_AUDIO", "s1", "fish-audio"),
        ("OPENAI_ADVANCED_VOICE", "gpt-realtime", "openai-advanced-voice"),
    ],
)
def test_a_voice_of_the_catalogue_has_a_column(provider, model, key):
    assert voice_column(provider, model) is VOICE_COLUMNS[key]


@pytest.mark.parametrize(("provider", "model"), [("ELEVENLABS", "eleven_v3"), ("ELEVENLABS", None), ("NEW", "x")])
def test_an_unknown_voice_is_not_judged(provider, model):
    assert voice_column(provider, model) is None


def test_nothing_is_documented_for_openai_voices():
    column = VOICE_COLUMNS["openai-advanced-voice"]

    assert column.fields == ()
    assert not column.is_documented


@pytest.mark.parametrize(
    ("field", "bounds"),
    [
        ("speed", (0.5, 2.0)),
        ("volume", (0.5, 2.0)),
        ("stability", (0, 1)),
        ("similarityBoost", (0, 1)),
        ("style", (0, 1)),
    ],
)
def test_the_widest_range_covers_every_voice(field, bounds):
    assert widest(field) == bounds


def test_the_columns_and_the_model_name_the_same_fields():
    aliases = {field.alias for field in VoiceGenerationOptions.model_fields.values()}

    assert {name for column in VOICE_COLUMNS.values() for name in column.fields} == aliases


def test_every_number_of_the_model_has_a_range():
    hints = typing.get_type_hints(VoiceGenerationOptions)
    numbers = {VoiceGenerationOptions.model_fields[name].alias for name in hints if hints[name] is float}

    assert {name for column in VOICE_COLUMNS.values() for name in column.ranges} == numbers
