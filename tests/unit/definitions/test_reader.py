"""Bytes to documents."""

from __future__ import annotations

import pytest

from anamctl.definitions import reader
from anamctl.definitions.build import Builder
from anamctl.definitions.document import Kind
from anamctl.definitions.reader import read_bytes
from tests.unit.definitions.parsers import both_parsers, parser

BOM = b"\xef\xbb\xbf"


def read(text, path="a.yaml", **options):
    return read_bytes(text if isinstance(text, bytes) else text.encode(), path, **options)


def kinds(file):
    return [issue.kind for issue in file.issues]


def places(file):
    return [(issue.kind, *file.source.position(issue.start)) for issue in file.issues]


@both_parsers
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", BOM])
def test_any_line_end_and_a_byte_order_mark_are_read_alike(parser_name, line_end, mark):
    text = line_end.join(
        ["personaConfig:", "  name: Åsa 😀", "  systemPrompt: |", "    one", "    two", "languages: {no: 1}", ""]
    )
    with parser(parser_name):
        file = read(mark + text.encode())

    assert file.documents[0].data == {
        "personaConfig": {"name": "Åsa 😀", "systemPrompt": "one\ntwo\n"},
        "languages": {"no": 1},
    }
    assert places(file) == [("ambiguous", 6, 13)]
    assert file.source.has_bom is bool(mark)
    assert file.data == text.encode()


def test_positions_count_code_points_not_bytes():
    [issue] = read('personaConfig: {a: "😀é", b: no}').issues

    assert (issue.start, issue.end) == (28, 30)


def test_a_file_holds_several_documents():
    file = read("personaConfig: {name: a}\n---\nagent_config: {}\n...\n---\ntools_config: {}\n")

    assert [one.kind for one in file.documents] == [Kind.PERSONA, Kind.AGENT, Kind.AGENT]
    assert not file.issues


def test_what_stands_before_an_error_is_kept():
    file = read("personaConfig: {name: a}\n---\npersonaConfig: {name: [}\n---\npersonaConfig: {name: c}\n")

    assert [one.data["personaConfig"]["name"] for one in file.documents] == ["a"]
    assert places(file) == [("syntax", 3, 24)]


@pytest.mark.parametrize(
    ("text", "found", "place"),
    [
        ("- a", ["a"], (1, 1)),
        ("\n\n  text", "text", (3, 3)),
        ("12", 12, (1, 1)),
        ("no", "no", (1, 1)),
        ('"x"', "x", (1, 1)),
    ],
)
def test_a_top_level_that_is_no_mapping_is_an_issue(text, found, place):
    file = read(text)

    issue = file.issues[-1]
    assert (issue.kind, issue.detail) == ("toplevel", {"found": found})
    assert file.source.position(issue.start) == place
    assert not file.documents


@pytest.mark.parametrize("text", ["a: 1", "{}", "personaconfig: {}", "agent_prompts: {}"])
def test_a_mapping_without_a_known_key_is_an_issue_and_a_document(text):
    file = read(text)

    [issue] = file.issues
    [document] = file.documents
    assert (issue.kind, issue.detail["document"]) == ("kind", document)
    assert document.kind is Kind.UNKNOWN
    assert issue.start == 0


@pytest.mark.parametrize("key", ["agent_config", "tools_config", "multilingual_config", "agent_prompts"])
def test_a_persona_with_keys_of_an_agent_is_an_issue(key):
    text = f"personaConfig: {{}}\n{key}: {{}}\nlanguages: {{}}\n"
    file = read(text)

    [issue] = file.issues
    assert (issue.kind, text[issue.start : issue.end]) == ("mixed", key)
    assert issue.detail == {"document": file.documents[0], "keys": (key,)}
    assert file.documents[0].kind is Kind.PERSONA


def test_all_keys_of_an_agent_are_named():
    [issue] = read("multilingual_config: {}\npersonaConfig: {}\nagent_config: {}\n").issues

    assert issue.detail["keys"] == ("agent_config", "multilingual_config")
    assert issue.start == 42


