"""Options that say how a service shall hear, from the command line to the service and back."""

from __future__ import annotations

import pytest

from anamctl.stt.typed import TYPED
from tests.unit.cli.listen.serving import events, serving, silence

U3 = ("--model", "universal-3-5-pro")
TALK = [
    {"at": "200ms", "text": "A table for two, please.", "language": "en", "speaker": "Ana"},
    {"at": "3s", "text": "Good evening and welcome, sir!", "language": "en", "speaker": "Ben"},
]
FIRST, SECOND = (said["text"] for said in TALK)
GIVEN = {
    "--keyterm": "Aurore",
    "--hint": "fr",
    "--domain": "medical-v1",
    "--prompt": "A hotel.",
    "--agent-context": "Good evening.",
    "--previous-context-turns": "4",
    "--min-turn-silence": "200ms",
    "--max-turn-silence": "2s",
    "--end-of-turn-confidence": "0.5",
    "--vad-threshold": "0.25",
    "--mode": "min_latency",
    "--interruption-delay": "100ms",
    "--max-speakers": "3",
    "--voice-focus": "far-field",
    "--voice-focus-threshold": "0.75",
    "--redact-policy": "person_name",
    "--redact-with": "hash",
    "--inactivity-timeout": "1m",
}
FOUND = {
    "keyterms_prompt": ["Aurore"],
    "language_codes": ["fr"],
    "domain": "medical-v1",
    "prompt": "A hotel.",
    "agent_context": "Good evening.",
    "previous_context_n_turns": 4,
    "min_turn_silence": 200,
    "max_turn_silence": 2000,
    "end_of_turn_confidence_threshold": 0.5,
    "vad_threshold": 0.25,
    "mode": "min_latency",
    "interruption_delay": 100,
    "max_speakers": 3,
    "voice_focus": "far-field",
    "voice_focus_threshold": 0.75,
    "redact_pii_policies": ["person_name"],
    "redact_pii_sub": "hash",
    "inactivity_timeout": 60,
}


@pytest.fixture
def sound(tmp_path):
    return str(silence(tmp_path / "silence.wav", 4.5))


def test_every_option_reaches_the_service(anamctl, monkeypatch, sound):
    flags = [typed for typed in TYPED if typed.kind == "flag"]
    asked = [part for option in GIVEN.items() for part in option]
    with serving({"hears": []}, monkeypatch) as served:
        for is_on in (True, False):
            names = [typed.name if is_on else typed.negation for typed in flags]
            assert anamctl("listen", sound, "--pace", "max", *U3, *asked, *names).code == 0
            expected = FOUND | {typed.names["assemblyai"]: is_on for typed in flags}
            assert {name: served.last.settings.get(name) for name in expected} == expected
    assert {*GIVEN, *(typed.name for typed in flags)} == {typed.name for typed in TYPED}


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--voice-focus", "nowhere", "Invalid 'voice_focus': must be one of near-field, far-field"),
        ("--domain", "law", "Invalid 'domain': must be one of medical-v1"),
        ("--redact-with", "stars", "Invalid 'redact_pii_sub': must be one of hash, entity_name"),
        ("--hint", "xx", "Invalid 'language_codes': 'xx' is not a supported language code"),
    ],
)
def test_what_only_the_service_can_know_it_refuses_in_its_own_words(anamctl, monkeypatch, sound, option, value, said):
    with serving({"hears": []}, monkeypatch) as served:
        found = anamctl("listen", sound, "--pace", "max", *U3, option, value)

        assert found.code == 2
        assert said in found.err
        assert served.last.close_code == 3006


def test_who_spoke_stands_before_what_was_said(anamctl, monkeypatch, sound, tmp_path):
    saved = tmp_path / "heard.txt"
    with serving({"hears": TALK}, monkeypatch):
        found = anamctl("listen", sound, "--pace", "max", "--speaker-labels", "--save", str(saved))

    assert [line.partition("%  ")[2] for line in found.out.splitlines()] == [f"A: {FIRST}", f"B: {SECOND}"]
    assert saved.read_text(encoding="utf-8").splitlines() == [f"A: {FIRST}", f"B: {SECOND}"]


