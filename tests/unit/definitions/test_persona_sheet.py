"""The languages of a persona side by side."""

from __future__ import annotations

import pytest

from anamctl.definitions.explained import explain
from anamctl.definitions.persona_sheet import persona_sheet
from anamctl.definitions.reader import read_bytes
from anamctl.definitions.sheet import MISSING

PERSONA = """\
personaConfig:
  name: Camille
  voiceId: 11111111-1111-4111-8111-111111111111
  languageCode: en
  systemPrompt: Be kind.
  voiceGenerationOptions:
    speed: 1.1
    volume: 2
  voiceDetectionOptions:
    endOfSpeechSensitivity: 0.6
  directorNotes: {presetStyle: warm}
languages:
  fr:
    voiceId: 22222222-2222-4222-8222-222222222222
    systemPrompt: Sois gentille.
    voiceGenerationOptions: {speed: 1}
  de:
    voiceDetectionOptions: {silenceBeforeSkipTurnSeconds: 5}
    directorNotes: {expressivity: 0.5}
    toolIds: [a, b]
clientLabel: desk
sessionOptions: {videoQuality: auto}
"""


def sheet_of(text=PERSONA):
    (document,) = read_bytes(text.encode(), "p.yaml").documents
    return document, persona_sheet(document, "p.yaml")


def values(sheet):
    """Rows by key: one value a column; a dash for what is not there."""
    return {
        ".".join(row.path): [cell.mark or "-" if cell.value is MISSING else cell.value for cell in row.cells]
        for row in sheet.rows
    }


def test_the_persona_s_own_language_is_the_first_column():
    _, sheet = sheet_of()

    assert sheet.columns == ("en", "fr", "de")
    assert sheet.title == ("p.yaml", "Anam persona", "Camille", "3 languages")


@pytest.mark.parametrize(
    ("config", "columns", "title"),
    [
        ("{languageCode: fr}", ("base", "fr", "de"), "2 languages"),
        ("{name: X}", ("base", "fr", "de"), "2 languages"),
        ("{personaId: 89c726f6-069f-4cb1-8628-e78d2f0d1d3e, languageCode: it}", ("it", "fr", "de"), "3 languages"),
    ],
)
def test_a_base_that_is_no_language_of_its_own_is_called_base(config, columns, title):
    _, sheet = sheet_of(f"personaConfig: {config}\nlanguages: {{fr: {{}}, de: {{}}}}\n")

    assert sheet.columns == columns
    assert sheet.title[-1] == title


def test_a_saved_persona_has_one_column_and_says_so():
    _, sheet = sheet_of("personaConfig: {personaId: 89c726f6-069f-4cb1-8628-e78d2f0d1d3e}\n")

    assert sheet.columns == ("base",)
    assert sheet.title == ("p.yaml", "saved Anam persona")


def test_every_column_is_what_is_posted():
    _, sheet = sheet_of()

    assert values(sheet) == {
        "personaConfig.name": ["Camille", "Camille", "Camille"],
        "personaConfig.voiceId": [f"{digit * 8}-{digit * 4}-4{digit * 3}-8{digit * 3}-{digit * 12}" for digit in "121"],
        "personaConfig.languageCode": ["en", "fr", "de"],
        "personaConfig.systemPrompt": ["Be kind.", "Sois gentille.", "Be kind."],
        "personaConfig.voiceGenerationOptions.speed": [1.1, 1, 1.1],
        "personaConfig.voiceGenerationOptions.volume": [2, "dropped", 2],
        "personaConfig.voiceDetectionOptions.endOfSpeechSensitivity": [0.6, 0.6, 0.6],
        "personaConfig.directorNotes.presetStyle": ["warm", "warm", "-"],
        "personaConfig.voiceDetectionOptions.silenceBeforeSkipTurnSeconds": ["-", "-", 5],
        "personaConfig.directorNotes.expressivity": ["-", "-", 0.5],
        "personaConfig.toolIds": ["-", "-", ["a", "b"]],
        "clientLabel": ["desk", "desk", "desk"],
        "sessionOptions.videoQuality": ["auto", "auto", "auto"],
    }


