"""YAML that means the same to every reader."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from anamctl.definitions.reader import read_bytes
from anamctl.report.yamltext import dump

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="$"), max_size=20) | st.text(
    "ab: #-\n\"'|>&*!%@`{}[],?\t", max_size=12
)
WORDS = st.sampled_from(
    ["no", "on", "1e3", "0o17", "12:30:45", "2026-11-21", "~", "null", ".5", "=", "<<", "y", "0x1F"]
)
DATA = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS | WORDS, inner, max_size=3),
    max_leaves=12,
)


@given(data=DATA)
def test_yaml_1_2_reads_what_was_written(data):
    text = dump({"personaConfig": {"data": data}})

    file = read_bytes(text.encode(), "x.yaml")

    assert repr(file.documents[0].data["personaConfig"]["data"]) == repr(data)
    assert {issue.kind for issue in file.issues} <= {"ambiguous"}


@given(data=DATA)
def test_yaml_1_1_reads_the_same(data):
    assert repr(yaml.safe_load(dump(data))) == repr(data)


@given(text=TEXTS | WORDS)
def test_nothing_is_left_to_interpretation(text):
    file = read_bytes(dump({"personaConfig": {text: text}}).encode(), "x.yaml")

    assert file.issues == []


def test_prompts_are_blocks_and_everything_else_is_short():
    data = {
        "name": "Parcel support",
        "no": "no",
        "time": "12:30",
        "voice": {"speed": 1.0, "config": {}, "rules": []},
        "systemPrompt": "You are Maya.\n\nBe brief.\n",
        "tools": [{"name": "a", "url": "https://x.example/?a=b#c"}, ["p", "q"], []],
        "greeting": "Hello: you",
        "end": "line\nline",
        "more": "line\n\n",
    }

    assert dump(data) == (
        "name: Parcel support\n"
        '"no": "no"\n'
        'time: "12:30"\n'
        "voice:\n"
        "  speed: 1.0\n"
        "  config: {}\n"
        "  rules: []\n"
        "systemPrompt: |\n"
        "  You are Maya.\n"
        "\n"
        "  Be brief.\n"
        "tools:\n"
        "  - name: a\n"
        "    url: https://x.example/?a=b#c\n"
        "  - - p\n"
        "    - q\n"
        "  - []\n"
        'greeting: "Hello: you"\n'
        "end: |-\n"
        "  line\n"
        "  line\n"
        "more: |+\n"
        "  line\n"
        "\n"
    )


@pytest.mark.parametrize("character", ["\u202e", "\u200b", "\x1b", "\x85", "\u2028", "\ufeff", "\U000e0041", "\x7f"])
def test_characters_that_hide_or_drive_a_terminal_are_escaped(character):
    for text in (f"a{character}b", f"first\n{character}second\n"):
        written = dump({"a": text})

        assert character not in written
        assert yaml.safe_load(written) == {"a": text}


@pytest.mark.parametrize(
    ("value", "expected"),
    [(None, "null"), (True, "true"), (1, "1"), (1e300, "1.0e+300"), (float("inf"), ".inf"), (float("-inf"), "-.inf"),
     (float("nan"), ".nan"), (1.5e-7, "1.5e-07"), ({}, "{}"), ([], "[]"), ("x", "x"), ("", '""')],
)  # fmt: skip
def test_a_single_value_is_a_document(value, expected):
    assert dump(value) == f"{expected}\n"


def test_a_text_of_several_lines_is_a_document():
    assert dump("a\nb\n") == "|\n  a\n  b\n"
