"""The authoring form with the codes that the service asks for."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given

from anamctl.bolna import agents, layering
from anamctl.bolna.sending import to_send
from anamctl.definitions.equality import is_same
from tests.unit.bolna import whole_agents
from tests.unit.bolna.test_layering_properties import containers


def sent(entry, code="hi", **base):
    tools = {**base, "multilingual_config": {"enabled": True, "languages": {code: entry}}}
    return to_send({"tools_config": tools})["tools_config"]["multilingual_config"]["languages"]


@pytest.mark.parametrize(
    ("provider", "code", "written", "expected"),
    [
        ("sarvam", "hi", "hi-IN", "hi"),
        ("sarvam", "hi", "ta-IN", "ta"),
        ("sarvam", "hi", "hi", "hi"),
        ("sarvam", "hi", "unknown", "unknown"),
        ("sarvam", "ur", "ur-IN", "ur-IN"),
        ("sarvam", "fr", "fr-FR", "fr-FR"),
        ("deepgram", "en", "en-US", "en-US"),
        ("azure", "hi", "hi-IN", "hi-IN"),
        ("google", "pa", "pa-Guru-IN", "pa-Guru-IN"),
        ("acme", "hi", "hi-IN", "hi-IN"),
    ],
)
def test_a_locale_becomes_plain_where_it_is_known_what_the_service_makes_of_it(provider, code, written, expected):
    assert sent({"transcriber": {"provider": provider, "language": written}}, code)[code] == {
        "transcriber": {"provider": provider, "language": expected}
    }


def test_the_provider_of_the_base_counts_too():
    base = {"transcriber": {"provider": "sarvam"}, "synthesizer": {"provider": "sarvam"}}
    entry = {"transcriber": {"language": "hi-IN"}, "synthesizer": {"provider_config": {"language": "hi-IN"}}}

    assert sent(entry, **base) == {
        "hi": {"transcriber": {"language": "hi"}, "synthesizer": {"provider_config": {"language": "hi"}}}
    }


def test_a_voice_of_a_provider_that_bolna_leaves_alone_keeps_its_locale():
    entry = {"synthesizer": {"provider": "azuretts", "provider_config": {"language": "hi-IN"}}}

    assert sent(entry, synthesizer={"provider": "sarvam"}) == {"hi": entry}


def test_nothing_is_left_out_filled_in_or_moved():
    document = {
        "agent_config": {
            "tasks": [
                {
                    "tools_config": {
                        "multilingual_config": {
                            "languages": {
                                "hi": {"system_prompt": None, "synthesizer": {"provider_config": {}}, "x": 1},
                                "en": None,
                                "ta": {"transcriber": [], "synthesizer": {"provider_config": {"language": 5}}},
                            },
                            "enabled": False,
                        },
                        "transcriber": {"language": "hi-IN", "provider": "sarvam"},
                    }
                }
            ]
        }
    }

    found = to_send(document)

    assert is_same(found, document)
    assert repr(found) == repr(document)


def test_odia_is_sent_under_the_code_that_bolna_knows():
    languages = sent({"synthesizer": {"provider": "sarvam", "provider_config": {"language": "or"}}}, "or")

    assert languages == {"od": {"synthesizer": {"provider": "sarvam", "provider_config": {"language": "od"}}}}


@given(document=whole_agents.DOCUMENTS | whole_agents.ODD_DOCUMENTS)
def test_what_is_sent_has_the_legs_of_what_was_written(document):
    before = copy.deepcopy(document)

    found = to_send(document)

    assert document == before
    assert containers(document).isdisjoint(containers(found))
    for one, other in zip(agents.sites(agents.editable(document)), agents.sites(found), strict=True):
        multilingual = layering.part_of(one.tools, "multilingual_config") or {}
        again = layering.part_of(other.tools, "multilingual_config") or {}
        legs = {code: leg[:3] for code, leg in layering.legs(one.tools, multilingual).items()}
        assert legs == {code: leg[:3] for code, leg in layering.legs(other.tools, again).items()}
    assert is_same(to_send(found), found)
