"""The languages of an agent side by side."""

from __future__ import annotations

import pytest
from hypothesis import given

from anamctl.bolna.agent_languages import Languages
from anamctl.bolna.agent_sheet import agent_sheet, shown_tools
from anamctl.bolna.expanded import expand
from anamctl.definitions.document import Document, Kind
from anamctl.definitions.reader import read_bytes
from anamctl.definitions.sheet import MISSING
from anamctl.definitions.text import SourceText
from tests.unit.bolna import whole_agents

AGENT = """\
agent_config:
  agent_name: Parcel
  tasks:
    - task_type: summarization
      tools_config: {llm_agent: {}}
    - task_type: conversation
      tools_config:
        transcriber: {provider: deepgram, model: nova-3, language: en}
        synthesizer:
          provider: elevenlabs
          provider_config: {voice: Rachel, voice_id: r}
          buffer_size: 40
        multilingual_config:
          enabled: true
          languages:
            en:
              synthesizer: {provider: elevenlabs, provider_config: {}}
              agent_name: Maya
            or:
              synthesizer:
                provider: cartesia
                provider_config: {voice: Asha}
              system_prompt: Be brief.
            hi:
              transcriber: {provider: sarvam, language: hi-IN}
              synthesizer: {provider: sarvam, provider_config: {voice: Anushka, language: hi-IN}}
              system_prompt: Other.
agent_prompts:
  task_2: {system_prompt: Be brief.}
"""


def document_of(text=AGENT):
    (document,) = read_bytes(text.encode(), "a.yaml").documents
    return document


def sheet_of(text=AGENT, **options):
    document = document_of(text)
    (tools,) = shown_tools(document)
    return document, agent_sheet(document, Languages(tools), "a.yaml", **options)


def cells(sheet, label):
    row = next(row for row in sheet.rows if row.label == label)
    return [(f"{cell.mark}" if cell.value is MISSING else cell.value) for cell in row.cells]


def marks(sheet, label):
    return [cell.mark for cell in next(row for row in sheet.rows if row.label == label).cells]


def test_the_base_comes_first_and_odia_is_called_as_bolna_does():
    _, sheet = sheet_of()

    assert sheet.columns == ("base", "en", "od", "hi")
    assert sheet.title == ("a.yaml", "Bolna agent", "Parcel", "task 2", "3 languages", "opens in en")


def test_rows_are_grouped_and_the_provider_s_keys_follow():
    _, sheet = sheet_of()

    assert [(row.group, row.label) for row in sheet.rows] == [
        ("transcriber", "provider"),
        ("transcriber", "model"),
        ("transcriber", "language"),
        ("synthesizer", "provider"),
        ("synthesizer", "buffer_size"),
        ("synthesizer", "…voice"),
        ("synthesizer", "…voice_id"),
        ("synthesizer", "…language"),
        ("texts", "prompt"),
        ("texts", "agent name"),
    ]


def test_every_language_has_what_it_runs_with():
    _, sheet = sheet_of()

    assert cells(sheet, "provider") == ["deepgram", "deepgram", "deepgram", "sarvam"]
    assert cells(sheet, "language") == ["en", "en", "od", "hi-IN"]
    assert cells(sheet, "buffer_size") == [40, 40, "", ""]
    assert cells(sheet, "…voice") == ["Rachel", "Rachel", "Asha", "Anushka"]
    assert cells(sheet, "…language") == ["", "", "od", "hi-IN"]
    assert cells(sheet, "prompt") == ["Be brief.", "base prompt stays", "Be brief.", "Other."]
    assert cells(sheet, "agent name") == ["", "Maya", "", ""]


def test_marks_say_how_a_value_came_about():
    _, sheet = sheet_of()

    assert marks(sheet, "language") == ["", "key", "key", ""]
    assert marks(sheet, "…language") == ["", "", "guess", ""]
    synthesizer = [row for row in sheet.rows if row.path == ("synthesizer", "provider")]
    assert [cell.mark for cell in synthesizer[0].cells] == ["", "", "replaces", "replaces"]


