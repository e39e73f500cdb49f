"""Where tools stand, and copies that may be changed."""

from __future__ import annotations

import pytest

from anamctl.bolna import agents


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ({"agent_config": {"tasks": [{"tools_config": {"a": 1}}, {}, {"tools_config": {"b": 2}}]}}, [0, 2]),
        ({"tasks": [{"tools_config": {}}]}, [0]),
        ({"tools_config": {}}, [0]),
        ({"agent_config": {"tasks": "x"}}, []),
        ({"agent_config": {"tasks": [None, {"tools_config": []}]}}, []),
        ({"agent_config": None}, []),
        ({}, []),
    ],
)
def test_tools_are_found_with_the_number_of_their_task(document, expected):
    assert [site.task for site in agents.sites(document)] == expected


def test_prompts_count_from_one():
    assert agents.Site({}, 1).prompts_key == "task_2"


def test_languages_alone_get_an_empty_base_around_them_in_their_place():
    found = agents.editable({"agent_prompts": {}, "multilingual_config": {"enabled": True}, "x": 1})

    assert found == {"agent_prompts": {}, "tools_config": {"multilingual_config": {"enabled": True}}, "x": 1}
    assert list(found) == ["agent_prompts", "tools_config", "x"]


def test_languages_beside_an_agent_stay_where_they_are():
    document: dict = {"agent_config": {}, "multilingual_config": {"languages": {}}}

    assert agents.editable(document) == document


def test_a_copy_repeats_what_an_alias_shares():
    shared = {"deep": [1]}

    found = agents.unshared({"one": shared, "two": [shared]})

    assert found == {"one": {"deep": [1]}, "two": [{"deep": [1]}]}
    assert found["one"] is not found["two"][0]
    assert found["one"]["deep"] is not shared["deep"]
