"""Options for people, and what they are called by each service."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anamctl.errors import UsageError
from anamctl.stt.options import Options
from anamctl.stt.parameters import table
from anamctl.stt.providers import NAMES, about, make, parameters
from anamctl.stt.typed import BY_NAME, TYPED, check, settings

KNOWN = {name: table(parameters(name)) for name in NAMES}
NOT_OF_PEOPLE = {"language_code", "language"}
"""Deprecated by AssemblyAI."""
KINDS = {"silence": "milliseconds", "time": "seconds"}


def called(typed, service):
    """Give the setting that an option means, and the item of its list that it puts there."""
    name, _, item = typed.names[service].partition("=")
    return KNOWN[service][name], item


# ---- the table -------------------------------------------------------------------------------------------------------


def test_every_setting_of_assemblyai_that_is_not_deprecated_has_an_option():
    deprecated = {parameter.name for parameter in KNOWN["assemblyai"].values() if parameter.advice}

    assert deprecated == NOT_OF_PEOPLE
    assert {typed.names["assemblyai"] for typed in TYPED} == set(KNOWN["assemblyai"]) - deprecated


@pytest.mark.parametrize("typed", TYPED, ids=lambda typed: typed.name)
def test_an_option_is_what_the_setting_is(typed):
    for service in typed.names:
        parameter, item = called(typed, service)
        if service == "assemblyai":
            assert parameter.kind == KINDS.get(typed.kind, typed.kind)
        assert not item or (typed.kind, parameter.kind) == ("flag", "list")


@pytest.mark.parametrize("typed", TYPED, ids=lambda typed: typed.name)
def test_help_names_what_can_be_written(typed):
    parameter, _ = called(typed, "assemblyai")

    assert all(choice in typed.help for choice in parameter.choices)
    if parameter.kind in ("number", "integer") or (typed.kind, parameter.high) == ("silence", 1000):
        seconds = parameter.kind == "milliseconds"
        high = "1s" if seconds else f"{parameter.high:g}"
        assert f"{parameter.low:g} to {high}." in typed.help
    assert (typed.metavar == "") == (typed.kind == "flag")
    assert ("repeatable" in typed.help) == (typed.kind == "list")


def test_help_says_what_is_on_without_a_word():
    made: Any = make("assemblyai", Options(url="ws://127.0.0.1"))
    on = {typed.name for typed in TYPED if made.settings.get(typed.names["assemblyai"]) is True}

    assert {typed.name for typed in TYPED if typed.help.endswith("; on.")} == on


# ---- what becomes of values ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("service", "given_", "found"),
    [
        ("assemblyai", {"--keyterm": ("Aurore", "Lyon")}, {"keyterms_prompt": ("Aurore", "Lyon")}),
        ("assemblyai", {"--hint": ("fr", "de")}, {"language_codes": ("fr", "de")}),
        ("assemblyai", {"--formatting": False}, {"format_turns": False}),
        ("assemblyai", {"--min-turn-silence": "400ms"}, {"min_turn_silence": 400}),
        ("assemblyai", {"--min-turn-silence": "2"}, {"min_turn_silence": 2000}),
        ("assemblyai", {"--min-turn-silence": "0"}, {"min_turn_silence": 0}),
        ("assemblyai", {"--inactivity-timeout": "2m"}, {"inactivity_timeout": 120}),
        ("assemblyai", {"--inactivity-timeout": "5"}, {"inactivity_timeout": 5}),
        ("assemblyai", {"--vad-threshold": "0.5"}, {"vad_threshold": 0.5}),
        ("assemblyai", {"--max-speakers": "2"}, {"max_speakers": 2}),
        ("assemblyai", {"--voice-focus": "sideways"}, {"voice_focus": "sideways"}),
        (
            "assemblyai",
            {"--redact-pii": True, "--redact-policy": ("person_name",)},
            {"redact_pii": True, "redact_pii_policies": ("person_name",)},
        ),
        ("deepgram", {"--keyterm": ("Aurore",), "--hint": ("fr",)}, {"keyterm": ("Aurore",), "language_hint": ("fr",)}),
        ("deepgram", {"--min-turn-silence": "400ms"}, {"endpointing": "400"}),
        ("deepgram", {"--formatting": False, "--speaker-labels": True}, {"punctuate": False, "diarize": True}),
        ("deepgram", {"--profanity-filter": True}, {"profanity_filter": True}),
        ("deepgram", {"--redact-pii": True}, {"redact": ("pii",)}),
        ("deepgram", {"--redact-pii": False}, {}),
        ("deepgram", {"--redact-pii": True, "--redact-policy": ("pci",)}, {"redact": ("pii", "pci")}),
        ("deepgram", {"--redact-policy": ("pci", "numbers")}, {"redact": ("pci", "numbers")}),
        ("whisperlivekit", {"--hint": ("fr",)}, {"language": "fr"}),
        ("whisperlivekit", {}, {}),
    ],
)
def test_an_option_means_a_setting(service, given_, found):
    assert settings(given_, service) == found


@pytest.mark.parametrize(
    ("service", "given_", "said", "hint"),
    [
        (
            "deepgram",
            {"--max-turn-silence": "2s"},
            "Deepgram knows nothing like --max-turn-silence.",
            "leave it out; it is for AssemblyAI.",
        ),
        (
            "whisperlivekit",
            {"--keyterm": ("x",)},
            "WhisperLiveKit knows nothing like --keyterm.",
            "leave it out; it is for AssemblyAI and Deepgram.",
        ),
        (
            "whisperlivekit",
            {"--hint": ("fr", "de")},
            "WhisperLiveKit takes one --hint only.",
            "leave the others out.",
        ),
        ("assemblyai", {"--vad-threshold": "2"}, "--vad-threshold cannot be 2.", "write 0 to 1."),
        ("assemblyai", {"--vad-threshold": "much"}, '--vad-threshold cannot be "much".', "write 0 to 1."),
        ("assemblyai", {"--max-speakers": "11"}, "--max-speakers cannot be 11.", "write 1 to 10."),
        (
            "assemblyai",
            {"--mode": "fast"},
            '--mode cannot be "fast".',
            "write min_latency or balanced or max_accuracy.",
        ),
        ("assemblyai", {"--interruption-delay": "2s"}, "--interruption-delay cannot be 2000.", "write 0 to 1000 ms."),
        ("assemblyai", {"--inactivity-timeout": "2h"}, "--inactivity-timeout cannot be 7200.", "write 5 to 3600 s."),
        ("assemblyai", {"--prompt": "x" * 1751}, "--prompt has 1751 characters.", "the service takes 1750 at most."),
        ("assemblyai", {"--keyterm": ("x",) * 101}, "--keyterm has 101 items.", "the service takes 100 at most."),
    ],
)
def test_what_cannot_be_is_refused_by_the_name_of_the_option(service, given_, said, hint):
    with pytest.raises(UsageError) as caught:
        settings(given_, service)

    assert (caught.value.message, caught.value.hint) == (said, hint)


@pytest.mark.parametrize(
    ("given_", "said", "hint"),
    [
        ({"--prompt": " "}, "--prompt is empty.", "write what it is for, or leave it out."),
        ({"--hint": ("fr", "")}, "--hint is empty.", "write what it is for, or leave it out."),
        (
            {"--max-turn-silence": "400"},
            "--max-turn-silence 400 is more than a minute.",
            "a plain number is seconds; did you mean 400ms?",
        ),
        ({"--interruption-delay": "2m"}, "--interruption-delay 2m is more than a minute.", "write 800ms."),
        (
            {"--inactivity-timeout": "soon"},
            '--inactivity-timeout: "soon" is no duration; write 500ms, 4s, 2m or 1h.',
            "",
        ),
    ],
)
def test_what_is_no_value_is_refused_before_anybody_is_asked(given_, said, hint):
    with pytest.raises(UsageError) as caught:
        check(given_)

    assert (caught.value.message, caught.value.hint or "") == (said, hint)


def test_an_hour_of_inactivity_is_no_mistake():
    check({"--inactivity-timeout": "1h", "--redact-pii": True, "--keyterm": ("x",)})


@given(st.sampled_from(TYPED), st.sampled_from(NAMES), st.text(max_size=6))
def test_no_text_is_a_bug(typed, service, text):
    value = True if typed.kind == "flag" else (text,) if typed.kind == "list" else text
    try:
        check({typed.name: value})
        found = settings({typed.name: value}, service)
    except UsageError as error:
        assert typed.name in error.message  # noqa: PT017  # not every one fails
    else:
        assert set(found) == {typed.names[service].partition("=")[0]}


def test_options_are_found_by_their_names():
    assert all(BY_NAME[typed.name] is typed for typed in TYPED)
    assert len(BY_NAME) == len(TYPED)
    assert {about(name).name for typed in TYPED for name in typed.names} == set(NAMES)
