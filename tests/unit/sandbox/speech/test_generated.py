"""The page and the clips come from one index."""

from __future__ import annotations

import json
import os

from anamctl.sandbox.speech import clips
from scripts import generate_clips


def index() -> dict:
    with open(os.path.join(clips.FOLDER, "index.json"), encoding="utf-8") as file:
        return json.load(file)


def test_the_page_lists_the_clips():
    with open(generate_clips.PAGE, encoding="utf-8") as file:
        assert file.read() == generate_clips.page(index())


def test_the_index_holds_the_sentences_of_the_script():
    expected = []
    for utterance in generate_clips.UTTERANCES:
        written, _ = generate_clips.words_of(utterance)
        expected.append((f"{utterance.language}-{utterance.slug}.wav", utterance.role, written))

    found = [(row["file"], row["role"], [word["text"] for word in row["words"]]) for row in index()["clips"]]
    assert found == expected


def test_the_index_names_licence_and_program():
    assert "espeak-ng" in index()["licence"]
    assert index()["madeWith"]["program"].startswith("espeak-ng ")


def test_no_clip_begins_with_the_whole_of_another():
    texts = [clips.plain(clip.text) for clip in clips.all_clips()]

    assert not [(one, other) for one in texts for other in texts if one != other and other.startswith(one)]


def test_without_espeak_only_the_page_is_made(monkeypatch, capsys):
    monkeypatch.setattr("ctypes.util.find_library", lambda name: None)

    assert generate_clips.main(["--check"]) == 0
    assert "clips stay as they are" in capsys.readouterr().err
