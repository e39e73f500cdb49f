"""What keys of persona files are called."""

from __future__ import annotations

import pytest

from anamctl.definitions.reader import read_bytes
from anamctl.definitions.shape import known_keys
from anamctl.lint.persona_keys import SYNONYMS, inline_tools, name_of, shown, used_keys


def document(text):
    return read_bytes(text.encode(), "x.yaml").documents[0]


def test_the_keys_of_all_layers_are_used():
    doc = document("personaConfig: {a: 1}\nlanguages: {fr: {b: 1}, de: , it: {a: 1}}\nsessionOptions: {c: 1}\n")

    assert used_keys(doc) == {"a", "b"}
    assert used_keys(doc) is used_keys(doc)


def test_tools_of_all_layers_are_given_with_their_paths():
    doc = document("personaConfig: {tools: [{name: a}, 1]}\nlanguages: {fr: {tools: [{name: b}]}, de: {tools: x}}\n")

    assert list(inline_tools(doc)) == [
        (("personaConfig", "tools", 0), {"name": "a"}),
        (("languages", "fr", "tools", 0), {"name": "b"}),
    ]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (("personaConfig",), "personaConfig"),
        (("personaConfig", "voiceId"), "voiceId"),
        (("personaConfig", "toolIds", 1), "toolIds[1]"),
        (("personaConfig", "tools", 0, "name"), "tools[0].name"),
        (("languages", "fr"), "languages.fr"),
        (("languages", "fr", "voiceId"), "voiceId"),
        (("languages", "a\nb"), 'languages."a\\u{a}b"'),
        (("languages", "x" * 61), f'languages."{"x" * 59}…"'),
    ],
)
def test_a_value_is_named_by_its_key(path, name):
    assert name_of(path) == name


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (7200, "7,200"),
        (0.1, "0.1"),
        (1e16, "1e+16"),
        (10**15, "a number of too many digits"),
        (-(10**400), "a number of too many digits"),
        (float("nan"), "NaN, which is no number"),
        (float("-inf"), "infinite"),
    ],
)
def test_any_number_can_be_shown(value, text):
    assert shown(value) == text


def test_synonyms_lead_to_known_keys_and_are_none_themselves():
    for model, words in SYNONYMS.items():
        assert set(words.values()) <= set(known_keys(model))
        assert not set(words) & set(known_keys(model))
