"""The object that a running call reads."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given

from anamctl.bolna import agents, expanded, layering
from tests.unit.bolna import whole_agents
from tests.unit.bolna.test_layering_properties import containers


def body(**multilingual):
    return {
        "agent_config": {
            "agent_name": "Line",
            "tasks": [
                {
                    "task_type": "conversation",
                    "tools_config": {
                        "input": {"provider": "plivo"},
                        "transcriber": {"provider": "sarvam", "model": "saaras:v4", "language": "hi"},
                        "synthesizer": {
                            "provider": "sarvam",
                            "buffer_size": 220,
                            "provider_config": {"voice": "Anushka", "model": "bulbul:v2", "language": "hi"},
                        },
                        "multilingual_config": {
                            "enabled": True,
                            "active_language": "ta",
                            "languages": {
                                "ta": {
                                    "synthesizer": {"provider": "sarvam", "provider_config": {"voice": "Vidya"}},
                                    "system_prompt": "தமிழ்",
                                    "handoff_message": "சரி",
                                    "agent_name": "வித்யா",
                                },
                                "hi": {"synthesizer": {"provider": "sarvam", "provider_config": {}}},
                            },
                            **multilingual,
                        },
                    },
                }
            ],
        },
        "agent_prompts": {"task_1": {"system_prompt": "தமிழ்"}},
    }


def tools(document):
    return document["agent_config"]["tasks"][0]["tools_config"]


def test_the_expanded_object_holds_base_keys_active_label_and_complete_legs():
    found = tools(expanded.expand(body()))

    assert found["transcriber"] == {
        "provider": "sarvam",
        "model": "saaras:v4",
        "language": "hi",
        "active": "ta",
        "multilingual": {
            "ta": {"provider": "sarvam", "model": "saaras:v4", "language": "ta-IN"},
            "hi": {"provider": "sarvam", "model": "saaras:v4", "language": "hi-IN"},
        },
    }
    assert found["synthesizer"] == {
        "provider": "sarvam",
        "buffer_size": 220,
        "provider_config": {"voice": "Anushka", "model": "bulbul:v2", "language": "hi"},
        "active": "ta",
        "multilingual": {
            "ta": {
                "provider": "sarvam",
                "buffer_size": 220,
                "provider_config": {"voice": "Vidya", "model": "bulbul:v2", "language": "ta-IN"},
            },
            "hi": {
                "provider": "sarvam",
                "buffer_size": 220,
                "provider_config": {"voice": "Anushka", "model": "bulbul:v2", "language": "hi-IN"},
            },
        },
    }


def test_texts_go_to_the_maps_of_the_call_and_prompts_beside_the_base_prompt():
    document = expanded.expand(body(switch_tool_description="Switch."))

    assert tools(document)["switch_handoff_messages"] == {"ta": "சரி"}
    assert tools(document)["agent_names"] == {"ta": "வித்யா"}
    assert tools(document)["switch_tool_description"] == "Switch."
    assert document["agent_prompts"] == {"task_1": {"system_prompt": "தமிழ்", "multilingual_prompts": {"ta": "தமிழ்"}}}


def test_what_is_beside_the_languages_stays_as_it_was():
    before = body()

    found = expanded.expand(before)

    assert list(tools(found))[:3] == ["input", "transcriber", "synthesizer"]
    assert "multilingual_config" not in tools(found)
    assert tools(found)["input"] == {"provider": "plivo"}
    assert found["agent_config"]["agent_name"] == "Line"
    assert found["agent_config"]["tasks"][0]["task_type"] == "conversation"
    assert before == body()


def test_maps_and_prompts_without_a_text_are_left_out():
    texts = {"system_prompt": None, "handoff_message": None}
    document = expanded.expand(body(languages={"ta": {**texts, "agent_name": None}, "hi": {}}))

    assert not {"switch_handoff_messages", "agent_names", "switch_tool_description"} & set(tools(document))
    assert document["agent_prompts"] == {"task_1": {"system_prompt": "தமிழ்"}}


@pytest.mark.parametrize("active", [{}, {"active_language": None}])
def test_without_an_active_language_the_call_opens_in_english(active):
    document = body()
    del tools(document)["multilingual_config"]["active_language"]
    tools(document)["multilingual_config"] |= active

    found = tools(expanded.expand(document))

    assert found["transcriber"]["active"] == "en"
    assert found["synthesizer"]["active"] == "en"


@pytest.mark.parametrize("enabled", [False, None, "true", 1])
def test_languages_that_are_not_enabled_are_dropped(enabled):
    found = tools(expanded.expand(body(enabled=enabled)))

    assert found["transcriber"] == {"provider": "sarvam", "model": "saaras:v4", "language": "hi"}
    assert "multilingual" not in found["synthesizer"]
    assert "multilingual_config" not in found


def test_languages_without_enabled_or_that_are_null_are_dropped():
    document = body()
    del tools(document)["multilingual_config"]["enabled"]
    nothing = body()
    tools(nothing)["multilingual_config"] = None

    for one in (document, nothing):
        assert list(tools(expanded.expand(one))) == ["input", "transcriber", "synthesizer"]


def test_what_nobody_has_described_stays_where_it_was_written():
    entry = {"x_mood": "calm", "agent_name": "A"}
    found = tools(expanded.expand(body(language_switch_trigger="t", languages={"ta": entry, "hi": {}})))

    assert found["multilingual_config"] == {"language_switch_trigger": "t", "languages": {"ta": {"x_mood": "calm"}}}


def test_prompts_of_a_later_task_go_to_that_task():
    document = body()
    document["agent_config"]["tasks"].insert(0, {"task_type": "summarization", "tools_config": {"llm_agent": {}}})

    assert expanded.expand(document)["agent_prompts"]["task_2"] == {"multilingual_prompts": {"ta": "தமிழ்"}}


def test_tools_alone_and_languages_alone_are_expanded_too():
    alone = tools(body())

    found = expanded.expand({"tools_config": alone})

    assert found["tools_config"] == tools(expanded.expand(body()))
    assert found["agent_prompts"] == {"task_1": {"multilingual_prompts": {"ta": "தமிழ்"}}}
    languages = expanded.expand({"multilingual_config": alone["multilingual_config"]})
    assert languages["tools_config"]["transcriber"] == {
        "active": "ta",
        "multilingual": {"ta": {"language": "ta"}, "hi": {"language": "hi"}},
    }
    assert "multilingual_config" not in languages


def test_odia_is_written_as_bolna_writes_it():
    entry = {"synthesizer": {"provider": "sarvam", "provider_config": {}}}
    found = tools(expanded.expand(body(active_language="or", languages={"or": entry, "hi": entry})))

    assert found["synthesizer"]["active"] == "od"
    assert list(found["synthesizer"]["multilingual"]) == ["od", "hi"]
    assert found["synthesizer"]["multilingual"]["od"]["provider_config"]["language"] == "od-IN"


def test_two_entries_for_odia_stay_two():
    found = tools(expanded.expand(body(active_language="or", languages={"or": {}, "od": {}})))

    assert list(found["transcriber"]["multilingual"]) == ["or", "od"]
    assert found["transcriber"]["active"] == "or"
    assert agents.written_key({"or": {}}, "od") == "or"
    assert agents.written_key({"or": {}, "od": {}}, "od") == "od"
    assert agents.written_key({"hi": {}}, "hi") == "hi"


def test_a_task_that_an_alias_repeats_is_expanded_once_for_each_place():
    shared = body()["agent_config"]["tasks"][0]

    found = expanded.expand({"agent_config": {"tasks": [shared, shared]}})

    first, second = (task["tools_config"] for task in found["agent_config"]["tasks"])
    assert first == second == tools(expanded.expand(body()))
    assert containers(first).isdisjoint(containers(second))


@given(document=whole_agents.DOCUMENTS | whole_agents.ODD_DOCUMENTS)
def test_no_agent_is_changed_and_nothing_nested_is_shared(document):
    before = copy.deepcopy(document)

    found = expanded.expand(document)

    assert document == before
    assert containers(document).isdisjoint(containers(found))
    assert count(found) == len(containers(found))


def count(value):
    """How many lists and mappings there are, shared ones counted for each place."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return sum(map(count, inner)) + isinstance(value, (dict, list))


@given(document=whole_agents.DOCUMENTS)
def test_expanding_again_changes_nothing(document):
    once = expanded.expand(document)

    left = [site.tools.pop("multilingual_config", None) for site in agents.sites(once)]
    again = expanded.expand(once)

    assert again == once
    assert all(one is None or "enabled" not in one for one in left)


@given(document=whole_agents.DOCUMENTS)
def test_the_pools_are_the_legs_in_the_order_of_the_file(document):
    written = agents.editable(document)
    found = expanded.expand(document)

    for before, after in zip(agents.sites(written), agents.sites(found), strict=True):
        legs = layering.legs(before.tools, before.tools["multilingual_config"])
        assert after.tools["transcriber"]["multilingual"] == {code: leg.transcriber for code, leg in legs.items()}
        assert after.tools["synthesizer"]["multilingual"] == {code: leg.synthesizer for code, leg in legs.items()}
        assert list(after.tools["synthesizer"]["multilingual"]) == list(
            before.tools["multilingual_config"]["languages"]
        )