@pytest.mark.parametrize(
    ("entry", "mark"),
    [
        ("transcriber: {provider: sarvam, language: hi}", "table"),
        ("transcriber: {provider: sarvam, language: hi-IN}", ""),
        ("transcriber: {provider: sarvam}", "table"),
        ("transcriber: {provider: acme}", "unknown"),
        ("transcriber: {provider: google, language: hi}", "guess"),
        ("agent_name: X", "key"),
    ],
)
def test_a_language_is_marked_by_what_became_of_it(entry, mark):
    text = f"multilingual_config: {{enabled: true, languages: {{hi: {{{entry}}}}}}}\n"
    text = text if "agent_name" not in entry else "tools_config:\n  transcriber: {provider: deepgram}\n  " + text

    assert marks(sheet_of(text)[1], "language")[1] == mark


def test_a_filled_in_language_is_marked_so():
    text = "tools_config: {synthesizer: {provider: sarvam}, multilingual_config: {languages: {hi: {}}}}\n"

    assert marks(sheet_of(text)[1], "…language") == ["", "filled in"]


def test_same_as_the_base_is_only_what_nobody_brought_into_form():
    _, sheet = sheet_of()

    same = {row.path: [cell.is_same for cell in row.cells] for row in sheet.rows}
    assert same["transcriber", "model"] == [False, True, True, True]
    assert same["transcriber", "language"] == [False, False, False, False]
    assert same["synthesizer", "provider_config", "voice"] == [False, True, False, False]
    assert same["system_prompt",] == [False, False, True, False]


def test_as_sent_a_column_holds_what_its_entry_says_with_plain_codes():
    _, sheet = sheet_of(as_sent=True)

    assert cells(sheet, "provider") == ["deepgram", "", "", "sarvam"]
    assert cells(sheet, "model") == ["nova-3", "", "", ""]
    assert cells(sheet, "language") == ["en", "", "", "hi"]
    assert cells(sheet, "…voice") == ["Rachel", "", "Asha", "Anushka"]
    assert cells(sheet, "…language") == ["", "", "", "hi"]


def test_values_of_odia_are_found_under_the_key_that_was_written():
    document, sheet = sheet_of()

    voice = next(row for row in sheet.rows if row.label == "…voice").cells[2]
    language = next(row for row in sheet.rows if row.label == "language").cells[2]
    assert voice.origin.line(document) == 22
    assert (language.origin.kind, language.origin.line(document)) == ("key", 19)


def test_an_agent_with_one_language_has_one_column():
    _, sheet = sheet_of("tools_config: {transcriber: {provider: deepgram}}\n")

    assert sheet.columns == ("base",)
    assert sheet.title == ("a.yaml", "Bolna agent", "one language")
    assert sheet.remarks == ()


def test_only_tools_that_hear_or_speak_are_shown():
    text = "agent_config: {tasks: [{tools_config: {llm_agent: {}}}, {tools_config: {synthesizer: {}}}, {}]}\n"

    assert [tools.task for tools in shown_tools(document_of(text))] == [1]


def test_lists_and_mappings_are_values():
    text = "tools_config: {transcriber: {language_hints: [hi, en], assemblyai_config: {mode: balanced}}}\n"
    _, sheet = sheet_of(text)

    assert cells(sheet, "language_hints") == [["hi", "en"]]
    assert cells(sheet, "assemblyai_config") == [{"mode": "balanced"}]


@given(data=whole_agents.DOCUMENTS)
def test_a_sheet_shows_exactly_the_expanded_legs(data):
    document = Document(SourceText(""), 0, read_bytes(b"a: 1", "x.yaml").documents[0].root, data)
    assert document.kind is Kind.AGENT
    pools = _tools(expand(data))

    for tools, found in zip(shown_tools(document), pools, strict=True):
        sheet = agent_sheet(document, Languages(tools), "x.yaml")
        for place, code in enumerate(sheet.columns[1:], 1):
            shown: dict = {"transcriber": {}, "synthesizer": {}}
            for row in sheet.rows:
                value = row.cells[place].value
                if row.group == "texts" or value is MISSING:
                    continue
                owner = shown[row.path[0]]
                for key in row.path[1:-1]:
                    owner = owner.setdefault(key, {})
                owner[row.path[-1]] = value
            assert shown == {part: found[part]["multilingual"][code] for part in ("transcriber", "synthesizer")}


def _tools(document):
    from anamctl.bolna import agents

    return [site.tools for site in agents.sites(document)]
