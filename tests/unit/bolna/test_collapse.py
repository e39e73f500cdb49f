"""The shortest entry with the same leg."""

from __future__ import annotations

import pytest
from hypothesis import given

from anamctl.bolna import collapse, layering
from anamctl.definitions.equality import is_same
from tests.unit.bolna import agents, whole_agents

TRANSCRIBER = {"provider": "sarvam", "model": "saaras:v4", "language": "hi", "endpointing": 250}
SYNTHESIZER = {
    "provider": "sarvam",
    "buffer_size": 220,
    "provider_config": {"voice": "Anushka", "model": "bulbul:v2", "language": "hi", "speed": 1},
}


def shortened(entry, code="ta"):
    return collapse.collapse_entry(TRANSCRIBER, SYNTHESIZER, entry, code)


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ({"language": "ta"}, None),
        ({"language": "ta-IN"}, None),
        ({}, None),
        ({**TRANSCRIBER, "language": "ta-IN"}, None),
        ({"endpointing": 100}, {"endpointing": 100, "language": "ta"}),
        ({"language": "hi-IN"}, {"language": "hi"}),
        ({"language": "unknown"}, {"language": "unknown"}),
        ({"language": None}, {"language": None}),
        ({"provider": "deepgram", "language": "ta"}, {"provider": "deepgram", "language": "ta"}),
        ({"provider": "azure", "language": "ta-IN"}, {"provider": "azure", "language": "ta-IN"}),
        ({"endpointing": 250.0, "language": "ta"}, {"endpointing": 250.0, "language": "ta"}),
    ],
)
def test_a_transcriber_keeps_what_differs_and_a_plain_language(own, expected):
    assert collapse.collapse_transcriber(TRANSCRIBER, own, "ta") == expected


def test_a_locale_stays_where_the_service_would_have_to_guess_it():
    base = {"provider": "google", "language": "en-US"}

    assert collapse.collapse_transcriber(base, {"language": "ta-IN"}, "ta") == {"language": "ta-IN"}
    assert collapse.collapse_transcriber(base, {"language": "ta"}, "ta") is None


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (SYNTHESIZER, {"provider": "sarvam", "provider_config": {"language": "hi"}}),
        (None, {"provider": "sarvam", "provider_config": {}}),
        ({}, {"provider": "sarvam", "provider_config": {}}),
        ({"provider": "sarvam", "buffer_size": None}, {"provider": "sarvam", "provider_config": {}}),
        ({"provider": "sarvam", "stream": None}, {"provider": "sarvam", "stream": None, "provider_config": {}}),
        (
            {"provider": "sarvam", "provider_config": {"voice": "Vidya", "speed": 1.0, "language": "ta-IN"}},
            {"provider": "sarvam", "provider_config": {"voice": "Vidya", "speed": 1.0}},
        ),
        (
            {"provider": "sarvam", "provider_config": {"language": None}},
            {"provider": "sarvam", "provider_config": {"language": None}},
        ),
        (
            {"provider": "cartesia", "buffer_size": 220, "provider_config": {"voice": "Anushka", "language": "ta"}},
            {"provider": "cartesia", "buffer_size": 220, "provider_config": {"voice": "Anushka"}},
        ),
        ({"provider": "cartesia"}, {"provider": "cartesia", "provider_config": {}}),
        ({"provider": "elevenlabs"}, {"provider": "elevenlabs"}),
        (
            {"provider": "azuretts", "provider_config": {"language": "ta-IN"}},
            {"provider": "azuretts", "provider_config": {"language": "ta-IN"}},
        ),
        (
            {"provider": "polly", "provider_config": {"language": "ta-IN"}},
            {"provider": "polly", "provider_config": {"language": "ta-IN"}},
        ),
    ],
)
def test_a_synthesizer_keeps_what_differs_and_what_is_required(own, expected):
    assert collapse.collapse_synthesizer(SYNTHESIZER, own, "ta") == expected


def test_a_language_that_bolna_leaves_alone_is_a_value_like_any_other():
    base = {"provider": "azuretts", "provider_config": {"voice": "V", "language": "ta-IN"}}

    assert collapse.collapse_synthesizer(base, base, "ta") == {"provider": "azuretts", "provider_config": {}}


def test_texts_stay_even_those_of_the_base_and_nulls_go():
    entry = {"system_prompt": "Be brief.", "handoff_message": None, "agent_name": None, "x_new": None}

    assert shortened(entry) == {
        "system_prompt": "Be brief.",
        "x_new": None,
        "synthesizer": {"provider": "sarvam", "provider_config": {}},
    }


@given(base=agents.BASES | agents.ODD_BASES, code=agents.LANGUAGES, entry=whole_agents.ENTRIES | agents.ODD_ENTRIES)
def test_a_shorter_entry_has_the_same_leg(base, code, entry):
    transcriber, synthesizer = (layering.base_part(base, part) for part in ("transcriber", "synthesizer"))

    short = collapse.collapse_entry(transcriber, synthesizer, entry, code)

    before = layering.legs(base, {"languages": {code: entry}})[code]
    after = layering.legs(base, {"languages": {code: short}})[code]
    assert is_same(after.transcriber, before.transcriber)
    assert is_same(after.synthesizer, before.synthesizer)
    assert not (after.has_guess and not before.has_guess)
    assert is_same(collapse.collapse_entry(transcriber, synthesizer, short, code), short)


@given(base=agents.BASES, code=agents.LANGUAGES, entry=whole_agents.ENTRIES)
def test_nothing_that_equals_the_base_is_left(base, code, entry):
    transcriber, synthesizer = (layering.base_part(base, part) for part in ("transcriber", "synthesizer"))

    short = collapse.collapse_entry(transcriber, synthesizer, entry, code)

    for key, value in short.get("transcriber", {}).items():
        assert key == "language" or key not in transcriber or not is_same(transcriber[key], value)
    own = short.get("synthesizer", {})
    if own.get("provider") == synthesizer.get("provider"):
        for key, value in own.items():
            required = key in {"provider", "provider_config"}
            assert required or key not in synthesizer or not is_same(synthesizer[key], value)
