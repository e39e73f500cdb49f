"""The file of a suite."""

from __future__ import annotations

import pytest

from anamctl.errors import UsageError
from anamctl.listening.suite_file import Clip, load_suite
from anamctl.listening.target import Target, about_provider, parse_target
from anamctl.stt.options import Options
from anamctl.stt.providers import make


@pytest.fixture
def suite(tmp_path):
    for name in ("fr-1.wav", "fr-2.wav", "de.wav", "odd[1].wav", "notes.txt"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "fr-folder").mkdir()

    def write(text):
        path = tmp_path / "suite.yaml"
        path.write_text(text, encoding="utf-8")
        return load_suite(str(path), {"WHERE": "de.wav"})

    return write


def test_clips_are_files_and_patterns_from_the_folder_of_the_suite(suite, tmp_path):
    found = suite("""
clips:
  - path: fr-*
    language: fr
  - {path: "${WHERE}", language: no, text: Guten Tag}
  - {path: "odd[1].wav", language: ja}
min_share: 0.9
min_confidence: 0.5
max_error_rate: 0.25
""")
    assert found.clips == (
        Clip("fr-1.wav", str(tmp_path / "fr-1.wav"), "fr"),
        Clip("fr-2.wav", str(tmp_path / "fr-2.wav"), "fr"),
        Clip("de.wav", str(tmp_path / "de.wav"), "no", "Guten Tag"),
        Clip("odd[1].wav", str(tmp_path / "odd[1].wav"), "ja"),
    )
    assert (found.min_share, found.min_confidence, found.max_error_rate) == (0.9, 0.5, 0.25)
    assert found.targets == ()


def test_services_are_names_models_or_both_with_settings(suite):
    found = suite("""
clips: [{path: de.wav, language: de}]
providers:
  - assemblyai
  - assemblyai/universal-3-5-pro
  - whisper-rt
  - {provider: deepgram, model: nova-3, params: {endpointing: 300, keyterm: [a, b], punctuate: true, tag: x}}
  - {provider: assemblyai, name: again}
""")
    assert [(one.provider, one.model, one.label) for one in found.targets] == [
        ("assemblyai", "", "assemblyai"),
        ("assemblyai", "universal-3-5-pro", "assemblyai/universal-3-5-pro"),
        ("assemblyai", "whisper-rt", "assemblyai/whisper-rt"),
        ("deepgram", "nova-3", "deepgram/nova-3"),
        ("assemblyai", "", "again"),
    ]
    assert found.targets[3].params == ("endpointing=300", 'keyterm=["a", "b"]', "punctuate=true", "tag=x")


def test_services_have_options_of_their_own_by_the_names_of_the_command_line(suite):
    found = suite("""
clips: [{path: de.wav, language: de}]
providers:
  - provider: assemblyai
    options: {speaker-labels: true, max-speakers: 2, vad-threshold: 0.5, keyterm: [Ana, 7], hint: fr, mode: balanced}
  - {provider: deepgram, options: {min-turn-silence: 300ms, formatting: false}}
""")
    assert dict(found.targets[0].options) == {
        "--speaker-labels": True,
        "--max-speakers": "2",
        "--vad-threshold": "0.5",
        "--keyterm": ("Ana", "7"),
        "--hint": ("fr",),
        "--mode": "balanced",
    }
    assert found.targets[1].options == (("--min-turn-silence", "300ms"), ("--formatting", False))


