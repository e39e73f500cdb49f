"""Texts that were never filled in."""

from __future__ import annotations

import pytest

from anamctl.lint.placeholders import is_placeholder, variable_in


@pytest.mark.parametrize(
    "text",
    [
        "...",
        "…",
        "---",
        "<voice-id>",
        "<your voice>",
        "[voice]",
        "%VOICE%",
        "{{ voice_id }}",
        "{voice_id}",
        "$VOICE_ID",
        "xxx",
        "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx",
        "TODO",
        "todo: ask Kim",
        "TBD",
        "changeme",
        "null",
        "your-voice-id",
        "YOUR_VOICE_ID",
        "french_voice_id",
        "voiceId",
        "insert voice here",
        "",
        "  ",
        "<" + "v" * 78 + ">",
    ],
)
def test_a_placeholder(text):
    assert is_placeholder(text)


@pytest.mark.parametrize(
    "text",
    [
        "Rachel",
        "anushka",
        "21m00Tcm4TlvDq8ikWAM",
        "bulbul:v2",
        "eleven_turbo_v2_5",
        "hi-IN-SwaraNeural",
        "David",
        "Todor",
        "x",
        "tts-1",
        "<voice> and more",
        "30fa96d0-26c4-4e55-94a0-517025942e18",
        "{30fa96d0-26c4-4e55-94a0-517025942e18}",
        "${VOICE}x",
        "<" + "v" * 79 + ">",
        "voice-2-id",
        "آوا",
        "Soft voice",
        "My Linh",
        "The Narrator",
    ],
)
def test_no_placeholder(text):
    assert not is_placeholder(text)


@pytest.mark.parametrize(
    ("text", "name"), [("$VOICE_ID", "VOICE_ID"), ("${VOICE}", None), ("$1", None), ("a $b", None)]
)
def test_a_variable_that_only_a_shell_replaces(text, name):
    assert variable_in(text) == name
