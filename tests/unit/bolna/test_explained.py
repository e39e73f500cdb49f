"""Every value of the worked examples, with the line and the rules that a person wrote down."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from anamctl.bolna.agent_languages import Languages
from anamctl.bolna.agent_sheet import agent_sheet, shown_tools
from anamctl.definitions.explained import explain
from anamctl.definitions.reader import read_bytes

FOLDER = Path(__file__).parent / "explained"
VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text(encoding="utf-8"))


def sheet_of(name):
    (document,) = read_bytes((FOLDER / f"{name}.yaml").read_bytes(), f"{name}.yaml").documents
    (tools,) = shown_tools(document)
    return document, agent_sheet(document, Languages(tools), f"{name}.yaml")


def written(name):
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split() for line in lines if line and not line.startswith("#")]
    assert all(len(row) == 7 for row in rows)
    return {(row[0], row[1]): row[2:] for row in rows}


def shown(value):
    text = value if isinstance(value, str) else json.dumps(value)
    return "_".join(text.split())


@pytest.mark.parametrize("name", ["vectors", "documentation"])
def test_every_value_is_explained_as_it_was_written_down_by_hand(name):
    document, sheet = sheet_of(name)

    found = {}
    for code in sheet.columns[1:]:
        for row in explain(document, sheet, code):
            rules = ",".join(row.rules) or "-"
            found[code, row.key] = [shown(row.value), str(row.line), row.origin, rules, row.confidence or "-"]

    assert found == written(name)


def test_the_files_are_the_worked_examples():
    (vectors,) = read_bytes((FOLDER / "vectors.yaml").read_bytes(), "v.yaml").documents
    tools = vectors.data["tools_config"]
    assert {key: tools[key] for key in ("transcriber", "synthesizer")} == VECTORS["base"]
    entries = {vector["code"]: vector["entry"] for vector in VECTORS["vectors"]}
    assert tools["multilingual_config"]["languages"] == entries

    (example,) = read_bytes((FOLDER / "documentation.yaml").read_bytes(), "d.yaml").documents
    expected = VECTORS["documentation_example"]["tools_config"]
    found = example.data["agent_config"]["tasks"][0]["tools_config"]
    found["multilingual_config"]["languages"]["hi"]["system_prompt"] = "संक्षेप में उत्तर दें।"
    assert found == expected


@pytest.mark.parametrize("name", ["vectors", "documentation"])
def test_a_line_holds_the_value_or_the_key_that_it_comes_from(name):
    text = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8").splitlines()

    for (code, key), (value, line, origin, _, _) in written(name).items():
        there = text[int(line) - 1]
        if origin == "key":
            assert there.strip() == f"{code}:"
        elif key.endswith("_prompt"):
            assert "system_prompt:" in there
        else:
            assert value.replace("_", " ") in there.replace("_", " ")
