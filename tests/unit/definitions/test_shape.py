from __future__ import annotations

import math

import pytest

from anamctl.definitions.placeholders import Unset
from anamctl.definitions.shape import check_persona, json_type, known_keys

AVATAR = "30fa96d0-26c4-4e55-94a0-517025942e18"


def persona(**config):
    return {"personaConfig": {"avatarId": AVATAR, **config}}


def only(issues):
    assert len(issues) == 1, issues
    return issues[0]


def check_config(**config):
    return check_persona(persona(**config))


def check_generation(**options):
    return check_config(voiceGenerationOptions=options)


def test_a_complete_persona_has_no_issue():
    assert (
        check_persona(
            {
                "$schema": "../schemas/persona.schema.json",
                "clientLabel": "lobby",
                "personaConfig": {
                    "type": "ephemeral",
                    "name": "Ada",
                    "avatarId": AVATAR,
                    "avatarModel": "cara-4",
                    "voiceId": AVATAR.upper(),
                    "llmId": "CUSTOMER_CLIENT_V1",
                    "languageCode": "fr",
                    "systemPrompt": "",
                    "initialMessage": None,
                    "maxSessionLengthSeconds": 1.5,
                    "skipGreeting": True,
                    "voiceGenerationOptions": {"speed": 2, "emotion": "calm", "useSpeakerBoost": False},
                    "voiceDetectionOptions": {"silenceBeforeSessionEndSeconds": 0},
                    "directorNotes": {"customStylePrompt": "é" * 2000, "expressivity": 1},
                    "tools": [
                        {"type": "client", "name": "open_map", "description": "Show it", "parameters": {"a": [1]}}
                    ],
                    "toolIds": [AVATAR],
                    "metadata": {"anything": [object()]},
                },
                "sessionOptions": {
                    "sessionReplay": {"enableSessionReplay": False},
                    "videoWidth": 720,
                    "videoHeight": 480,
                    "egress": {"mode": "daily", "daily": {"roomUrl": "https://x.daily.co/y"}},
                },
                "languages": {"de": {"voiceId": AVATAR, "voiceGenerationOptions": {"speed": 0.5}}, "fr": {}},
            }
        )
        == []
    )


def test_personaconfig_is_needed():
    issue = only(check_persona({"languages": {}}))

    assert issue == (
        "missing",
        (),
        "personaConfig",
        {"model": "PersonaFile", "field": "personaConfig", "confidence": "documented", "key": "personaConfig"},
    )


def test_an_unknown_key_of_an_open_object_is_suspicious():
    issue = only(check_config(skipGreetings=True))

    assert issue[:3] == ("unknown", ("personaConfig", "skipGreetings"), "skipGreetings")
    assert issue.detail["model"] == "PersonaConfig"
    assert issue.detail["confidence"] == "inferred"
    assert issue.detail["closed"] is False
    assert "skipGreeting" in issue.detail["known"]


@pytest.mark.parametrize("options", ["voiceGenerationOptions", "voiceDetectionOptions"])
def test_an_unknown_key_of_a_closed_object_is_an_error(options):
    issue = only(check_persona({"personaConfig": {}, "languages": {"fr": {options: {"sped": 1}}}}))

    assert issue[:3] == ("unknown", ("languages", "fr", options, "sped"), "sped")
    assert issue.detail["confidence"] == "documented"
    assert issue.detail["closed"] is True


@pytest.mark.parametrize("key", ["brainType", "disableBrains", "personaPreset", "voiceSpeed", "personality"])
def test_fields_of_other_schemas_are_known(key):
    assert check_config(**{key: "anything"}) == []


RANGES = {
    ("voiceGenerationOptions", "speed"): (0.5, 2),
    ("voiceGenerationOptions", "volume"): (0.5, 2),
    ("voiceGenerationOptions", "stability"): (0, 1),
    ("voiceGenerationOptions", "similarityBoost"): (0, 1),
    ("voiceGenerationOptions", "style"): (0, 1),
    ("voiceDetectionOptions", "endOfSpeechSensitivity"): (0, 1),
    ("voiceDetectionOptions", "silenceBeforeSkipTurnSeconds"): (0, 900),
    ("voiceDetectionOptions", "silenceBeforeSessionEndSeconds"): (0, 7200),
    ("voiceDetectionOptions", "silenceBeforeAutoEndTurnSeconds"): (0.5, 10),
    ("voiceDetectionOptions", "speechEnhancementLevel"): (0, 1),
    ("directorNotes", "expressivity"): (0, 1),
}