CLIP = "clips:\n  - {path: de.wav, language: de}\n"


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (CLIP + "clip: []", '3: no such key "clip".', 'did you mean "clips"?'),
        (CLIP + "zzzz: 1", '3: no such key "zzzz".', "there are clips, providers"),
        (
            "clips:\n  - path: de.wav\n    langauge: de\n    language: de",
            '3: no such key "clips.0.langauge".',
            'did you mean "language"?',
        ),
        (
            CLIP + "providers:\n  - provider: deepgram\n    modle: x",
            '5: no such key "providers.0.modle".',
            'did you mean "model"?',
        ),
        (
            CLIP + "providers: [assembly]",
            '3: "assembly" is neither a speech-to-text service nor',
            'did you mean "assemblyai"?',
        ),
        (CLIP + "providers: [deepgram, deepgram]", "3: deepgram is in the suite twice.", "give one of them a `name`"),
        (
            CLIP + "providers:\n  - {provider: deepgram, options: {vad-threshold: 0.5}}",
            "4: Deepgram knows nothing like --vad-threshold.",
            "leave it out; it is for AssemblyAI.",
        ),
        (
            CLIP + "providers:\n  - {provider: assemblyai, options: {vad-treshold: 0.5}}",
            '4: no option is called "vad-treshold".',
            'did you mean "vad-threshold"?',
        ),
        (
            CLIP + "providers:\n  - {provider: assemblyai, options: {vad-threshold: 2}}",
            "4: --vad-threshold cannot be 2.",
            "write 0 to 1.",
        ),
        (
            CLIP + "providers:\n  - {provider: assemblyai, options: {speaker-labels: 1}}",
            "4: speaker-labels is true or false.",
            "write speaker-labels: true",
        ),
        (
            CLIP + "providers:\n  - {provider: assemblyai, options: {prompt: [a, b]}}",
            "4: prompt is one value.",
            "write prompt: TEXT",
        ),
        (
            CLIP + "providers:\n  - {provider: assemblyai, options: {keyterm: {a: b}}}",
            "4: keyterm is a list of texts.",
            "write keyterm: WORD",
        ),
        (
            CLIP + "providers:\n  - {provider: assemblyai, options: {keyterm: []}}",
            "4: keyterm is a list of texts.",
            "write keyterm: WORD",
        ),
        (
            CLIP + "providers:\n  - {provider: assemblyai, options: {inactivity-timeout: soon}}",
            '4: --inactivity-timeout: "soon" is no duration; write 500ms, 4s, 2m or 1h.',
            "",
        ),
        (CLIP + "min_share: 80", "3: min_share: input should be less than or equal to 1.", "docs/"),
        (CLIP + "min_share: much", "3: min_share: input should be a valid number.", "docs/"),
        (CLIP + "max_error_rate: -1", "3: max_error_rate: input should be greater than or equal to 0.", "docs/"),
        ("clips: []", "1: clips: list should have at least 1 item", "docs/"),
        ("clips: [7]", "1: clips.0: should be a mapping.", "docs/"),
        (CLIP + "providers: [7]", "3: providers.0: should be a mapping.", "docs/"),
        (CLIP + "providers: [{model: x}]", "3: providers.0.provider: field required.", "docs/"),
        ("clips: 7", "1: clips: input should be a valid list.", "docs/"),
        ("providers: []", "1: clips: field required.", "docs/"),
        ("clips:\n  - {path: de.wav}", "2: clips.0.language: field required.", "docs/"),
        ("clips:\n  - {path: de.wav, language: jp}", '2: "jp" is no language code.', "did you mean ja?"),
        ("clips:\n  - {path: es.wav, language: es}", "2: there is no file es.wav.", "paths count from"),
        ("clips:\n  - {path: es-*.wav, language: es}", "2: no file is like es-*.wav.", "patterns count from"),
        ("clips:\n  - {path: fr-folder, language: fr}", "2: there is no file fr-folder.", "paths count from"),
        (CLIP + "  - {path: d*.wav, language: fr}", "3: de.wav is in the suite twice.", "each clip counts once."),
        ('clips:\n  - {path: de.wav, language: "${NOT_SET}"}', "2: ${NOT_SET} has no value.", "set the variable."),
        ("clips: [", "1: the suite cannot be read:", "a suite is YAML with `clips`"),
        ("clips: 1\nclips: 2", "2: the suite cannot be read: duplicate.", "a suite is YAML"),
        ("", "1: the suite cannot be read: empty.", "a suite is YAML"),
        ("- a", "1: the suite cannot be read: toplevel.", "a suite is YAML"),
        (CLIP + "---\n" + CLIP, "holds 2 documents.", "a suite is one."),
    ],
)
def test_what_no_suite_can_say_is_refused_with_its_place(suite, text, message, hint):
    with pytest.raises(UsageError) as raised:
        suite(text)
    where, _, said = raised.value.message.partition("suite.yaml")
    assert where
    assert said.lstrip(": ").startswith(message)
    assert raised.value.hint.startswith(hint)


def test_a_suite_that_is_not_there_is_said(tmp_path):
    with pytest.raises(UsageError, match="the suite cannot be read: no such file"):
        load_suite(str(tmp_path / "no.yaml"), {})


def test_texts_want_the_package_that_compares_them(suite, monkeypatch):
    monkeypatch.setattr("anamctl.listening.wer.find_spec", lambda name: None)
    suite(CLIP)
    with pytest.raises(UsageError, match="word error rates need rapidfuzz"):
        suite("clips: [{path: de.wav, language: de, text: Hallo}]")


# ---- services --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("assemblyai", Target("assemblyai")),
        (" AssemblyAI ", Target("assemblyai")),
        ("deepgram/nova-9", Target("deepgram", "nova-9")),
        ("nova-3", Target("deepgram", "nova-3")),
        ("whisperlivekit", Target("whisperlivekit")),
    ],
)
def test_a_service_is_read(text, expected):
    assert parse_target(text) == expected


@pytest.mark.parametrize("text", ["", "nova-9", "google/chirp"])
def test_a_service_that_nobody_knows_is_refused(text):
    with pytest.raises(UsageError) as raised:
        parse_target(text)
    assert raised.value.hint


def test_a_status_knows_what_the_provider_says_of_itself():
    found = about_provider(make("whisperlivekit", Options()))
    assert (found.provider, found.shown, found.has_language_confidence) == ("whisperlivekit", "WhisperLiveKit", False)
