from __future__ import annotations

import math
from typing import Any

import pytest

from anamctl.definitions.placeholders import Unset
from anamctl.definitions.shape import check_agent, check_leg, known_keys, provider_fields, providers

EN: dict[str, Any] = {
    "synthesizer": {"provider": "elevenlabs", "provider_config": {"voice": "V", "voice_id": "v", "model": "m"}}
}
HI: dict[str, Any] = {"synthesizer": {"provider": "sarvam", "provider_config": {}}, "transcriber": {"language": "hi"}}


def multilingual(**changes):
    return {"enabled": True, "active_language": "en", "languages": {"en": EN, "hi": HI}} | changes


def check_multilingual(**changes):
    return check_agent({"multilingual_config": multilingual(**changes)})


def check_synthesizer(provider, **config):
    return check_leg("synthesizer", {"provider": provider, "provider_config": config})


def fields_of(part, provider):
    facts = provider_fields(part, provider)
    assert facts is not None
    return facts


def only(issues):
    assert len(issues) == 1, issues
    return issues[0]


def errors(issues):
    return [issue for issue in issues if issue.detail["confidence"] == "documented"]


def test_a_multilingual_object_alone_has_no_issue():
    assert check_multilingual() == []


def test_one_of_the_three_parts_must_be_there():
    issue = only(check_agent({"agent_prompts": {"task_1": {"system_prompt": "Hi"}}}))

    assert (issue.kind, issue.path) == ("missing", ())
    assert issue.detail["any_of"] == ("agent_config", "tools_config", "multilingual_config")


def test_the_example_of_the_documentation_lacks_only_what_we_merely_expect():
    issues = check_agent(
        {
            "agent_config": {
                "tasks": [
                    {
                        "tools_config": {
                            "transcriber": {"provider": "deepgram", "model": "nova-3", "language": "en"},
                            "synthesizer": {
                                "provider": "elevenlabs",
                                "provider_config": {"voice_id": "v", "model": "m"},
                            },
                            "multilingual_config": multilingual(),
                        }
                    }
                ]
            }
        }
    )

    assert errors(issues) == []
    assert {issue.kind for issue in issues} == {"missing"}
    assert {issue.found for issue in issues} == {
        *("agent_name", "agent_prompts", "task_type", "toolchain", "llm_agent", "input", "output"),
    }


def test_prompts_are_only_expected_beside_a_whole_agent():
    assert "agent_prompts" not in {issue.found for issue in check_agent({"tools_config": {}})}


def test_fewer_than_two_languages_are_an_error():
    issue = only(check_multilingual(languages={"en": EN}))

    assert (issue.kind, issue.path) == ("count", ("multilingual_config", "languages"))
    assert (issue.detail["min"], issue.detail["count"], issue.detail["confidence"]) == (2, 1, "documented")


@pytest.mark.parametrize("enabled", [False, None, "true", 1])
def test_an_object_that_is_not_enabled_holds_nothing_worse_than_warnings(enabled):
    broken = {"en": {"synthesizer": {"provider": "nobody"}}}

    issues = [issue for issue in check_multilingual(enabled=enabled, languages=broken) if issue.found != enabled]

    assert [issue.kind for issue in issues] == ["count", "enum", "missing"]
    assert errors(issues) == []
    assert all(issue.detail["dropped"] for issue in issues)


def test_what_stands_beside_a_dropped_object_is_judged_as_ever():
    issues = check_agent(
        {
            "tools_config": {
                "multilingual_config": {"languages": {}},
                "transcriber": {"provider": "nobody", "language": "en"},
            }
        }
    )

    assert [issue.path for issue in errors(issues)] == [("tools_config", "transcriber", "provider")]


def test_the_switch_itself_must_be_a_boolean_in_any_case():
    issue = only(check_multilingual(enabled="yes"))

    assert (issue.path, issue.detail["confidence"]) == (("multilingual_config", "enabled"), "documented")


