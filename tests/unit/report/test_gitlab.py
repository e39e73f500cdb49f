from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from anamctl.report.gitlab import render
from tests.unit.report.samples import ADVICE, WARNING, anything, finding, findings, run

POSITION = {
    "type": "object",
    "required": ["line", "column"],
    "properties": {"line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}},
    "additionalProperties": False,
}
DOCUMENTED = {
    # GitLab docs, Code Quality report format: what has to be there, and what may be.
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string"},
            "check_name": {"type": "string", "pattern": "^[A-Z]{3}[0-9]{3}$"},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}(-[0-9]+)?$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "minLength": 1, "not": {"pattern": "^\\./"}},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}, "end": {"type": "integer"}},
                        "additionalProperties": False,
                    },
                    "positions": {
                        "type": "object",
                        "properties": {"begin": POSITION, "end": POSITION},
                        "additionalProperties": False,
                    },
                },
                "additionalProperties": False,
            },
        },
        "additionalProperties": False,
    },
}
VALIDATOR = Draft202012Validator(DOCUMENTED)


def issues(*found) -> list[dict]:
    listed = json.loads(render(run(*found)))
    VALIDATOR.validate(listed)
    return listed


def test_an_issue_for_each_finding():
    first, second, third = issues(finding(), WARNING, ADVICE)

    assert first == {
        "description": 'unknown language code "jp": not an ISO 639-1 code; did you mean "ja" (Japanese, 日本語)?',
        "check_name": "LNG101",
        "fingerprint": first["fingerprint"],
        "severity": "major",
        "location": {
            "path": "personas/concierge.yaml",
            "positions": {"begin": {"line": 24, "column": 3}, "end": {"line": 24, "column": 5}},
            "lines": {"begin": 24, "end": 24},
        },
    }
    assert (second["severity"], third["severity"]) == ("minor", "info")


def test_a_clean_run_is_an_empty_list():
    assert issues() == []


def test_two_alike_have_different_fingerprints():
    listed = issues(finding(), finding(line=30, end_line=30), finding(line=31, end_line=31))

    assert len({issue["fingerprint"] for issue in listed}) == 3


def test_a_fingerprint_stays_when_lines_are_added_above():
    moved = finding(line=90, end_line=90, excerpt=((89, "languages:"), (90, "  jp:")))

    assert issues(moved)[0]["fingerprint"] == issues(finding())[0]["fingerprint"]


def test_a_fingerprint_changes_with_file_rule_place_and_text():
    others = [
        finding(),
        finding(path="b.yaml"),
        finding(code="LNG102"),
        finding(pointer="/languages/x"),
        finding(message="another"),
        finding(excerpt=((24, "  jp: # x"),)),
    ]

    assert len({issue["fingerprint"] for one in others for issue in issues(one)}) == len(others)


def test_a_path_is_relative_whichever_way_it_was_given(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    given_as = ["personas/a.yaml", "./personas/a.yaml", str(tmp_path / "personas" / "a.yaml")]

    listed = [issue for path in given_as for issue in issues(finding(path=path))]

    assert {issue["location"]["path"] for issue in listed} == {"personas/a.yaml"}
    assert len({issue["fingerprint"] for issue in listed}) == 1


@given(st.lists(findings(anything), max_size=4))
def test_any_findings_have_the_documented_shape_and_unlike_fingerprints(found):
    listed = issues(*found)

    assert len(listed) == len(found)
    assert len({issue["fingerprint"] for issue in listed}) == len(found)
