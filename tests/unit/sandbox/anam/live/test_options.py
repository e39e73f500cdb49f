"""Which options a voice has, and in which ranges: the tables of Anam's documentation, written out once more."""

from __future__ import annotations

import math
from typing import Any

import pytest

from anamctl.sandbox.anam.live.options import (
    DETECTION,
    GENERATION,
    Choice,
    Flag,
    Number,
    Text,
    column,
    language_problem,
)

UNIT = (0, 1)
TABLE: dict[str, dict[str, Any]] = {
    "CARTESIA": {"speed": (0.6, 1.5), "volume": (0.5, 2.0), "emotion": "emotion"},
    "ELEVENLABS_V1": {"speed": (0.7, 1.2), "stability": UNIT, "similarityBoost": UNIT},
    "ELEVENLABS_V2": {
        "speed": (0.7, 1.2),
        "stability": UNIT,
        "similarityBoost": UNIT,
        "style": UNIT,
        "useSpeakerBoost": bool,
        "model": str,
    },
    "FISH_AUDIO": {"speed": (0.5, 2.0), "volume": (0.5, 2.0)},
    "OPENAI_ADVANCED_VOICE": {},
}
UNION: dict[str, Any] = {
    "speed": (0.5, 2.0),
    "volume": (0.5, 2.0),
    "emotion": "emotion",
    "stability": UNIT,
    "similarityBoost": UNIT,
    "style": UNIT,
    "useSpeakerBoost": bool,
    "model": str,
}
HEARING = {
    "endOfSpeechSensitivity": UNIT,
    "silenceBeforeSkipTurnSeconds": (0, 900),
    "silenceBeforeSessionEndSeconds": (0, 7200),
    "silenceBeforeAutoEndTurnSeconds": (0.5, 10),
    "speechEnhancementLevel": UNIT,
}
CASES = [
    (f"{name}.{field}", GENERATION[key][field], rule)
    for name, key, table in [*((key, key, table) for key, table in TABLE.items()), ("unknown", "", UNION)]
    for field, rule in table.items()
] + [(f"detection.{field}", DETECTION[field], rule) for field, rule in HEARING.items()]
STRANGE: list[Any] = [None, "1", [], {}, math.nan, math.inf, -math.inf, 10**400]


def test_every_column_has_exactly_its_fields():
    assert {key: set(rules) for key, rules in GENERATION.items()} == {
        **{key: set(table) for key, table in TABLE.items()},
        "": set(UNION),
    }
    assert set(DETECTION) == set(HEARING)


@pytest.mark.parametrize(("rule", "wanted"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_every_field_takes_what_is_documented_and_nothing_else(rule, wanted):
    if isinstance(wanted, tuple):
        low, high = wanted
        good = [low, high, (low + high) / 2]
        bad = [low - 0.01, high + 0.01, True, False, *STRANGE]
    elif wanted == "emotion":
        good = ["neutral", "calm", "angry", "content", "sad", "scared"]
        bad = ["Calm", "happy", "", 1, True, *STRANGE]
    elif wanted is bool:
        good, bad = [True, False], [0, 1, "true", *STRANGE]
    else:
        good, bad = ["eleven_turbo_v2_5"], ["", 1, True, None, [], {}]

    assert [rule.problem(value) for value in good] == [""] * len(good)
    assert all(rule.problem(value) for value in bad)


def test_problems_say_what_was_expected():
    assert Number(0.6, 1.5).problem(9) == "must be between 0.6 and 1.5"
    assert Number(0, 900).problem("1") == "must be a number"
    assert Choice(("calm", "sad")).problem("x") == "must be one of calm, sad"
    assert Flag().problem(1) == "must be true or false"
    assert Text().problem("") == "must be a text"


@pytest.mark.parametrize(
    ("provider", "model", "expected"),
    [
        ("CARTESIA", "sonic-3", "CARTESIA"),
        ("CARTESIA", "", "CARTESIA"),
        ("ELEVENLABS", "eleven_flash_v2_5", "ELEVENLABS_V2"),
        ("ELEVENLABS", "eleven_multilingual_v2", "ELEVENLABS_V2"),
        ("ELEVENLABS", "eleven_multilingual_v1", "ELEVENLABS_V1"),
        ("ELEVENLABS", "eleven_monolingual_v1", "ELEVENLABS_V1"),
        ("ELEVENLABS", "eleven_v3", "ELEVENLABS_V2"),
        ("ELEVENLABS", "eleven_v10", "ELEVENLABS_V2"),
        ("ELEVENLABS", "", "ELEVENLABS_V2"),
        ("FISH_AUDIO", "s1", "FISH_AUDIO"),
        ("OPENAI_ADVANCED_VOICE", "gpt-realtime", "OPENAI_ADVANCED_VOICE"),
        ("SOMEBODY_NEW", "x", ""),
        ("", "", ""),
    ],
)
def test_provider_and_model_of_a_voice_give_its_column(provider, model, expected):
    assert column(provider, model) == expected


def test_a_language_is_a_code_of_iso_639_1():
    good = ["en", "fr", "zh", "no", "cy", "lo"]  # the last one is not on Anam's list, which is not complete
    bad = ["FR", "fr-FR", "fra", "French", "xx", "iw", "", None, 1, True, ["fr"], {"code": "fr"}]

    assert [language_problem(code) for code in good] == [""] * len(good)
    assert all(language_problem(code) for code in bad)
