from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator

from anamctl.definitions.schema import schema_text


@pytest.mark.parametrize("kind", ["persona", "agent"])
def test_the_schema_is_printed(anamctl, kind):
    code, out, err = anamctl("schema", kind)

    assert (code, out, err) == (0, schema_text(kind), "")
    Draft202012Validator.check_schema(json.loads(out))


def test_the_schema_is_written_where_it_is_asked_for(anamctl, tmp_path):
    assert anamctl("schema", "persona", "--output", "persona.json") == (0, "", "")
    assert (tmp_path / "persona.json").read_text(encoding="utf-8") == schema_text("persona")


def test_a_folder_that_is_not_there_is_a_usage_error(anamctl):
    code, _, err = anamctl("schema", "persona", "--output", "no/persona.json")

    assert code == 2
    assert err.startswith("anamctl: cannot write no/persona.json: ")
    assert err.endswith("hint: does its folder exist?\n")
