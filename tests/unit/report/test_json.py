from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from anamctl.lint.finding import Edit, Fix
from anamctl.report.json import render
from tests.unit.report.samples import ADVICE, WARNING, anything, finding, findings, run
from tests.unit.report.test_width import harmful

FINDING_KEYS = [
    "code",
    "name",
    "severity",
    "message",
    "path",
    "line",
    "column",
    "endLine",
    "endColumn",
    "pointer",
    "fix",
]
SUMMARY_KEYS = ["files", "errors", "warnings", "infos", "seconds"]


def test_the_keys_are_those_that_are_documented():
    document = json.loads(render(run(finding(), WARNING)))

    assert list(document) == ["version", "findings", "summary"]
    assert [list(one) for one in document["findings"]] == [FINDING_KEYS, FINDING_KEYS]
    assert list(document["summary"]) == SUMMARY_KEYS
    assert list(document["findings"][0]["fix"]) == ["title", "safe", "edits"]
    assert list(document["findings"][0]["fix"]["edits"][0]) == ["start", "end", "text"]


def test_the_whole_document():
    assert json.loads(render(run(finding(), WARNING, ADVICE))) == {
        "version": 1,
        "findings": [
            {
                "code": "LNG101",
                "name": "unknown-language-code",
                "severity": "error",
                "message": 'unknown language code "jp": not an ISO 639-1 code; did you mean "ja" (Japanese, 日本語)?',
                "path": "personas/concierge.yaml",
                "line": 24,
                "column": 3,
                "endLine": 24,
                "endColumn": 5,
                "pointer": "/languages/jp",
                "fix": {
                    "title": "rename the key to ja",
                    "safe": True,
                    "edits": [{"start": 612, "end": 614, "text": "ja"}],
                },
            },
            {
                "code": "BOL302",
                "name": "active-language",
                "severity": "warning",
                "message": 'active_language "pt" is not among the languages: one of: en, hi, ta\n'
                'Bolna answers this with "Invalid multilingual config" and saves nothing',
                "path": "personas/support.yaml",
                "line": 19,
                "column": 22,
                "endLine": 19,
                "endColumn": 24,
                "pointer": "/multilingual_config/active_language",
                "fix": None,
            },
            {
                "code": "TXT409",
                "name": "short-prompt",
                "severity": "info",
                "message": "the prompt is short",
                "path": "personas/support.yaml",
                "line": 1,
                "column": 1,
                "endLine": 1,
                "endColumn": 1,
                "pointer": "",
                "fix": {
                    "title": "add a sentence",
                    "safe": False,
                    "edits": [{"start": 0, "end": 0, "text": "Answer briefly."}],
                },
            },
        ],
        "summary": {"files": 14, "errors": 1, "warnings": 1, "infos": 1, "seconds": 0.123},
    }


def test_a_clean_run_has_an_empty_list():
    assert json.loads(render(run()))["findings"] == []


@given(findings(st.text(st.characters())))
def test_every_text_comes_back_as_it_was_and_controls_nothing(one):
    text = render(run(one))
    shown = json.loads(text)["findings"][0]

    assert harmful(text) <= {"\n"}
    assert shown["path"] == one.path
    assert shown["pointer"] == one.pointer
    assert shown["message"] == "\n".join([one.full_message, *one.notes])


@given(findings(anything))
def test_any_text_can_be_encoded(one):
    render(run(one)).encode()


def test_several_edits_keep_their_order():
    fix = Fix("swap", (Edit(5, 6, "b"), Edit(9, 10, "a")))

    edits = json.loads(render(run(finding(fix=fix))))["findings"][0]["fix"]["edits"]

    assert edits == [{"start": 5, "end": 6, "text": "b"}, {"start": 9, "end": 10, "text": "a"}]
