"""The generated tables are what the generator makes today of python-iso639 and CLDR."""

from __future__ import annotations

import os

import pytest

from scripts import generate_languages

FILES = ("countries.tsv", "iso639.tsv", "names.tsv", "retired.tsv", "scripts.tsv")


@pytest.fixture(scope="module")
def made():
    return generate_languages.tables()


def stored(name: str) -> str:
    with open(os.path.join(generate_languages.DATA, name), encoding="utf-8") as file:
        return file.read()


def test_every_generated_file_is_made(made):
    assert tuple(sorted(made)) == FILES


@pytest.mark.parametrize("name", FILES)
def test_the_stored_table_is_what_the_generator_makes(made, name):
    assert stored(name) == made[name], "run: python scripts/generate_languages.py"


def test_check_says_which_file_is_stale_and_writes_nothing(made, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(generate_languages, "tables", lambda: made)
    with open(tmp_path / "support.tsv", "w", encoding="utf-8") as file:
        file.write(stored("support.tsv"))
    monkeypatch.setattr(generate_languages, "DATA", str(tmp_path))
    monkeypatch.setattr("sys.argv", ["generate_languages.py", "--check"])

    assert generate_languages.main() == 1
    assert "iso639.tsv" in capsys.readouterr().out
    assert os.listdir(tmp_path) == ["support.tsv"]


def test_without_check_the_files_are_written(made, tmp_path, monkeypatch):
    monkeypatch.setattr(generate_languages, "tables", lambda: made)
    with open(tmp_path / "support.tsv", "w", encoding="utf-8") as file:
        file.write(stored("support.tsv"))
    monkeypatch.setattr(generate_languages, "DATA", str(tmp_path))
    monkeypatch.setattr("sys.argv", ["generate_languages.py"])

    assert generate_languages.main() == 0
    assert sorted(os.listdir(tmp_path)) == sorted([*FILES, "support.tsv"])
    with open(tmp_path / "iso639.tsv", encoding="utf-8") as file:
        assert file.read() == stored("iso639.tsv")


def test_the_right_to_left_scripts_agree_with_cldr(monkeypatch):
    monkeypatch.setattr(generate_languages, "RIGHT_TO_LEFT", {"Arab"})

    with pytest.raises(SystemExit, match="RIGHT_TO_LEFT"):
        generate_languages.tables()
