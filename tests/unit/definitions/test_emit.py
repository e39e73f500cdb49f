from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from anamctl.definitions import emit
from anamctl.definitions.reader import read_bytes

TRAPS = ["no", "1e5", "0o17", "1.0", "~", "null", "12:30", "2026-01-01", "=", "<<", "...", "---", "- a", ".5", "1_000"]
TEXTS = (
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
    | st.text(alphabet=" \n\t#:-'\"$${}[],|>ab\u2028\x85\ufeff\r", max_size=12)
    | st.sampled_from(TRAPS)
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
)


def read(text: str, name: str = "a.yaml"):
    file = read_bytes(text.encode(), name, {})
    assert [issue.kind for issue in file.issues] == []
    return file.documents[0].data


@given(VALUES)
def test_our_reader_gets_back_what_was_written_and_has_nothing_to_say(value):
    document = {"agent_config": value}

    assert repr(read(emit.document(document))) == repr(document)


@given(VALUES)
def test_what_is_written_in_one_line_is_read_too(value):
    assert repr(read(f"agent_config: {emit.flow(value)}\n")) == repr({"agent_config": value})


@given(VALUES)
def test_json_is_read_too(value):
    document = {"agent_config": value}
    if "nan" not in repr(value) and "inf" not in repr(value):
        assert repr(read(emit.as_json(document), "a.json")) == repr(document)


@given(VALUES)
def test_a_yaml_1_1_reader_gets_the_same(value):
    document = {"agent_config": value}
    text = emit.document(document)
    if "$" not in text:  # a doubled dollar sign is ours
        assert repr(yaml.safe_load(text)) == repr(document)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({}, "{}\n"),
        ({"a": {}, "b": []}, "a: {}\nb: []\n"),
        ({"a": [1, "x", None, True]}, "a: [1, x, null, true]\n"),
        ({"a": [["x", "w"], ["z"]]}, "a:\n  - [x, w]\n  - [z]\n"),
        ({"a": [{"b": 1, "c": {"d": 2}}, {}]}, "a:\n  - b: 1\n    c:\n      d: 2\n  - {}\n"),
        ({"a": "one\ntwo\n"}, "a: |\n  one\n  two\n"),
        ({"a": "one\ntwo"}, "a: |-\n  one\n  two\n"),
        ({"a": "one\n\n"}, "a: |+\n  one\n\n"),
        ({"a": " one\ntwo"}, "a: |2-\n   one\n  two\n"),
        ({"a": "tab\there"}, 'a: "tab\\there"\n'),
        ({"a": "line\r\nbreak"}, 'a: "line\\r\\nbreak"\n'),
        ({"a": "\u2028"}, 'a: "\\u2028"\n'),
        ({"a": ""}, 'a: ""\n'),
        ({"no": "yes"}, '"no": "yes"\n'),
        ({"a": "1e5", "b": 1e5, "c": 1e22, "d": 1.5e-7}, 'a: "1e5"\nb: 100000.0\nc: 1.0e+22\nd: 1.5e-07\n'),
        ({"a": "नमस्ते 😀"}, "a: नमस्ते 😀\n"),
        ({"a": "it's", "b": 'say "x"', "c": "a: b", "d": "a #b"}, 'a: it\'s\nb: say "x"\nc: "a: b"\nd: "a #b"\n'),
        ({"a": "{name}", "b": "x {name}"}, 'a: "{name}"\nb: x {name}\n'),
        ({"a": "${HOME} $$ $5 $"}, "a: $${HOME} $$$ $5 $\n"),
        ({"$$": 1}, "$$: 1\n"),
        ({"a": ["x" * 60, "y" * 60]}, f"a:\n  - {'x' * 60}\n  - {'y' * 60}\n"),
        ({"a": ["one\ntwo\n"]}, "a:\n  - |\n    one\n    two\n"),
    ],
)
def test_it_looks_as_people_would_write_it(value, text):
    assert emit.document(value) == text


def test_json_is_indented_as_far_as_its_line():
    assert emit.as_json({"a": [1]}, 4) == '{\n      "a": [\n        1\n      ]\n    }'
    assert json.loads(emit.as_json({"a": "${X}"})) == {"a": "$${X}"}
