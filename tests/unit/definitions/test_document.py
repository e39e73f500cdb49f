"""Documents: their kind, and where their parts stand."""

from __future__ import annotations

import pytest

from anamctl.definitions.document import Kind, kind_of
from anamctl.definitions.reader import read_bytes

SAMPLE = """\
# comment
personaConfig:
  name: Anna
  tools:
    - {name: a}
    -
  voiceDetectionOptions: {}
languages:
"""


def document(text=SAMPLE, path="a.yaml"):
    return read_bytes(text.encode(), path).documents[0]


def shown(span, text=SAMPLE):
    return text[span.start : span.end]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ({"personaConfig": None}, Kind.PERSONA),
        ({"agent_config": {}}, Kind.AGENT),
        ({"tools_config": {}}, Kind.AGENT),
        ({"multilingual_config": {}}, Kind.AGENT),
        ({"personaConfig": {}, "agent_config": {}}, Kind.PERSONA),
        ({"agent_prompts": {}}, Kind.UNKNOWN),
        ({"languages": {}}, Kind.UNKNOWN),
        ({}, Kind.UNKNOWN),
        ([], Kind.UNKNOWN),
        ("personaConfig", Kind.UNKNOWN),
        (None, Kind.UNKNOWN),
    ],
)
def test_top_level_keys_tell_the_kind(data, kind):
    assert kind_of(data) is kind


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (("personaConfig", "name"), "Anna"),
        (("personaConfig", "tools"), "tools"),
        (("personaConfig", "tools", 0), "name"),
        (("personaConfig", "tools", 0, "name"), "a"),
        (("personaConfig", "tools", 1), ""),
        (("personaConfig", "voiceDetectionOptions"), "voiceDetectionOptions"),
        (("languages",), ""),
        ((), "personaConfig"),
        (("personaConfig", "absent"), "personaConfig"),
        (("absent", "deeper"), "personaConfig"),
    ],
)
def test_a_place_is_a_scalar_or_the_key_of_the_rest(path, text):
    assert shown(document().place(path)) == text


def test_the_place_of_an_empty_mapping_is_its_brace():
    text = "{}"
    [issue] = read_bytes(text.encode(), "a.yaml").issues

    assert (issue.start, issue.end) == (0, 1)


def test_key_and_value_have_spans_of_their_own():
    sample = document()

    assert shown(sample.key_span(("personaConfig", "name"))) == "name"
    assert shown(sample.value_span(("personaConfig", "name"))) == "Anna"
    assert shown(sample.value_span(("personaConfig", "tools", 0))) == "{name: a}"
    assert shown(sample.key_span(("personaConfig", "tools", 0))) == "{name: a}"


def test_what_is_not_there_has_the_span_of_its_parent():
    sample = document()

    assert sample.value_span(("personaConfig", "name", "x")) == sample.value_span(("personaConfig", "name"))
    assert sample.key_span(("personaConfig", "absent")) == sample.value_span(("personaConfig",))


def test_documents_are_counted_as_they_stand_in_the_file():
    text = "personaConfig: {a: 1}\n---\n---\n- list\n---\nagent_config: {}\n---\nunknown: 1\n"
    file = read_bytes(text.encode(), "a.yaml")

    assert [(one.index, one.kind) for one in file.documents] == [(0, Kind.PERSONA), (3, Kind.AGENT), (4, Kind.UNKNOWN)]
    assert [issue.kind for issue in file.issues] == ["empty", "toplevel", "kind"]


def test_documents_share_the_text_of_their_file():
    file = read_bytes(b"personaConfig: {}\n---\npersonaConfig: {}\n", "a.yaml")

    assert all(one.source is file.source for one in file.documents)
