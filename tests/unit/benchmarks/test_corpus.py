from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
import yaml

from benchmarks.corpus import iter_files, persona_file, write_corpus
from benchmarks.phrases import PHRASES


def test_the_same_number_and_seed_give_the_same_bytes():
    assert persona_file(7, seed=1) == persona_file(7, seed=1)


def test_another_seed_gives_another_file():
    assert persona_file(7, seed=1) != persona_file(7, seed=2)


def test_every_file_differs_from_every_other():
    files = list(iter_files(300))

    assert len(set(files)) == 300


def test_every_file_has_65_lines():
    assert {text.count("\n") for text in iter_files(100)} == {65}


def test_many_scripts_occur():
    text = "".join(iter_files(50))
    scripts = {unicodedata.name(letter).split()[0] for letter in set(text) if letter.isalpha()}

    assert scripts >= {"LATIN", "DEVANAGARI", "ARABIC", "HIRAGANA", "KATAKANA", "CJK", "TAMIL", "CYRILLIC"}


def test_a_persona_has_five_languages_and_a_voice_of_its_own_for_each():
    persona = yaml.safe_load(persona_file(3))
    voices = {entry["voiceId"] for entry in persona["languages"].values()}

    assert len(persona["languages"]) == 4
    assert len(voices | {persona["personaConfig"]["voiceId"]}) == 5
    assert persona["personaConfig"]["languageCode"] not in persona["languages"]


def test_all_languages_of_a_persona_name_the_same_address():
    persona = yaml.safe_load(persona_file(3))
    prompts = [persona["personaConfig"], *persona["languages"].values()]
    addresses = {prompt["systemPrompt"].split()[-1] for prompt in prompts}

    assert len(addresses) == 1
    assert addresses.pop().startswith("https://")


def test_a_faulty_file_differs_from_the_clean_one_in_one_line():
    clean = persona_file(5).splitlines()
    faulty = persona_file(5, faulty=True).splitlines()
    changed = [line for line, other in zip(faulty, clean, strict=True) if line != other]

    assert changed == ["    endOfSpeechSensitivity: 1.5"]


def test_the_corpus_is_written_as_utf_8_with_line_feeds(tmp_path):
    paths = write_corpus(str(tmp_path / "corpus"), 3)

    assert [Path(path).read_bytes() for path in paths] == [text.encode() for text in iter_files(3)]


@pytest.mark.parametrize("code", sorted(PHRASES))
def test_a_language_has_as_many_sentences_as_english(code):
    counts = [len(sentences) for sentences in PHRASES[code][:4]]

    assert counts == [len(sentences) for sentences in PHRASES["en"][:4]]


@pytest.mark.parametrize("code", sorted(PHRASES))
def test_every_fact_has_room_for_a_number(code):
    assert all(fact.count("{n}") == 1 for fact in PHRASES[code].facts)
