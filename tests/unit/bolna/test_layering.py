"""The rules T1-T3 and S1-S4 and the decisions D1-D8, one by one."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from anamctl.bolna import layering, tables

BASE: dict[str, Any] = {
    "transcriber": {"provider": "sarvam", "model": "saaras:v4", "language": "en", "keywords": "anam"},
    "synthesizer": {
        "provider": "sarvam",
        "buffer_size": 200,
        "provider_config": {"voice": "Anushka", "model": "bulbul:v2", "language": "en-IN"},
    },
}


def words(text):
    return tuple(text.split())


def leg(entry, code="hi", base=BASE):
    return layering.legs(base, {"languages": {code: entry}})[code]


def voice(provider, **config):
    return {"synthesizer": {"provider": provider, "provider_config": config}}


# --- the transcriber ------------------------------------------------------------------------------


def test_t1_lays_the_entry_over_the_base_one_level_deep():
    base = {"transcriber": {"provider": "assembly", "language": "en", "assemblyai_config": {"mode": "balanced"}}}

    found = leg({"transcriber": {"language": "es", "assemblyai_config": {"vad_threshold": 0.3}}}, "es", base)

    assert found.transcriber == {
        "provider": "assembly",
        "language": "es",
        "assemblyai_config": {"vad_threshold": 0.3},
    }


def test_t1_lets_the_base_leak_into_another_provider():
    found = leg({"transcriber": {"provider": "deepgram", "language": "hi"}})

    assert found.transcriber == {
        "provider": "deepgram",
        "model": "saaras:v4",
        "language": "hi",
        "keywords": "anam",
    }


def test_t1_without_a_language_takes_the_key():
    assert leg({"transcriber": {"model": "saaras:v3"}}).transcriber["language"] == "hi-IN"
    assert leg({"transcriber": {}}).transcriber["language"] == "hi-IN"


def test_t1_language_may_differ_from_the_key():
    assert leg({"transcriber": {"language": "ta"}}).transcriber["language"] == "ta-IN"


def test_t2_takes_the_base_in_the_language_of_the_key():
    assert leg({}).transcriber == {**BASE["transcriber"], "language": "hi-IN"}


@pytest.mark.parametrize(
    ("provider", "language", "expected"),
    [
        ("sarvam", "hi", "hi-IN"),
        ("azure", "hi", "hi-IN"),
        ("azure", "hi-Latn-IN", "hi-Latn-IN"),
        ("gladia", "hi", "hi"),
    ],
)
def test_t3_brings_the_language_into_the_form_of_the_legs_own_provider(provider, language, expected):
    found = leg({"transcriber": {"provider": provider, "language": language}})

    assert found.transcriber["language"] == expected
    assert found.heard == tables.resolve_stt(provider, "saaras:v4", language)


def test_t3_asks_for_the_legs_own_model():
    found = leg({"transcriber": {"model": "saaras:v2.5", "language": "hi"}})

    assert found.heard is not None
    assert "sent no language" in found.heard.note


# --- the synthesizer ------------------------------------------------------------------------------


def test_s1_same_provider_inherits_one_level_deep_in_both_objects():
    base = {
        "synthesizer": {
            "provider": "elevenlabs",
            "stream": True,
            "pronunciation_rules": [{"word": "a", "say_as": "b"}],
            "provider_config": {"voice": "V", "speed": 1.1, "locators": [{"version_id": "1"}]},
        }
    }
    entry = {
        "synthesizer": {
            "provider": "elevenlabs",
            "pronunciation_rules": [],
            "provider_config": {"voice": "W", "locators": [{"version_id": "2"}]},
        }
    }

    assert leg(entry, "hi", base).synthesizer == {
        "provider": "elevenlabs",
        "stream": True,
        "pronunciation_rules": [],
        "provider_config": {"voice": "W", "speed": 1.1, "locators": [{"version_id": "2"}]},
    }


def test_s2_another_provider_inherits_nothing():
    entry = {"synthesizer": {"provider": "elevenlabs", "stream": False, "provider_config": {"voice": "V"}}}

    assert leg(entry).synthesizer == entry["synthesizer"]


def test_s2_keeps_the_order_of_the_entry():
    entry = {"synthesizer": {"provider_config": {"voice": "V"}, "stream": False, "provider": "elevenlabs"}}

    assert list(leg(entry).synthesizer) == ["provider_config", "stream", "provider"]


@pytest.mark.parametrize("provider", words("sarvam smallest cartesia openai pixa polly"))
def test_s3_fills_in_the_language_for_the_listed_providers(provider):
    found = leg(voice(provider, voice="V"))

    assert found.synthesizer["provider_config"]["language"] == ("hi-IN" if provider in {"sarvam", "polly"} else "hi")
    assert found.spoken == tables.resolve_tts(provider, None, "hi")


def test_s3_fills_in_the_language_even_without_a_provider_config():
    found = leg({"synthesizer": {"provider": "cartesia"}})

    assert found.synthesizer == {"provider": "cartesia", "provider_config": {"language": "hi"}}


def test_s3_asks_for_the_legs_own_model(monkeypatch):
    asked = []

    def resolve(*question):
        asked.append(question)
        return tables.Resolved("hi-IN", "seen", "a test", "")

    monkeypatch.setattr(tables, "resolve_tts", resolve)

    leg(voice("sarvam", voice="V"))
    leg(voice("cartesia", model="sonic-3"))

    assert asked == [("sarvam", "bulbul:v2", "hi"), ("cartesia", "sonic-3", "hi")]


@pytest.mark.parametrize("provider", words("elevenlabs azuretts deepgram rime maya gemini soniox kalpa custom acme"))
def test_s4_leaves_all_other_providers_alone(provider):
    assert leg(voice(provider, voice="V")).synthesizer["provider_config"] == {"voice": "V"}
    assert leg(voice(provider, language="or")).synthesizer["provider_config"] == {"language": "or"}
    assert leg(voice(provider)).spoken is None


def test_s4_keeps_the_language_that_the_merge_produced():
    base = {"synthesizer": {"provider": "azuretts", "provider_config": {"voice": "V", "language": "en-US"}}}

    assert leg(voice("azuretts"), "hi", base).synthesizer["provider_config"]["language"] == "en-US"


# --- decisions ------------------------------------------------------------------------------------


def test_d1_the_bases_language_does_not_leak_into_a_leg():
    assert leg(voice("sarvam")).synthesizer["provider_config"]["language"] == "hi-IN"


def test_d1_keeps_the_place_of_the_overwritten_language():
    assert list(leg(voice("sarvam", speed=1)).synthesizer["provider_config"]) == [
        "voice",
        "model",
        "language",
        "speed",
    ]


@pytest.mark.parametrize(("written", "expected"), [("ta", "ta-IN"), ("ta-IN", "ta-IN"), ("fr", "fr")])
def test_d2_the_entrys_own_language_stays_in_the_providers_form(written, expected):
    found = leg(voice("sarvam", language=written))

    assert found.synthesizer["provider_config"]["language"] == expected
    assert layering.spoken_language(voice("sarvam", language=written)["synthesizer"], "hi") == written


def test_d3_the_voice_speaks_the_key_not_the_transcribers_language():
    found = leg({**voice("sarvam"), "transcriber": {"language": "ta"}})

    assert found.synthesizer["provider_config"]["language"] == "hi-IN"
    assert layering.spoken_language({"provider": "sarvam"}, "hi") == "hi"


def test_d4_a_null_buffer_size_counts_as_not_given():
    same: dict[str, Any] = {"synthesizer": {"provider": "sarvam", "buffer_size": None, "provider_config": {}}}
    other: dict[str, Any] = {"synthesizer": {"provider": "elevenlabs", "buffer_size": None, "provider_config": {}}}

    assert leg(same).synthesizer["buffer_size"] == 200
    assert "buffer_size" not in leg(other).synthesizer


def test_d4_any_other_null_replaces_like_a_value():
    entry = {
        "transcriber": {"language": None, "keywords": None},
        "synthesizer": {"provider": "sarvam", "stream": None, "provider_config": {"voice": None, "language": None}},
    }

    found = leg(entry)

    assert found.transcriber["language"] is None
    assert found.transcriber["keywords"] is None
    assert found.synthesizer["stream"] is None
    assert found.synthesizer["provider_config"] == {"voice": None, "model": "bulbul:v2", "language": None}
    assert found.heard is None
    assert found.spoken is None


def test_d5_legs_stand_in_the_order_of_the_file():
    codes = ["ur", "en", "ta", "hi"]

    assert list(layering.legs(BASE, {"languages": {code: {} for code in codes}})) == codes


def test_d5_the_base_stays_as_it_was_and_legs_share_nothing():
    base = {"transcriber": {"language_hints": ["en"], "assemblyai_config": {"deep": [{"er": [1]}]}}}
    before = copy.deepcopy(base)

    found = layering.legs(base, {"languages": {"hi": {}, "ta": {}}})
    found["hi"].transcriber["language_hints"].append("hi")
    found["hi"].transcriber["assemblyai_config"]["deep"][0]["er"].append(2)

    assert base == before
    assert found["ta"].transcriber["language_hints"] == ["en"]
    assert found["ta"].transcriber["assemblyai_config"] == {"deep": [{"er": [1]}]}


@pytest.mark.parametrize("provider", ["Sarvam", "sarvam ", "SARVAM", None])
def test_d6_providers_are_compared_exactly(provider):
    found = leg({"synthesizer": {"provider": provider, "provider_config": {"voice": "V"}}})

    assert found.synthesizer == {"provider": provider, "provider_config": {"voice": "V"}}


def test_d5_own_nested_values_are_copied_on_both_sides():
    entry = {
        "transcriber": {"language": "hi", "language_hints": ["hi"]},
        "synthesizer": {"provider": "x", "rules": [{"word": "a"}], "provider_config": {"locators": [{}]}},
    }
    before = copy.deepcopy(entry)

    found = leg(entry)
    found.transcriber["language_hints"].append("en")
    found.synthesizer["rules"][0]["word"] = "b"
    found.synthesizer["provider_config"]["locators"][0]["id"] = 1

    assert entry == before


def test_d6_an_entry_without_a_provider_means_the_bases():
    assert leg({"synthesizer": {"provider_config": {"voice": "V"}}}).synthesizer == {
        "provider": "sarvam",
        "buffer_size": 200,
        "provider_config": {"voice": "V", "model": "bulbul:v2", "language": "hi-IN"},
    }


@pytest.mark.parametrize("base", [{}, {"transcriber": None, "synthesizer": []}, {"transcriber": {}}])
def test_d7_a_missing_base_is_an_empty_one(base):
    found = leg(voice("sarvam", voice="V"), "hi", base)

    assert found.transcriber == {"language": "hi"}
    assert found.synthesizer == {"provider": "sarvam", "provider_config": {"voice": "V", "language": "hi-IN"}}
    assert layering.base_part(base, "transcriber") == {}


def test_d8_the_base_itself_stays_unresolved():
    base = copy.deepcopy(BASE)
    base["transcriber"]["language"] = "hi"

    transcriber, synthesizer = layering.carried_base(base)

    assert transcriber == base["transcriber"]
    assert synthesizer == base["synthesizer"]
    assert synthesizer["provider_config"] is not base["synthesizer"]["provider_config"]


# --- what is not shaped as it should be -----------------------------------------------------------


@pytest.mark.parametrize("languages", [None, [], "en", 5, {}])
def test_languages_that_are_no_object_give_no_legs(languages):
    assert layering.legs(BASE, {"languages": languages}) == {}
    assert layering.legs(BASE, {}) == {}


def test_keys_that_are_no_text_are_left_out():
    assert list(layering.legs(BASE, {"languages": {1: {}, None: {}, "hi": {}, False: {}}})) == ["hi"]


@pytest.mark.parametrize("entry", [None, "hi", [], 3, {"transcriber": "x", "synthesizer": []}])
def test_an_entry_of_a_wrong_type_counts_as_empty(entry):
    assert leg(entry) == leg({})


@pytest.mark.parametrize("config", [None, [], "x", 1])
def test_a_provider_config_of_a_wrong_type_is_left_out(config):
    entry = {"synthesizer": {"provider": "sarvam", "provider_config": config}}
    base = {"synthesizer": {"provider": "elevenlabs", "provider_config": config}}

    assert leg(entry) == leg(voice("sarvam"))
    assert leg({"synthesizer": {"provider": "elevenlabs"}}, "hi", base).synthesizer == {"provider": "elevenlabs"}


@pytest.mark.parametrize("odd", [None, 5, ["sarvam"], {"a": 1}, True])
def test_providers_models_and_languages_of_a_wrong_type_travel_as_they_are(odd):
    entry = {
        "transcriber": {"provider": odd, "model": odd, "language": odd},
        "synthesizer": {"provider": "cartesia", "provider_config": {"model": odd, "language": odd}},
    }

    found = leg(entry)

    assert found.transcriber == {"provider": odd, "model": odd, "language": odd, "keywords": "anam"}
    assert found.synthesizer == entry["synthesizer"]
    assert leg({"synthesizer": {"provider": odd, "provider_config": {}}}).spoken is None


def test_circles_and_great_depth_are_copied_too():
    circle: dict[str, Any] = {"name": "circle"}
    circle["self"] = [circle]
    deep: list[Any] = []
    for _ in range(5000):
        deep = [deep]

    found = leg({"synthesizer": {"provider": "x", "circle": circle, "deep": deep, "provider_config": {}}})

    copied = found.synthesizer["circle"]
    assert copied is not circle
    assert copied["self"][0] is copied
    assert found.synthesizer["deep"][0] is not deep[0]


# --- for the linter -------------------------------------------------------------------------------


def test_a_guess_on_either_side_is_a_guess_of_the_leg():
    assert leg({}, "ta").has_guess is False
    assert leg({"transcriber": {"provider": "azure", "language": "hi"}}).has_guess is True
    assert leg(voice("polly")).has_guess is True
    assert leg(voice("elevenlabs")).has_guess is False


def test_keys_given_to_the_provider_twice():
    synthesizer = {
        "provider": "sarvam",
        "caching": True,
        "speed": 1,
        "buffer_size": 40,
        "provider_config": {"provider": "x", "caching": False, "speed": 2, "voice": "V"},
    }

    assert layering.clashing_keys(synthesizer) == ["speed"]
    assert layering.clashing_keys({"speed": 1, "provider_config": "speed"}) == []
