"""ANM227: schemas of tools that are too large."""

from __future__ import annotations

import json

import pytest

from anamctl.lint.finding import Severity
from anamctl.lint.rules.anm import tool_schema_size
from tests.unit.lint.rules.anm.samples import INLINE, ask, one


def persona(schema, key="parameters"):
    return INLINE + f"  tools:\n    - type: server\n      name: a\n      {key}: {schema}\n"


def schema_of(size, letter):
    """Make a schema of so many bytes of JSON."""
    empty = len(json.dumps({"d": ""}, separators=(",", ":")))
    count, rest = divmod(size - empty, len(letter.encode()))
    return json.dumps({"d": letter * count + "a" * rest}, ensure_ascii=False)


@pytest.mark.parametrize("key", ["parameters", "queryParameters"])
@pytest.mark.parametrize("letter", ["a", "é", "日", "😀"])
def test_the_limit_counts_bytes_of_utf_8(letter, key):
    found = one(tool_schema_size, persona(schema_of(10_001, letter), key))

    assert (found.place, found.text) == ("8:7", key)
    assert found.message == f"{key} has 10,001 bytes as JSON"
    assert found.label == "expected at most 10,000; a tool in toolIds has no such limit"
    assert found.severity is Severity.ERROR
    assert not ask(tool_schema_size, persona(schema_of(10_000, letter), key))


def test_white_space_of_the_file_does_not_count():
    assert not ask(tool_schema_size, persona('{type: object,  "x":' + " " * 20_000 + "1}"))


def test_escapes_count():
    text = '"' + "\\u0001" * 1700 + '"'
    assert one(tool_schema_size, persona(f"{{d: {text}}}")).message == "parameters has 10,208 bytes as JSON"


def test_what_an_alias_stands_for_counts_each_time():
    text = persona("{a: &a {d: " + "x" * 2000 + "}, b: *a, c: *a, d: *a, e: *a}")
    assert one(tool_schema_size, text).pointer == "/personaConfig/tools/0/parameters"


@pytest.mark.parametrize("schema", ["{}", "null", "text", "[1]"])
def test_small_and_other_schemas_pass(schema):
    assert not ask(tool_schema_size, persona(schema))