def test_a_missing_switch_is_only_suspicious():
    config = multilingual()
    del config["enabled"]

    issue = only(check_agent({"multilingual_config": config}))

    assert (issue.kind, issue.found, issue.detail["confidence"]) == ("missing", "enabled", "inferred")


@pytest.mark.parametrize(
    ("entry", "path", "key"),
    [
        ({}, (), "synthesizer"),
        ({"synthesizer": {"provider_config": {}}}, ("synthesizer",), "provider"),
        ({"synthesizer": {"provider": "sarvam"}}, ("synthesizer",), "provider_config"),
        ({**HI, "transcriber": {"model": "x"}}, ("transcriber",), "language"),
    ],
)
def test_an_entry_lacks_what_the_server_needs(entry, path, key):
    issue = only(check_multilingual(languages={"en": EN, "hi": entry}))

    assert (issue.kind, issue.found) == ("missing", key)
    assert issue.path == ("multilingual_config", "languages", "hi", *path)
    assert issue.detail["confidence"] == "documented"


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"active_language": None}, ("active_language",)),
        ({"switch_tool_description": 3}, ("switch_tool_description",)),
        ({"languages": {"en": EN, "hi": {**HI, "system_prompt": ["x"]}}}, ("languages", "hi", "system_prompt")),
        ({"languages": {"en": EN, "hi": {**HI, "transcriber": "hi"}}}, ("languages", "hi", "transcriber")),
        ({"languages": {"en": EN, "hi": "hi"}}, ("languages", "hi")),
        ({"languages": [EN, HI]}, ("languages",)),
    ],
)
def test_a_wrong_type_in_the_multilingual_object_is_an_error(changes, path):
    issue = only(check_multilingual(**changes))

    assert (issue.kind, issue.path) == ("type", ("multilingual_config", *path))
    assert issue.detail["confidence"] == "documented"


def test_texts_of_an_entry_may_be_null():
    entry = {**HI, "system_prompt": None, "handoff_message": None, "agent_name": None}
    entry["synthesizer"] = {**entry["synthesizer"], "buffer_size": None}

    assert check_multilingual(languages={"en": EN, "hi": entry}, switch_tool_description=None) == []


@pytest.mark.parametrize("part", ["synthesizer", "transcriber"])
def test_an_unknown_provider_is_an_error_with_the_known_ones(part):
    issue = only(errors(check_leg(part, {"provider": "azure_tts", "provider_config": {}, "language": "hi"})))

    assert (issue.kind, issue.path, issue.found) == ("enum", ("provider",), "azure_tts")
    assert issue.detail["choices"] == providers(part)
    assert issue.detail["format"] == f"{part}-provider"


def test_there_are_fifteen_voices_and_thirteen_ears():
    assert len(providers("synthesizer")) == 15
    assert len(providers("transcriber")) == 13


RANGES = [
    ("elevenlabs", "temperature", 0, 1),
    ("elevenlabs", "similarity_boost", 0, 1),
    ("elevenlabs", "speed", 0.7, 1.2),
    ("elevenlabs", "style", 0, 1),
    ("openai", "speed", 0.25, 4),
    ("custom", "speed", 0.25, 4),
    ("deepgram", "speed", 0.7, 1.5),
    ("azuretts", "speed", 0.5, 2),
    ("cartesia", "speed", 0.6, 1.5),
    ("cartesia", "volume", 0.5, 2),
    ("smallest", "speed", 0.5, 2),
    ("sarvam", "speed", 0.3, 3),
    ("sarvam", "loudness", 0.3, 3),
    ("rime", "time_scale_factor", 0.4, 2.5),
    ("soniox", "speed", 0.7, 1.3),
]