def test_what_the_base_has_too_is_the_same_but_only_by_type():
    same = {row.label: [cell.is_same for cell in row.cells] for row in sheet_of()[1].rows}

    assert same["name"] == [False, True, True]
    assert same["voiceId"] == [False, False, True]
    assert same["videoQuality"] == [False, True, True]
    one = sheet_of("personaConfig: {a: 1, languageCode: en}\nlanguages: {fr: {a: true}}\n")[1]
    assert next(row for row in one.rows if row.label == "a").cells[1].is_same is False


def test_groups_and_sentences_are_told():
    rows = {row.label: row for row in sheet_of()[1].rows}

    assert rows["name"].group == "personaConfig"
    assert rows["speed"].group == "voiceGenerationOptions"
    assert rows["clientLabel"].group == "request"
    assert rows["videoQuality"].group == "sessionOptions"
    assert [label for label, row in rows.items() if row.is_text] == ["systemPrompt"]


@pytest.mark.parametrize(
    ("code", "key", "line", "origin", "rules"),
    [
        ("en", "personaConfig.name", 2, "base", ()),
        ("fr", "personaConfig.name", 2, "base", ()),
        ("fr", "personaConfig.voiceId", 14, "entry", ()),
        ("fr", "personaConfig.languageCode", 13, "key", ()),
        ("fr", "personaConfig.systemPrompt", 15, "entry", ()),
        ("fr", "personaConfig.voiceGenerationOptions.speed", 16, "entry", ()),
        ("fr", "personaConfig.voiceGenerationOptions.volume", 14, "entry", ("dropped",)),
        ("de", "personaConfig.voiceDetectionOptions.silenceBeforeSkipTurnSeconds", 18, "entry", ("merged",)),
        ("de", "personaConfig.voiceDetectionOptions.endOfSpeechSensitivity", 10, "base", ()),
        ("de", "personaConfig.directorNotes.expressivity", 19, "entry", ()),
        ("de", "clientLabel", 21, "base", ()),
        ("de", "sessionOptions.videoQuality", 22, "base", ()),
    ],
)
def test_every_value_knows_its_line(code, key, line, origin, rules):
    document, sheet = sheet_of()

    found = {row.key: (row.line, row.origin, row.rules) for row in explain(document, sheet, code)}

    assert found[key] == (line, origin, rules)


def test_dropped_voice_options_are_told_with_the_voice_that_drops_them():
    document, sheet = sheet_of()

    (remark,) = sheet.remarks
    assert remark.text == "fr: has a voice of its own, so volume of the base's voiceGenerationOptions is dropped"
    assert remark.line(document) == 14
    assert remark.codes == ("fr",)


@pytest.mark.parametrize(
    "entry",
    ["{}", "{voiceId: 11111111-1111-4111-8111-111111111111}", "{voiceId: x, voiceGenerationOptions: {speed: 2}}"],
)
def test_nothing_is_told_when_nothing_is_dropped(entry):
    text = PERSONA.partition("languages:")[0].replace("    volume: 2\n", "") + f"languages: {{fr: {entry}}}\n"

    assert sheet_of(text)[1].remarks == ()


def test_a_selection_of_columns_keeps_their_rows_and_their_remarks():
    _, sheet = sheet_of()

    french, german = sheet.only(["fr"]), sheet.only(["en", "de"])
    assert "toolIds" not in [row.label for row in french.rows]
    assert "volume" in [row.label for row in french.rows]
    assert len(french.remarks) == 1
    assert german.remarks == ()
    assert german.columns == ("en", "de")


def test_a_difference_holds_only_what_differs_and_compares_with_no_base():
    rows = sheet_of()[1].only(["fr", "de"]).differing().rows

    assert [row.label for row in rows] == [
        "voiceId",
        "languageCode",
        "systemPrompt",
        "speed",
        "volume",
        "presetStyle",
        "silenceBeforeSkipTurnSeconds",
        "expressivity",
        "toolIds",
    ]
    assert not any(cell.is_same for row in rows for cell in row.cells)
