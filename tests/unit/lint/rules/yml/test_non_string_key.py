"""YML013: keys that are no text."""

from __future__ import annotations

import pytest

from anamctl.definitions.reader import read_bytes
from anamctl.lint.finding import Severity
from anamctl.lint.rules.yml import non_string_key
from tests.unit.lint.rules.yml.asking import ask, one


@pytest.mark.parametrize(
    ("key", "what"), [("1", "a number"), ("1.5", "a number"), ("true", "a boolean"), ("null", "null"), ("~", "null")]
)
@pytest.mark.parametrize(
    "frame", ["personaConfig:\n  {}: a\n", "personaConfig: {{{}: a}}\n", "personaConfig:\n  &k {}: a\n"]
)
def test_scalars_get_quotes(frame, key, what):
    source = frame.format(key)
    found = one(non_string_key, source)

    assert (found.text, found.message) == (key, f"key {key} is {what}")
    assert found.label == f'a key is text; write "{key}"'
    assert found.severity is Severity.WARNING
    assert found.fixed == frame.format(f'"{key}"')
    assert ask(non_string_key, found.fixed) == []
    assert read_bytes(found.fixed.encode(), "a.yaml").documents[0].data == {"personaConfig": {key: "a"}}


@pytest.mark.parametrize(
    ("text", "place", "pointed_at", "message", "label"),
    [
        (
            "personaConfig:\n  name: {{ guest }}\n",
            "2:9",
            "{{ guest }}",
            "a mapping as a key",
            "text that begins with a brace or bracket needs quotes",
        ),
        ("personaConfig:\n  ? {a: b}\n  : c\n", "2:5", "{a: b}", "a mapping as a key", "a key is text"),
        ("personaConfig: {? {a: b}}\n", "1:19", "{a: b}", "a mapping as a key", "a key is text"),
        ("personaConfig:\n  ? [a, b]\n  : c\n", "2:5", "[a, b]", "a list as a key", "a key is text"),
        ("personaConfig:\n  ? - a\n    - b\n  : c\n", "2:5", "- a", "a list as a key", "a key is text"),
    ],
)
def test_collections_are_errors(text, place, pointed_at, message, label):
    found = one(non_string_key, text)

    assert (found.place, found.text, found.message) == (place, pointed_at, message)
    assert found.label == label
    assert found.notes == ("it was left out",)
    assert found.severity is Severity.ERROR
    assert found.fix is None


def test_a_colon_without_a_key_is_found():
    found = one(non_string_key, "? \n: a\n")

    assert found.message == "colon without a key"
    assert found.fix is None


@pytest.mark.parametrize("text", ['"1": a', "'true': a", "one: a", "1a: a", '"": a', "no: a"])
def test_text_passes(text):
    assert ask(non_string_key, text) == []


def test_keys_of_json_are_always_text():
    assert ask(non_string_key, '{"1": 2, "true": 3, "": 4}', "a.json") == []
