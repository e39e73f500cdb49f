"""The file of a suite."""

from __future__ import annotations

import json
import wave

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anamctl.errors import UsageError
from anamctl.listening.suite_clips import Clip
from anamctl.listening.suite_file import load_suite
from anamctl.listening.target import Target, about_provider, parse_target
from anamctl.stt.options import Options
from anamctl.stt.providers import make


def sound(path, seconds=0.5, rate=8000):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(bytes(2 * round(seconds * rate)))


@pytest.fixture
def suite(tmp_path):
    for name in ("fr-1.wav", "fr-2.wav", "de.wav", "odd[1].wav"):
        sound(tmp_path / name)
    (tmp_path / "notes.txt").write_bytes(b"these are no samples")
    (tmp_path / "empty.wav").write_bytes(b"")
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
        Clip("fr-1.wav", str(tmp_path / "fr-1.wav"), "fr", seconds=0.5),
        Clip("fr-2.wav", str(tmp_path / "fr-2.wav"), "fr", seconds=0.5),
        Clip("de.wav", str(tmp_path / "de.wav"), "no", "Guten Tag", 0.5),
        Clip("odd[1].wav", str(tmp_path / "odd[1].wav"), "ja", seconds=0.5),
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
        (CLIP + "clip: []", '3: no such key: "clip".', 'did you mean "clips"?'),
        (CLIP + "zzzz: 1", '3: no such key: "zzzz".', "there are clips, providers"),
        (
            "clips:\n  - path: de.wav\n    langauge: de\n    language: de",
            '3: no such key in clip 1: "langauge".',
            'did you mean "language"?',
        ),
        (
            CLIP + "providers:\n  - provider: deepgram\n    modle: x",
            '5: no such key in provider 1: "modle".',
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
        (CLIP + "min_share: 80", "3: min_share is from 0 to 1, not 80.", "write 0.8 for 80 %."),
        (CLIP + "min_confidence: -1", "3: min_confidence is from 0 to 1, not -1.", "write `min_confidence: 0.7`."),
        (CLIP + "min_share: much", '3: min_share is "much", and should be a number.', "write `min_share: 0.8`."),
        (CLIP + "min_share: 90%", '3: min_share is "90%", and should be a number.', "write `min_share: 0.9`."),
        (CLIP + "min_share: [1]", "3: min_share is a list, and should be a number.", "write `min_share: 0.8`."),
        (CLIP + "min_share:", "3: min_share is empty.", "write `min_share: 0.8`."),
        (CLIP + "max_error_rate: -1", "3: max_error_rate is 0 or more, not -1.", "write `max_error_rate: 0.2`."),
        ("clips: []", "1: clips is empty.", "write `clips: [{path: calls/fr-*.wav, language: fr}]`."),
        ("clips: [7]", "1: clip 1 is a number.", "write `- path: calls/fr-01.wav`, and below it `language: fr`."),
        ("clips:\n  - de.wav", "2: clip 1 is a text.", "write `- path: calls/fr-01.wav`, and below it"),
        (CLIP + "providers: [assemblyai, 7]", "3: provider 2 is a number.", "write `- assemblyai`, or"),
        (
            CLIP + "providers: []",
            "3: providers is empty.",
            "write `providers: [assemblyai, deepgram]`, or leave it out",
        ),
        (CLIP + "providers:", "3: providers is empty.", "write `providers: [assemblyai, deepgram]`, or leave it"),
        (CLIP + "providers: deepgram", "3: providers is a text, and should be a list.", "write `providers: [assem"),
        (CLIP + "providers: [{model: x}]", "3: provider 1 has no provider.", "add `provider: assemblyai`."),
        (
            CLIP + "providers:\n  - provider: deepgram\n    options: [x]",
            "5: provider 1: options is a list, and should be a mapping.",
            "write `options: {min-turn-silence: 300ms}`.",
        ),
        (
            CLIP + "providers:\n  - provider: deepgram\n    params:\n      tag: x\n      endpointing: soon",
            '7: endpointing cannot be "soon".',
            "write",
        ),
        (
            CLIP + "providers:\n  - provider: assemblyai\n    params:\n      vad_threshold: 2",
            "6: vad_threshold cannot be 2",
            "write 0 to 1.",
        ),
        (
            CLIP + "providers:\n  - provider: assemblyai\n    params:\n      vad_threshold:",
            '6: "vad_threshold" has no value.',
            "write `params: {smart_format: true}`.",
        ),
        (
            CLIP + "providers:\n  - provider: deepgram\n    params:\n      endpointing: 5\n"
            "    options: {min-turn-silence: 5ms}",
            "6: endpointing is given twice: in params, and in options.",
            "leave one of them out.",
        ),
        (
            CLIP + "providers:\n  - provider: deepgram/nova-2\n    model: nova-3",
            "4: provider names nova-2, and model nova-3.",
            "leave one of them out.",
        ),
        ("clips: 7", "1: clips is a number, and should be a list.", "write `clips: [{path: calls/fr-*.wav"),
        ("min_share: 1", "1: the suite has no clips.", "add `clips: [{path: calls/fr-*.wav, language: fr}]`."),
        ("clips:\n  - {path: de.wav}", "2: clip 1 has no language.", "add `language: fr`."),
        (CLIP + "  - path: fr-1.wav\n    language:", "4: clip 2: language is empty.", "write `language: fr`."),
        (
            CLIP + "  - path: fr-1.wav\n    language: true",
            "4: clip 2: language is true, and should be a text.",
            'put it in quotes: `language: "true"`.',
        ),
        (
            CLIP + "  - path: fr-1.wav\n    language: fr\n    text: 112",
            "5: clip 2: text is a number, and should be a text.",
            'put it in quotes: `text: "112"`.',
        ),
        (CLIP + "  - path: fr-1.wav\n    language: f", '4: clip 2: language cannot be "f".', "write `language: fr`."),
        (
            "clips:\n  - path: de.wav\n    langauge: de",
            '3: no such key in clip 1: "langauge".',
            'did you mean "language"?',
        ),
        ("clips:\n  - {path: de.wav, language: jp}", '2: "jp" is no language code.', "did you mean ja?"),
        ("clips:\n  - {path: es.wav, language: es}", "2: there is no file es.wav.", "paths count from"),
        ("clips:\n  - {path: es-*.wav, language: es}", "2: no file is like es-*.wav.", "patterns count from"),
        ("clips:\n  - {path: fr-folder, language: fr}", "2: fr-folder is a folder.", "write fr-folder/*.wav"),
        (
            CLIP + "  - {path: ./de.wav, language: fr}",
            "3: ./de.wav is in the suite twice, first in line 2.",
            "each clip counts once.",
        ),
        (
            "clips:\n  - {path: fr-*, language: fr}\n  - {path: '*-1.wav', language: fr}",
            "3: fr-1.wav is in the suite twice, first in line 2.",
            "each clip counts once.",
        ),
        ('clips:\n  - {path: de.wav, language: "${NOT_SET}"}', "2: ${NOT_SET} has no value.", "set the variable."),
        ("clips: [", "1: this is no YAML: ", "docs/reference/listen.md shows a suite."),
        ("clips: 1\nclips: 2", '2: the key "clips" is there twice.', "leave one of them out."),
        ("", "is empty.", "docs/reference/listen.md shows a suite."),
        ("- a", "1: this is a list and no suite.", "begin with `clips:`; docs/reference/listen.md shows a suite."),
        ("a: *b", "1: the suite cannot be read: undefined.", "docs/"),
        # ---- clips that are no sound, before anybody is paid for hearing the others
        (CLIP + "  - {path: notes.txt, language: fr}", "3: ", "give it a WAV header"),
        (CLIP + "  - {path: empty.wav, language: fr}", "3: ", "is whatever writes it running?"),
        (CLIP + "  - {path: 'no*', language: fr}", "3: no* finds notes.txt, too, which is no WAV.", "write no*.wav"),
        (
            CLIP + "  - {path: 'n*.txt', language: fr}",
            "3: n*.txt finds notes.txt, too, which is no WAV.",
            "write a pattern that ends with .wav",
        ),
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
    with pytest.raises(UsageError, match=r"no\.yaml cannot be read: no such file") as raised:
        load_suite(str(tmp_path / "no.yaml"), {})
    assert raised.value.hint == "is the path right?"


def test_a_file_that_is_named_itself_is_left_out_of_patterns(suite):
    found = suite("clips:\n  - {path: '*-?.wav', language: fr}\n  - {path: ./fr-1.wav, language: de, text: Hallo}\n")
    assert [(clip.path, clip.language, clip.text) for clip in found.clips] == [
        ("fr-2.wav", "fr", ""),
        ("./fr-1.wav", "de", "Hallo"),
    ]


def test_all_clips_that_are_no_sound_are_said_at_once(suite, tmp_path):
    for number in range(5):
        (tmp_path / f"bad-{number}.wav").write_bytes(b"no sound at all")
    with pytest.raises(UsageError) as raised:
        suite(CLIP + "  - {path: empty.wav, language: fr}\n  - {path: bad-*.wav, language: fr}\n")
    assert raised.value.message.endswith(
        "empty.wav is empty. Nor can these be heard: bad-0.wav, bad-1.wav, bad-2.wav and 2 more."
    )


def test_texts_want_the_package_that_compares_them(suite, monkeypatch):
    monkeypatch.setattr("anamctl.listening.wer.find_spec", lambda name: None)
    suite(CLIP)
    with pytest.raises(UsageError, match="word error rates need rapidfuzz"):
        suite("clips: [{path: de.wav, language: de, text: Hallo}]")


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 99) | st.floats(allow_nan=False) | st.sampled_from(["", "fr", "x.wav"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["", "path", "keyterm"]), inner),
    max_leaves=6,
)
RIGHT = {"path": "de.wav", "language": "de", "text": "Hallo", "provider": "deepgram", "model": "nova-3", "name": "one"}
PARTS = st.fixed_dictionaries(
    {},
    optional={name: VALUES | st.just(right) for name, right in RIGHT.items()}
    | {"odd": VALUES}
    | {"options": VALUES | st.dictionaries(st.text(max_size=3) | st.just("keyterm"), VALUES)}
    | {"params": VALUES | st.dictionaries(st.text(max_size=3) | st.just("endpointing"), VALUES)},
)
SUITES = st.fixed_dictionaries(
    {"clips": VALUES | st.lists(PARTS | st.just({"path": "de.wav", "language": "de"}), max_size=2)},
    optional={
        "providers": VALUES | st.lists(PARTS | st.just("deepgram") | VALUES, max_size=2),
        "min_share": VALUES,
        "max_error_rate": VALUES,
        "odd": VALUES,
    },
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SUITES | VALUES)
def test_whatever_a_suite_says_it_is_one_or_what_is_wrong_is_said(suite, data):
    found = wrong = None
    try:
        found = suite(json.dumps(data))
    except UsageError as error:
        wrong = error
    if found is not None:
        assert [clip.path for clip in found.clips] == ["de.wav"]
    else:
        assert wrong is not None
        assert wrong.message.endswith(".")
        assert wrong.hint


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