def test_who_spoke_is_told_as_json_and_corrected(anamctl, monkeypatch, sound):
    revision = {"type": "SpeakerRevision", "revisions": [{"turn_order": 0, "speaker_label": "C"}]}
    with serving({"hears": TALK, "script": [{"at": "3s", "send": [revision]}]}, monkeypatch):
        found = anamctl("listen", sound, "--pace", "max", "--speaker-labels", "--json")
    finals = [one for one in events(found.out) if one["type"] == "final"]

    assert [(one["text"], one["speaker"], one["replaces"]) for one in finals] == [
        (FIRST, "A", False),
        (FIRST, "C", True),
        (SECOND, "B", False),
    ]
    assert {word["speaker"] for word in finals[1]["words"]} == {"C"}


def test_nobody_is_named_who_was_not_asked_for(anamctl, monkeypatch, sound):
    with serving({"hears": TALK}, monkeypatch):
        found = anamctl("listen", sound, "--pace", "max", "--json")

    assert {one["speaker"] for one in events(found.out) if one["type"] == "final"} == {None}


def test_without_partial_texts_turns_come_all_the_same(anamctl, monkeypatch, sound):
    with serving({"hears": TALK}, monkeypatch):
        found = anamctl("listen", sound, "--pace", "max", "--redact-pii", "--json", "--expect", "en")
    told = events(found.out)

    assert found.code == 0
    assert not [one for one in told if one["type"] == "partial"]
    assert [one["text"] for one in told if one["type"] == "final"] == [FIRST, SECOND]


def test_what_only_keeps_a_connection_alive_is_not_shown(anamctl, monkeypatch, sound):
    with serving({"hears": TALK, "heartbeat": "20ms"}, monkeypatch) as served:
        found = anamctl("listen", sound, "--pace", "max", *U3, "--heartbeat", "--acknowledge-silence", "--json")
        sent = served.last.sent
    told = events(found.out)

    assert sent["Heartbeat"] > 1
    assert sent["Silence"]
    assert [one["text"] for one in told if one["type"] == "final"] == [FIRST, SECOND]
    assert told[-1]["warnings"] == 0


def test_options_of_a_suite_are_those_of_its_services(anamctl, monkeypatch, sound, tmp_path):
    suite = tmp_path / "suite.yaml"
    suite.write_text(
        "clips: [{path: silence.wav, language: en}]\n"
        "providers:\n"
        "  - {provider: assemblyai, name: one, options: {max-turn-silence: 900ms, vad-threshold: 0.5}}\n"
        "  - {provider: assemblyai, name: two}\n",
        encoding="utf-8",
    )
    with serving({"hears": TALK}, monkeypatch) as served:
        found = anamctl("listen", "--suite", str(suite), "--pace", "max", "--vad-threshold", "0.25")
        settings = [record.settings for record in served.records.all]

    assert found.code == 0
    assert [one["vad_threshold"] for one in settings] == [0.25, 0.25]
    assert {one.get("max_turn_silence") for one in settings} == {900, None}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--hint", "pt"), "--hint (language_codes) means nothing to universal-streaming-multilingual."),
        (("--param", "language_codes=pt"), "language_codes means nothing to universal-streaming-multilingual."),
        (("--max-speakers", "2"), "--max-speakers (max_speakers) means nothing without speaker_labels."),
        (("--provider", "deepgram", "--param", "language=fr", "--hint", "fr"), "--hint (language_hint) means nothing"),
    ],
)
def test_what_means_nothing_is_called_as_it_was_written(anamctl, sound, options, said):
    found = anamctl("listen", sound, "--sandbox", "--pace", "max", *options)

    assert [line for line in found.err.splitlines() if line.startswith(said)]
