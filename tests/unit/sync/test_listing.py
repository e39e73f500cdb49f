from __future__ import annotations

import pytest

from anamctl.sync.listing import listed
from tests.unit.sandbox.servers import agent, languages


def tools(**found):
    return {"tasks": [{"tools_config": found}]}


@pytest.mark.parametrize(
    ("answer", "codes"),
    [
        ({}, ()),
        ({"tasks": [None, {"tools_config": 1}]}, ()),
        (tools(transcriber={"language": "hi"}), ("hi",)),
        (tools(multilingual_config={"active_language": "ta", "languages": {"hi": {}, "ta": {}}}), ("ta", "hi")),
        (tools(multilingual_config={"languages": {"hi": {}, "en": {}}}), ("en", "hi")),
        (tools(multilingual_config=None, transcriber={"language": "hi"}), ("hi",)),
        (tools(transcriber={"language": "hi", "multilingual": {"en": {}, "hi": {}}}), ("en", "hi")),
        (tools(transcriber={"language": None}), ()),
    ],
)
def test_languages_are_told_the_active_one_first(answer, codes):
    assert listed([answer], {})[0].languages == codes


def test_an_agent_is_told_whether_wrapped_or_flat():
    body = agent(languages("hi", "ta"))
    flat = {"id": "b", "agent_status": "processed", "updated_at": "2026", "created_at": "2025", **body["agent_config"]}
    wrapped = {"agent_id": "a", **body}

    assert [tuple(one) for one in listed([flat, wrapped], {"b": "x.yaml"})] == [
        ("a", "Parcels", "", ("hi", "ta"), "", ""),
        ("b", "Parcels", "processed", ("hi", "ta"), "2026", "x.yaml"),
    ]


def test_agents_are_sorted_by_name():
    assert [one.name for one in listed([{"agent_name": name} for name in ("b", "A", "c", "")], {})] == [
        "",
        "A",
        "b",
        "c",
    ]
