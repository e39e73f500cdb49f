"""The golden legs: one file for each provider, with all the languages that Bolna documents."""

from __future__ import annotations

import json

import pytest

from anamctl.bolna import tables
from scripts import generate_bolna

FILES = sorted(generate_bolna.GOLDEN.glob("*/*.json"))


def name(path):
    return f"{path.parent.name}-{path.stem}"


@pytest.fixture(scope="module")
def made():
    return generate_bolna.files()


def test_there_is_a_file_for_each_of_the_28_providers(made):
    assert {name(path) for path in FILES} == {
        *(f"stt-{provider}" for provider in tables.TRANSCRIBERS),
        *(f"tts-{provider}" for provider in tables.SYNTHESIZERS),
    }
    assert len(FILES) == 28
    assert set(FILES) == set(made) - {generate_bolna.PAGE}


@pytest.mark.parametrize("path", [*FILES, generate_bolna.PAGE], ids=name)
def test_the_stored_file_is_what_the_tables_give(made, path):
    assert path.read_text(encoding="utf-8") == made[path], "run: python scripts/generate_bolna.py"


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_file_holds_the_18_keys_in_the_order_of_the_documentation(path):
    data = json.loads(path.read_text(encoding="utf-8"))

    assert tuple(data["legs"]) == tables.KEYS
    assert tuple(data["language is"]) == tables.KEYS
    for leg in data["legs"].values():
        assert leg["provider"] == path.stem


def language(kind, provider, code):
    path = generate_bolna.GOLDEN / kind / f"{provider}.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    leg = data["legs"][code]
    return (leg if kind == "stt" else leg["provider_config"]).get("language"), data["language is"][code]


@pytest.mark.parametrize(
    ("kind", "provider", "code", "expected"),
    [
        ("stt", "sarvam", "hi", ("hi-IN", "documented")),
        ("stt", "sarvam", "od", ("od-IN", "inferred")),
        ("stt", "sarvam", "ur", ("ur-IN", "guess")),
        ("stt", "sarvam", "fr", ("fr", "unknown")),
        ("stt", "google", "pa", ("pa-Guru-IN", "guess")),
        ("stt", "deepgram", "nl", ("nl", "inferred")),
        ("tts", "cartesia", "od", ("od", "guess")),
        ("tts", "smallest", "ta", ("ta", "inferred")),
        ("tts", "polly", "es", ("es-ES", "guess")),
        ("tts", "elevenlabs", "hi", (None, "left alone")),
        ("tts", "maya", "od", ("or", "left alone")),
        ("tts", "kalpa", "en", (None, "left alone")),
        ("tts", "soniox", "hi", ("hi", "left alone")),
    ],
)
def test_the_files_say_what_the_fact_sheet_says(kind, provider, code, expected):
    assert language(kind, provider, code) == expected


def test_a_stale_file_is_named_and_left_as_it_is(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(generate_bolna, "ROOT", tmp_path)
    monkeypatch.setattr(generate_bolna, "GOLDEN", tmp_path / "golden")
    monkeypatch.setattr(generate_bolna, "PAGE", tmp_path / "page.md")

    assert generate_bolna.main(["--check"]) == 1
    assert "stale page.md" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []
    assert generate_bolna.main([]) == 0
    assert generate_bolna.main(["--check"]) == 0


def test_the_oracle_asks_for_one_pinned_file_and_is_never_collected(project_root):
    text = (project_root / "requirements" / "oracle.txt").read_text(encoding="utf-8")

    assert [line for line in text.splitlines() if line.startswith("bolna")] == ["bolna==0.11.9 \\"]
    assert text.count("--hash=sha256:") == 1
    assert "://" not in text
    assert not list((project_root / "tests" / "oracle").glob("test_*"))
    makefile = (project_root / "Makefile").read_text(encoding="utf-8")
    assert "pytest tests/oracle/bolna_models.py" in makefile