@pytest.mark.parametrize(("provider", "field", "low", "high"), RANGES)
def test_a_providers_range_holds_its_bounds_and_nothing_beyond(provider, field, low, high):
    for value in (low, high, None):
        assert check_synthesizer(provider, **{field: value}) == []
    for value in (math.nextafter(low, -math.inf), math.nextafter(high, math.inf), math.nan, math.inf):
        issue = only(check_synthesizer(provider, **{field: value}))
        assert (issue.kind, issue.path) == ("range", ("provider_config", field))
        assert (issue.detail["min"], issue.detail["max"]) == (low, high)
        assert issue.detail["confidence"] == "documented"


def test_every_range_of_a_provider_is_in_the_list_above():
    found = {
        (provider, field, facts["minimum"], facts["maximum"])
        for provider in providers("synthesizer")
        for field, facts in fields_of("synthesizer", provider)["fields"].items()
        if facts["minimum"] is not None
    }

    assert found == set(RANGES)


@pytest.mark.parametrize("model", ["bulbul:v3", "bulbul:v4-flash"])
@pytest.mark.parametrize("speed", [0.49, 2.01, 0.3, 3])
def test_newer_sarvam_models_have_a_narrower_speed(model, speed):
    issue = only(check_synthesizer("sarvam", model=model, speed=speed))

    assert (issue.kind, issue.path) == ("range", ("provider_config", "speed"))
    assert (issue.detail["min"], issue.detail["max"], issue.detail["of"]) == (0.5, 2, model)


@pytest.mark.parametrize(
    "config", [{"model": "bulbul:v3", "speed": 2}, {"model": "bulbul:v2", "speed": 3}, {"speed": 0.3}]
)
def test_the_narrower_speed_is_for_these_models_only(config):
    assert check_synthesizer("sarvam", **config) == []


def test_a_speed_beyond_both_ranges_is_reported_once():
    assert only(check_synthesizer("sarvam", model="bulbul:v3", speed=9)).detail["max"] == 3


@pytest.mark.parametrize("value", ["1.1", True, []])
def test_a_speed_that_is_no_number_is_only_suspicious(value):
    issue = only(check_synthesizer("sarvam", speed=value))

    assert (issue.kind, issue.detail["confidence"]) == ("type", "inferred")


@pytest.mark.parametrize("provider", ["polly", "gemini", "kalpa", "maya"])
def test_partial_configs_are_fine(provider):
    assert check_synthesizer(provider) == []


def test_maya_knows_two_voices():
    assert check_synthesizer("maya", voice="Ananya") == []
    assert only(check_synthesizer("maya", voice="ananya")).detail == {
        "model": "MayaConfig",
        "field": "voice",
        "confidence": "documented",
        "choices": ("Ananya", "Arjun"),
        "format": None,
    }


def test_elevenlabs_takes_three_dictionaries_with_both_ids():
    good = {"pronunciation_dictionary_id": "a", "version_id": "b"}

    assert check_synthesizer("elevenlabs", pronunciation_dictionary_locators=[good] * 3) == []
    assert only(check_synthesizer("elevenlabs", pronunciation_dictionary_locators=[good] * 4)).kind == "count"
    issue = only(check_synthesizer("elevenlabs", pronunciation_dictionary_locators=[{"version_id": "b"}]))
    assert issue.path == ("provider_config", "pronunciation_dictionary_locators", 0)
    assert (issue.kind, issue.detail["confidence"]) == ("missing", "documented")


def test_an_unknown_key_of_a_provider_is_suspicious():
    issue = only(check_synthesizer("cartesia", voise="x"))

    assert (issue.kind, issue.path, issue.found) == ("unknown", ("provider_config", "voise"), "voise")
    assert issue.detail["known"] == known_keys("CartesiaConfig")
    assert issue.detail["confidence"] == "inferred"


@pytest.mark.parametrize("provider", ["nobody", 3, None, [], Unset("${P}", ("P",))])
def test_the_config_of_an_unknown_provider_is_not_judged(provider):
    issues = check_leg("synthesizer", {"provider": provider, "provider_config": {"speed": "x"}})

    assert {issue.path for issue in issues} <= {("provider",)}