@pytest.mark.parametrize(("place", "bounds"), RANGES.items())
def test_a_range_holds_its_bounds_and_nothing_beyond(place, bounds):
    model, field = place
    low, high = bounds

    for value in (low, high, (low + high) / 2):
        assert check_config(**{model: {field: value}}) == []
    for value in (
        math.nextafter(low, -math.inf),
        math.nextafter(high, math.inf),
        high + 1,
        -math.inf,
        math.inf,
        math.nan,
    ):
        issue = only(check_config(**{model: {field: value}}))
        assert issue.kind == "range"
        assert issue.path == ("personaConfig", model, field)
        assert (issue.detail["min"], issue.detail["max"]) == bounds
        assert issue.detail["confidence"] == "documented"


@pytest.mark.parametrize("value", [0, 0.99, -600, math.inf, math.nan, -math.inf])
def test_a_session_lasts_at_least_a_second_and_not_for_ever(value):
    issue = only(check_config(maxSessionLengthSeconds=value))

    assert (issue.kind, issue.detail["min"], issue.detail["max"]) == ("range", 1, None)


@pytest.mark.parametrize("value", [True, False, "1.1", None, [], {}])
def test_only_a_number_is_a_number(value):
    issue = only(check_generation(speed=value))

    assert issue.kind == "type"
    assert issue.found is value
    assert issue.detail["expected"] == ("number",)


@pytest.mark.parametrize("value", [720.0, True, "720"])
def test_pixels_are_whole_numbers(value):
    issue = only(check_persona({"personaConfig": {}, "sessionOptions": {"videoWidth": value}}))

    assert (issue.kind, issue.detail["expected"]) == ("type", ("integer",))


@pytest.mark.parametrize("value", [1, 0, "yes", None])
def test_only_true_and_false_are_booleans(value):
    assert only(check_config(skipGreeting=value)).detail["expected"] == ("boolean",)


def test_an_unknown_choice_lists_the_known_ones():
    issue = only(check_config(avatarModel="cara-2"))

    assert issue[:3] == ("enum", ("personaConfig", "avatarModel"), "cara-2")
    assert issue.detail["choices"] == ("cara-3", "cara-4", "cara-4-latest")


def test_a_choice_of_a_wrong_type_lists_the_choices_too():
    issue = only(check_config(avatarModel=4))

    assert issue.kind == "type"
    assert issue.detail["choices"] == ("cara-3", "cara-4", "cara-4-latest")


@pytest.mark.parametrize(
    "value",
    [
        "",
        "TODO",
        "<french-voice-id>",
        AVATAR[:-1],
        AVATAR + "0",
        AVATAR + "\n",
        AVATAR.replace("-", ""),
        AVATAR.replace("e", "g"),
        AVATAR.replace("3", "٣"),
        AVATAR[:-1] + "\ud800",
        "{" + AVATAR + "}",
    ],
)
@pytest.mark.parametrize("field", ["avatarId", "voiceId", "llmId", "personaId"])
def test_an_id_that_is_no_uuid_is_an_error(field, value):
    issue = only(check_config(**{field: value}))

    assert issue[:3] == ("pattern", ("personaConfig", field), value)
    assert issue.detail["format"] == ("llm" if field == "llmId" else "uuid")
    assert issue.detail["confidence"] == "documented"


@pytest.mark.parametrize("value", ["CUSTOMER_CLIENT_V1", "ANAM_GPT_4O_MINI_V1", "ANAM_LLAMA_v3_3_70B_V1"])
def test_old_names_of_language_models_pass_for_llmid_only(value):
    assert check_config(llmId=value) == []
    assert only(check_config(voiceId=value)).kind == "pattern"


def test_every_id_of_a_list_is_checked():
    issue = only(check_config(toolIds=[AVATAR, "end_call"]))

    assert issue[:3] == ("pattern", ("personaConfig", "toolIds", 1), "end_call")