@pytest.mark.parametrize(
    "text",
    ["agent_config: {}\ntools_config: {}\n", "personaConfig: {agent_config: {}}", "agent_config: {personaConfig: 1}"],
)
def test_agents_with_several_keys_and_keys_further_down_are_not_mixed(text):
    assert "mixed" not in kinds(read(text))


@pytest.mark.parametrize("text", ["", " \n", "# comment\n", "\n\n\n", "---\n", "---\n...\n", BOM])
@both_parsers
def test_an_empty_file_is_an_issue(parser_name, text):
    with parser(parser_name):
        file = read(text)

    assert kinds(file) == ["empty"]
    assert not file.documents


def test_a_file_with_an_empty_document_among_others_is_an_issue():
    assert places(read("personaConfig: {}\n---\n")) == [("empty", 3, 1)]


@pytest.mark.parametrize("value", ["${A}", "$${A}", "*a", "<<", "&", "!"])
def test_signs_that_mean_something_elsewhere_do_no_harm_in_quotes(value):
    file = read(f'personaConfig: {{name: "x {value} y"}}', environ={"A": "one"})

    expected = {"${A}": "one", "$${A}": "${A}"}.get(value, value)
    assert file.documents[0].data["personaConfig"]["name"] == f"x {expected} y"
    assert not file.issues


def test_without_an_environment_nothing_is_set():
    assert [issue.detail for issue in read("personaConfig: {name: '${HOME}'}").issues] == [{"name": "HOME"}]


@both_parsers
@pytest.mark.parametrize("character", ["\x85", "\u2028", "\u2029"])
@pytest.mark.parametrize(
    "text",
    [
        "personaConfig: {{name: a{0}b}}",
        'personaConfig: {{name: "a{0}b"}}',
        "personaConfig: {{name: 'a{0}b'}}",
        "# a{0}b: c\npersonaConfig: {{name: 'a{0}b'}}",
        "personaConfig:\n  name: a{0}b\n",
        "personaConfig:\n  name: |-\n    a{0}b\n",
        "personaConfig:\n  &x name: a{0}b\n",
    ],
)
def test_line_breaks_of_yaml_11_are_ordinary_characters(parser_name, text, character):
    with parser(parser_name):
        file = read(text.format(character))

    assert not file.issues
    assert file.documents[0].data == {"personaConfig": {"name": f"a{character}b"}}


def test_they_are_ordinary_in_keys_and_through_aliases_too():
    file = read("personaConfig: {a\u2028b: &x 'c\u2029d', e: *x, f: &y [1\x85, *y]}")

    assert file.documents[0].data == {"personaConfig": {"a\u2028b": "c\u2029d", "e": "c\u2029d", "f": ["1\x85", None]}}


def test_positions_after_them_are_right():
    text = "personaConfig:\n  name: a\u2028b\n  x: no\n"
    [issue] = read(text).issues

    assert text[issue.start : issue.end] == "no"
    assert read(text).source.position(issue.start) == (3, 6)


def test_private_characters_that_stand_in_for_them_may_be_in_the_text_too():
    text = "".join(map(chr, range(0xF0000, 0xF0100)))
    file = read(f"personaConfig: {{name: 'a\u2028b', x: '{text[:-3]}'}}")

    assert file.documents[0].data["personaConfig"] == {"name": "a\u2028b", "x": text[:-3]}


def test_when_no_stand_in_is_left_the_file_is_still_read():
    text = "".join(map(chr, range(0xF0000, 0xF0100)))

    assert read(f"personaConfig: {{name: 'a\u2028b', x: '{text}'}}").documents


def test_both_roads_are_taken(monkeypatch):
    taken = []
    monkeypatch.setattr(reader, "build_plain", lambda *_: taken.append("plain"))
    monkeypatch.setattr(Builder, "build", lambda *_: taken.append("careful"))
    for text in ("a: b", "a: ${B}", "a: &b 1", "a: !b 1", "a: {<<: 1}", "a: $$"):
        read(text)

    assert taken == ["plain", *["careful"] * 5]