@pytest.mark.parametrize("part", ["synthesizer", "transcriber"])
def test_a_base_without_provider_is_only_suspicious(part):
    issues = check_agent({"tools_config": {part: {"language": "hi", "provider_config": {}}}})

    assert "provider" in {issue.found for issue in issues if issue.kind == "missing"}
    assert errors(issues) == []


def test_the_base_transcriber_needs_its_language():
    issues = check_agent({"tools_config": {"transcriber": {"provider": "sarvam", "model": "saaras:v3"}}})

    assert [(issue.kind, issue.path, issue.found) for issue in errors(issues)] == [
        ("missing", ("tools_config", "transcriber"), "language")
    ]


@pytest.mark.parametrize(
    ("part", "key", "is_error"),
    [
        ("synthesizer", "multilingual", True),
        ("synthesizer", "active", True),
        ("transcriber", "active", True),
        ("transcriber", "multilingual", False),
    ],
)
def test_a_null_that_breaks_the_call_is_an_error(part, key, is_error):
    base = {"provider": "sarvam", "model": "m", "language": "hi"} if part == "transcriber" else HI["synthesizer"]

    assert bool(errors(check_agent({"tools_config": {part: {**base, key: None}}}))) is is_error


def test_the_legs_of_the_expanded_form_are_judged():
    leg = {"provider": "sarvam", "provider_config": {"speed": 9}}

    issues = check_agent({"tools_config": {"synthesizer": {**leg, "active": "hi", "multilingual": {"hi": leg}}}})

    assert [issue.path for issue in errors(issues)] == [
        ("tools_config", "synthesizer", "multilingual", "hi", "provider_config", "speed"),
        ("tools_config", "synthesizer", "provider_config", "speed"),
    ]


@pytest.mark.parametrize("message", ["Still there?", {"en": "Still there?", "hi": "…"}, None])
def test_messages_are_a_text_or_one_for_each_language(message):
    task = {"task_config": {"check_user_online_message": message, "some_new_setting": 1}}

    issues = check_agent({"agent_config": {"tasks": [task]}})

    assert {issue.kind for issue in issues} == {"missing"}


def test_a_message_map_holds_only_texts():
    issues = check_agent({"agent_config": {"tasks": [{"task_config": {"call_hangup_message": {"en": 3}}}]}})

    (issue,) = [issue for issue in issues if issue.kind == "type"]
    assert issue.path == ("agent_config", "tasks", 0, "task_config", "call_hangup_message", "en")


def test_prompts_of_further_tasks_are_judged_like_the_first():
    issues = check_agent(
        {
            "multilingual_config": multilingual(),
            "agent_prompts": {"task_1": {"system_prompt": ""}, "task_2": {"sytem": ""}},
        }
    )

    assert [(issue.kind, issue.path) for issue in issues] == [
        ("unknown", ("agent_prompts", "task_2", "sytem")),
        ("missing", ("agent_prompts", "task_2")),
    ]


def test_the_language_model_is_not_judged():
    issues = check_agent({"tools_config": {"llm_agent": {"anything": {"goes": [1]}}}})

    assert {issue.kind for issue in issues} == {"missing"}


def test_provider_fields_tell_what_a_leg_needs():
    sarvam = fields_of("synthesizer", "sarvam")

    assert sarvam["required"] == ("voice", "voice_id", "model", "language")
    assert sarvam["fields"]["speed"] == {
        "types": ("number", "null"),
        "minimum": 0.3,
        "maximum": 3,
        "choices": (),
        "by_model": ((("bulbul:v3", "bulbul:v4-flash"), 0.5, 2),),
    }
    assert provider_fields("synthesizer", "nobody") is None
    assert fields_of("transcriber", "elevenlabs")["required"] == ("provider", "language")
    assert "endpointing" in fields_of("transcriber", "elevenlabs")["fields"]


def test_every_required_field_of_a_provider_is_known():
    for provider in providers("synthesizer"):
        facts = fields_of("synthesizer", provider)
        assert set(facts["required"]) <= set(facts["fields"])
