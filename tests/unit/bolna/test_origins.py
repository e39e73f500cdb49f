"""Which place and which rules each value names."""

from __future__ import annotations

import pytest

from anamctl.bolna import origins, tables
from anamctl.bolna.origins import Origin

BASE = {
    "transcriber": {"provider": "sarvam", "language": "en", "endpointing": 250},
    "synthesizer": {
        "provider": "sarvam",
        "buffer_size": 220,
        "provider_config": {"voice": "Anushka", "language": "en-IN"},
    },
}
HI = ("multilingual_config", "languages", "hi")
LANGUAGE = ("synthesizer", "provider_config", "language")


def explained(entry, base=BASE):
    return origins.explain(base, {"languages": {"hi": entry}})["hi"]


def test_inherited_values_name_the_base():
    found = explained({})

    assert found["transcriber", "endpointing"] == Origin("base", ("T2",), ("transcriber", "endpointing"))
    assert found["synthesizer", "buffer_size"] == Origin("base", ("S1",), ("synthesizer", "buffer_size"))
    assert found["synthesizer", "provider_config", "voice"] == Origin(
        "base", ("S1",), ("synthesizer", "provider_config", "voice")
    )


def test_own_values_name_the_entry():
    found = explained(
        {
            "transcriber": {"endpointing": 100, "language": "hi"},
            "synthesizer": {"provider": "sarvam", "buffer_size": 40, "provider_config": {"voice": "Vidya"}},
        }
    )

    for path, rule in {
        ("transcriber", "endpointing"): "T1",
        ("synthesizer", "buffer_size"): "S1",
        ("synthesizer", "provider_config", "voice"): "S1",
    }.items():
        assert found[path] == Origin("entry", (rule,), (*HI, *path))
    assert found["transcriber", "provider"] == Origin("base", ("T1",), ("transcriber", "provider"))


def test_languages_taken_from_the_key_name_the_key_and_the_row():
    found = explained({})

    assert found["transcriber", "language"] == Origin("key", ("T2", "T3"), HI, tables.resolve_stt("sarvam", "", "hi"))
    assert found[LANGUAGE] == Origin("key", ("S1", "S3", "D1", "D3"), HI, tables.resolve_tts("sarvam", "", "hi"))


def test_languages_written_in_the_entry_name_it():
    found = explained(
        {
            "transcriber": {"language": "ta"},
            "synthesizer": {"provider": "cartesia", "provider_config": {"language": "od"}},
        }
    )

    heard, spoken = found["transcriber", "language"], found[LANGUAGE]
    assert (heard.kind, heard.rules, heard.path) == ("entry", ("T1", "T3"), (*HI, "transcriber", "language"))
    assert (spoken.kind, spoken.rules, spoken.path) == ("entry", ("S2", "S3", "D2"), (*HI, *LANGUAGE))
    assert heard.is_guess is False
    assert spoken.is_guess is True


def test_a_language_of_the_key_in_an_entry_with_a_transcriber_names_the_key():
    assert explained({"transcriber": {}})["transcriber", "language"].rules == ("T1", "T3")
    assert explained({"transcriber": {}})["transcriber", "language"].kind == "key"


def test_without_an_inherited_language_nothing_is_overwritten():
    found = explained({"synthesizer": {"provider": "pixa", "provider_config": {}}})

    assert found[LANGUAGE].rules == ("S2", "S3", "D3")


@pytest.mark.parametrize(("own", "kind"), [({"language": "hi-IN"}, "entry"), ({}, "base")])
def test_a_language_left_alone_names_s4(own, kind):
    base = {"synthesizer": {"provider": "azuretts", "provider_config": {"language": "en-US"}}}

    found = explained({"synthesizer": {"provider": "azuretts", "provider_config": own}}, base)[LANGUAGE]

    assert (found.kind, found.rules, found.resolved) == (kind, ("S1", "S4"), None)


def test_a_null_that_does_not_count_names_d4():
    found = explained({"synthesizer": {"provider": "sarvam", "buffer_size": None, "provider_config": {}}})

    assert found["synthesizer", "buffer_size"] == Origin("base", ("S1", "D4"), ("synthesizer", "buffer_size"))


def test_a_missing_base_is_named_where_a_rule_starts_from_it():
    found = explained({"synthesizer": {"provider": "sarvam", "provider_config": {"voice": "V"}}}, {})

    assert found["transcriber", "language"].rules == ("T2", "T3", "D7")
    assert found["synthesizer", "provider"].rules == ("S2",)
    assert explained({"synthesizer": {"stream": True}}, {})["synthesizer", "stream"].rules == ("S1", "D7")


def test_an_empty_provider_config_has_an_origin_of_its_own():
    path = ("synthesizer", "provider_config")
    base = {"synthesizer": {"provider": "maya", "provider_config": {}}}

    assert explained({"synthesizer": {"provider": "maya"}}, base)[path] == Origin("base", ("S1",), path)
    assert explained({"synthesizer": {"provider": "kalpa", "provider_config": {}}}, base)[path] == Origin(
        "entry", ("S2",), (*HI, *path)
    )


def test_a_language_that_is_no_text_was_not_resolved():
    found = explained(
        {
            "transcriber": {"language": 5},
            "synthesizer": {"provider": "sarvam", "provider_config": {"language": None}},
        }
    )

    assert found["transcriber", "language"].rules == ("T1",)
    assert found[LANGUAGE].resolved is None