@pytest.mark.parametrize("code", ["French", "fr-FR", "jp", "", "iw"])
def test_language_codes_are_left_to_their_rules(code):
    assert check_persona({"personaConfig": {"languageCode": code}, "languages": {code: {}}}) == []


@pytest.mark.parametrize(
    ("field", "value", "kind"),
    [
        ("type", "knowledge", "enum"),
        ("name", "two words", "pattern"),
        ("name", "x" * 65, "pattern"),
        ("description", "", "length"),
        ("description", "x" * 1025, "length"),
        ("parameters", "{}", "type"),
    ],
)
def test_a_tool_is_checked_by_its_limits(field, value, kind):
    tool = {"type": "server", "name": "weather", field: value}

    issue = only(check_config(tools=[{"type": "client", "name": "x" * 64, "description": "x" * 1024}, tool]))

    assert (issue.kind, issue.path) == (kind, ("personaConfig", "tools", 1, field))


def test_a_tool_needs_a_type_and_a_name():
    issues = check_config(tools=[{}])

    assert [(issue.kind, issue.path, issue.found) for issue in issues] == [
        ("missing", ("personaConfig", "tools", 0), "type"),
        ("missing", ("personaConfig", "tools", 0), "name"),
    ]


def test_a_style_of_more_than_2000_characters_is_too_long():
    issue = only(check_config(directorNotes={"customStylePrompt": "é" * 2001}))

    assert issue.kind == "length"
    assert (issue.detail["max"], issue.detail["length"]) == (2000, 2001)


@pytest.mark.parametrize(
    ("data", "path", "expected"),
    [
        ({"personaConfig": []}, ("personaConfig",), ("object",)),
        ({"personaConfig": None}, ("personaConfig",), ("object",)),
        ({"personaConfig": {}, "languages": ["fr"]}, ("languages",), ("object",)),
        ({"personaConfig": {}, "languages": {"fr": None}}, ("languages", "fr"), ("object",)),
        ({"personaConfig": {"tools": {}}}, ("personaConfig", "tools"), ("array",)),
        ({"personaConfig": {"tools": ["x"]}}, ("personaConfig", "tools", 0), ("object",)),
        ({"personaConfig": {"initialMessage": 3}}, ("personaConfig", "initialMessage"), ("string", "null")),
    ],
)
def test_a_wrong_type_is_reported_where_it_stands(data, path, expected):
    issue = only(check_persona(data))

    assert (issue.kind, issue.path, issue.detail["expected"]) == ("type", path, expected)


def test_an_entry_may_hold_everything_that_personaconfig_may():
    assert known_keys("LanguageEntry") == known_keys("PersonaConfig")


@pytest.mark.parametrize(
    "config",
    [
        {"voiceId": Unset("${V}", ("V",))},
        {"llmId": Unset("${V}", ("V",))},
        {"avatarModel": Unset("${V}", ("V",))},
        {"tools": [{"type": Unset("${V}", ("V",)), "name": Unset("${V} x", ("V",)), "description": Unset("", ("V",))}]},
        {"toolIds": [Unset("${V}", ("V",))]},
    ],
)
def test_a_text_without_value_satisfies_every_constraint_on_texts(config):
    assert check_config(**config) == []


def test_a_text_without_value_is_still_no_number():
    assert only(check_generation(speed=Unset("${V}", ("V",)))).kind == "type"


class Word(str):
    __slots__ = ()


class Config(dict):
    pass


def test_subclasses_of_plain_types_are_judged_like_them():
    assert check_persona({"personaConfig": Config(avatarId=Word(AVATAR))}) == []
    assert only(check_persona({"personaConfig": Config(avatarId=Word("x"))})).kind == "pattern"


def test_keys_that_are_no_strings_are_reported_elsewhere():
    assert check_persona({"personaConfig": {1: 2, None: 3}, "languages": {1: 2, 2.5: {}}}) == []
    assert check_persona({"personaConfig": {}, False: 1, b"": 2}) == []  # type: ignore[dict-item]


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("", "string"),
        (True, "boolean"),
        (1, "integer"),
        (1.0, "number"),
        ({}, "object"),
        ([], "array"),
        (None, "null"),
        (b"", "bytes"),
    ],
)
def test_json_types_have_their_names(value, name):
    assert json_type(value) == name
