from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.errors import UsageError
from anamctl.live.fields import (
    LIVE_OPTIONS,
    Setting,
    live_paths,
    option_fields,
    parse_path,
    parse_setting,
    scalar,
    shown_path,
    with_settings,
)


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("voiceGenerationOptions.speed=1.1", ("personaConfig", "voiceGenerationOptions", "speed"), 1.1),
        ("personaConfig.name=Camille", ("personaConfig", "name"), "Camille"),
        ("sessionOptions.region=eu", ("sessionOptions", "region"), "eu"),
        ("clientLabel=demo", ("clientLabel",), "demo"),
        ("metadata.a.b=1", ("personaConfig", "metadata", "a", "b"), 1),
        ("systemPrompt=a=b: c", ("personaConfig", "systemPrompt"), "a=b: c"),
        ('name="1"', ("personaConfig", "name"), "1"),
        ("skipGreeting=true", ("personaConfig", "skipGreeting"), True),
        ("initialMessage=", ("personaConfig", "initialMessage"), None),
        ("languageCode=no", ("personaConfig", "languageCode"), "no"),
    ],
)
def test_a_setting_is_a_path_and_a_scalar(text, path, value):
    found = parse_setting(text)

    assert found == Setting(path, value)
    assert found.value.__class__ is value.__class__


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("voiceGenerationOptions.sped=1", 'did you mean "voiceGenerationOptions.speed"?'),
        ("speed=1", 'did you mean "voiceGenerationOptions.speed"?'),
        ("endOfSpeechSensitivty=1", 'did you mean "voiceDetectionOptions.endOfSpeechSensitivity"?'),
        ("voice_id=x", 'did you mean "voiceId"?'),
        ("sessionOptions.regoin=eu", 'did you mean "sessionOptions.region"?'),
        ("voiceGenerationOptions=1", "it has fields: speed, volume,"),
        ("personaConfig=1", "name a field in it, like personaConfig.personaId"),
        ("languageCode.x=1", "languageCode is one value; it has no fields"),
        ("clientLabel.x=1", "clientLabel is one value; it has no fields"),
        ("xyzzy=1", "personaConfig has fields like personaId, name,"),
        ("=1", "write it like voiceGenerationOptions.speed=1.1"),
        ("speed", "write it like voiceGenerationOptions.speed=1.1"),
    ],
)
def test_what_cannot_be_set_is_refused_with_the_nearest(text, hint):
    with pytest.raises(UsageError) as caught:
        parse_setting(text)

    assert caught.value.hint.startswith(hint)


@given(st.text(max_size=30))
def test_any_text_is_a_setting_or_a_usage_error(text):
    with suppress(UsageError):
        assert parse_setting(text).path


def test_every_live_path_can_be_set():
    for path in live_paths():
        assert shown_path(parse_path(path)) == path
    assert "speed" in option_fields(LIVE_OPTIONS[0])
    assert "endOfSpeechSensitivity" in option_fields(LIVE_OPTIONS[1])


@pytest.mark.parametrize(("text", "value"), [("'a b'", "a b"), ('"', '"'), (" 1 ", 1), ("1e1", 10.0), ("null", None)])
def test_scalars_are_read_as_yaml_reads_them(text, value):
    assert scalar(text) == value


def test_settings_make_what_is_missing_and_change_no_argument():
    body = {"personaConfig": {"voiceGenerationOptions": {"speed": 1}, "name": "x"}}
    settings = [
        Setting(("personaConfig", "voiceGenerationOptions", "volume"), 0.8),
        Setting(("sessionOptions", "region"), "eu"),
        Setting(("personaConfig", "name"), "y"),
    ]

    assert with_settings(body, settings) == {
        "personaConfig": {"voiceGenerationOptions": {"speed": 1, "volume": 0.8}, "name": "y"},
        "sessionOptions": {"region": "eu"},
    }
    assert body == {"personaConfig": {"voiceGenerationOptions": {"speed": 1}, "name": "x"}}
