"""What is wrong with the form of a request for a token."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.sandbox.anam.checks import INLINE, config, problems
from anamctl.sandbox.anam.refusals import listed, nested

INLINE_PERSONA = {"avatarId": "anything", "voiceId": "goes", "llmId": "here"}
TOOL = {"type": "client", "name": "open_calendar"}


def of(**persona):
    return problems({"personaConfig": {**INLINE_PERSONA, **persona}})


def options(**session):
    return problems({"personaConfig": INLINE_PERSONA, "sessionOptions": session})


def where(found):
    return [".".join(problem.path) for problem in found]


@pytest.mark.parametrize(
    "body",
    [
        {"personaConfig": INLINE_PERSONA},
        {"personaConfig": {"personaId": "saved"}},
        {"personaConfig": {"personaId": "saved", "languageCode": "fr", "enableAudioPassthrough": False}},
        {"personaConfig": {**INLINE_PERSONA, "type": "ephemeral", "unknown": [1]}, "clientLabel": "x", "other": 1},
        {"personaConfig": {**INLINE_PERSONA, "initialMessage": None, "languageCode": "cy"}},
        {"personaConfig": {**INLINE_PERSONA, "directorNotes": {"presetStyle": "warm", "expressivity": 1}}},
        {"personaConfig": {**INLINE_PERSONA, "directorNotes": {"customStylePrompt": "x" * 2000}}},
        {"personaConfig": {**INLINE_PERSONA, "voiceGenerationOptions": {"speed": 2, "style": 0.5, "emotion": "calm"}}},
        {"personaConfig": {**INLINE_PERSONA, "voiceDetectionOptions": {"silenceBeforeSessionEndSeconds": 0}}},
        {
            "personaConfig": {
                **INLINE_PERSONA,
                "tools": [{**TOOL, "description": "x", "parameters": {}}, {**TOOL, "type": "system"}],
            }
        },
        {"personaConfig": {**INLINE_PERSONA, "toolIds": ["3b0c6f0e-52d3-4f0a-9d38-9a9c1f6f4c11"]}},
        {"personaConfig": INLINE_PERSONA, "sessionOptions": {"videoWidth": 1, "videoHeight": 2, "region": "eu"}},
        {"personaConfig": INLINE_PERSONA, "sessionOptions": None},
    ],
)
def test_what_is_documented_passes_and_so_does_what_nobody_knows(body):
    assert problems(body) == []
    assert config(body).persona == body["personaConfig"]


@pytest.mark.parametrize("body", [None, [], "x", 7])
def test_a_body_is_an_object(body):
    assert where(problems(body)) == [""]


@pytest.mark.parametrize("body", [{}, {"personaConfig": None}, {"personaConfig": []}, {"personaConfig": "x"}])
def test_a_persona_is_needed(body):
    assert where(problems(body)) == ["personaConfig"]


@pytest.mark.parametrize("name", INLINE)
def test_a_saved_persona_has_these_of_its_own(name):
    assert where(problems({"personaConfig": {"personaId": "saved", name: "x"}})) == ["personaConfig"]


def test_a_persona_without_an_avatar_is_none():
    assert where(problems({"personaConfig": {"voiceId": "x"}})) == ["personaConfig"]


@pytest.mark.parametrize(
    ("persona", "place"),
    [
        ({"name": 7}, "name"),
        ({"voiceId": None}, "voiceId"),
        ({"skipGreeting": "yes"}, "skipGreeting"),
        ({"initialMessage": 1}, "initialMessage"),
        ({"languageCode": "fr-FR"}, "languageCode"),
        ({"languageCode": "FR"}, "languageCode"),
        ({"languageCode": None}, "languageCode"),
        ({"avatarModel": "cara-2"}, "avatarModel"),
        ({"maxSessionLengthSeconds": 0.5}, "maxSessionLengthSeconds"),
        ({"maxSessionLengthSeconds": True}, "maxSessionLengthSeconds"),
        ({"maxSessionLengthSeconds": float("nan")}, "maxSessionLengthSeconds"),
        ({"voiceGenerationOptions": {"speed": 2.1}}, "voiceGenerationOptions.speed"),
        ({"voiceGenerationOptions": {"spede": 1}}, "voiceGenerationOptions.spede"),
        ({"voiceGenerationOptions": []}, "voiceGenerationOptions"),
        ({"voiceDetectionOptions": {"endOfSpeechSensitivity": True}}, "voiceDetectionOptions.endOfSpeechSensitivity"),
        ({"directorNotes": "happy"}, "directorNotes"),
        ({"directorNotes": {"presetStyle": "bored"}}, "directorNotes.presetStyle"),
        ({"directorNotes": {"presetStyle": "warm", "customStylePrompt": "x"}}, "directorNotes"),
        ({"directorNotes": {"customStylePrompt": "x" * 2001}}, "directorNotes.customStylePrompt"),
        ({"directorNotes": {"expressivity": 1.1}}, "directorNotes.expressivity"),
        ({"tools": {}}, "tools"),
        ({"tools": ["x"]}, "tools.0"),
        ({"tools": [TOOL, {**TOOL, "type": "webhook"}]}, "tools.1.type"),
        ({"tools": [{**TOOL, "name": "open calendar"}]}, "tools.0.name"),
        ({"tools": [{**TOOL, "name": "x" * 65}]}, "tools.0.name"),
        ({"tools": [{**TOOL, "description": "x" * 1025}]}, "tools.0.description"),
        ({"tools": [{**TOOL, "parameters": {"x": "é" * 5000}}]}, "tools.0.parameters"),
        ({"tools": [{**TOOL, "queryParameters": []}]}, "tools.0.queryParameters"),
        ({"toolIds": "x"}, "toolIds"),
        ({"toolIds": ["3b0c6f0e-52d3-4f0a-9d38-9a9c1f6f4c11", "x"]}, "toolIds.1"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(persona, place):
    assert where(of(**persona)) == [f"personaConfig.{place}"]


@pytest.mark.parametrize(
    ("session", "place"),
    [
        ({"sessionReplay": True}, "sessionReplay"),
        ({"sessionReplay": {"enableSessionReplay": 1}}, "sessionReplay.enableSessionReplay"),
        ({"videoQuality": "low"}, "videoQuality"),
        ({"videoWidth": 720}, "videoWidth"),
        ({"videoHeight": 480}, "videoWidth"),
        ({"videoWidth": "720", "videoHeight": 480}, "videoWidth"),
        ({"regionPolicy": "loose"}, "regionPolicy"),
        ({"regionPolicy": "strict"}, "region"),
        ({"egress": {"mode": "rtmp"}}, "egress.mode"),
        ({"egress": {"mode": "daily"}}, "egress.daily.roomUrl"),
        ({"egress": {"mode": "daily", "daily": {"roomUrl": "https://x.example"}}}, "egress"),
    ],
)
def test_what_is_wrong_with_the_options_is_told_with_its_place(session, place):
    assert where(options(**session)) == [f"sessionOptions.{place}"]


def test_a_label_is_a_text_and_options_are_an_object():
    found = problems({"clientLabel": 1, "personaConfig": INLINE_PERSONA, "sessionOptions": []})

    assert where(found) == ["clientLabel", "sessionOptions"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.sampled_from(
    (
        *("personaId", "avatarId", "languageCode", "avatarModel", "maxSessionLengthSeconds"),
        *("voiceGenerationOptions", "voiceDetectionOptions", "directorNotes", "tools", "toolIds", "skipGreeting"),
    )
)
SIDES = st.sampled_from(
    ["sessionReplay", "videoQuality", "videoWidth", "videoHeight", "regionPolicy", "region", "egress"]
)


@given(
    body=JSON
    | st.fixed_dictionaries(
        {"personaConfig": st.dictionaries(FIELDS, JSON), "sessionOptions": st.dictionaries(SIDES, JSON)}
    )
)
def test_nothing_that_is_json_breaks_it(body):
    found = problems(body)

    assert nested(found)["error"]
    assert len(listed(found)["details"]) == len(found)
    if not found:
        assert config(body).persona
