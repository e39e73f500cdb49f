"""ANM204: unknown keys below the top level."""

from __future__ import annotations

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.anm import unknown_key
from tests.unit.lint.rules.anm.samples import INLINE, ask, one


def test_a_misspelt_key_is_a_warning_with_a_fix():
    text = INLINE + "  systemPromt: You are a concierge.\n"
    found = one(unknown_key, text)

    assert found.place == "5:3"
    assert found.text == "systemPromt"
    assert found.message == 'unknown key "systemPromt" in personaConfig'
    assert found.label == 'did you mean "systemPrompt"?'
    assert found.severity is Severity.WARNING
    assert found.fix is not None
    assert found.fix.title == "rename the key to systemPrompt"
    assert found.fix.safe
    assert found.fixed == text.replace("systemPromt", "systemPrompt")


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("prompt", 'did you mean "systemPrompt"?'),
        ("greeting", 'did you mean "initialMessage"?'),
        ("language", 'did you mean "languageCode"?'),
        ("model", 'did you mean "llmId"? It is given already'),
        ("voice", 'did you mean "voiceId"? It is given already'),
        ("speed", "belongs in voiceGenerationOptions"),
        ("speechEnhancementLevel", "belongs in voiceDetectionOptions"),
        ("presetStyle", "belongs in directorNotes"),
        ("videoQuality", "belongs in sessionOptions"),
        ("enableSessionReplay", "belongs in sessionOptions.sessionReplay"),
        ("sessionOptions", "belongs at the top level, beside personaConfig"),
        ("zzz", "not in Anam's documents; it is sent as it stands"),
    ],
)
def test_a_guess_has_no_fix(key, label):
    found = one(unknown_key, INLINE + f"  {key}: x\n")

    assert found.label == label
    assert found.fix is None


def test_all_open_objects_are_looked_at():
    text = (
        INLINE
        + """\
  directorNotes: {preset_style: warm}
  tools: [{type: client, name: a, descripton: b}]
sessionOptions:
  videoQualty: high
  sessionReplay: {enabled: true}
  egress: {mode: daily, daily: {roomUrl: u, usrName: x}}
languages:
  fr: {voiceid: x}
"""
    )
    assert [(f.place, f.message, f.label) for f in ask(unknown_key, text)] == [
        ("5:19", 'unknown key "preset_style" in directorNotes', 'did you mean "presetStyle"?'),
        ("6:35", 'unknown key "descripton" in tools[0]', 'did you mean "description"?'),
        ("8:3", 'unknown key "videoQualty" in sessionOptions', 'did you mean "videoQuality"?'),
        ("9:19", 'unknown key "enabled" in sessionReplay', "not in Anam's documents; it is sent as it stands"),
        ("10:45", 'unknown key "usrName" in daily', 'did you mean "userName"?'),
        ("12:8", 'unknown key "voiceid" in languages.fr', 'did you mean "voiceId"?'),
    ]


def test_a_key_with_an_escape_is_not_renamed():
    found = one(unknown_key, INLINE + '  "\\x73kipGreting": true\n')

    assert found.message == 'unknown key "skipGreting" in personaConfig'
    assert found.fix is None


def test_a_key_of_another_line_is_shown_in_one():
    found = one(unknown_key, INLINE + '  "a\\nb": 1\n')

    assert found.message == 'unknown key "a\\u{a}b" in personaConfig'


def test_the_top_level_and_the_voice_options_are_left_to_others():
    text = INLINE + "  voiceGenerationOptions: {sped: 1}\nlangauges: {}\n"
    assert not ask(unknown_key, text)


def test_the_content_of_schemas_and_headers_is_free():
    text = INLINE + "  tools: [{type: server, name: a, parameters: {x: 1}, headers: {X-Id: a}}]\n  metadata: {any: 1}\n"
    assert not ask(unknown_key, text)
