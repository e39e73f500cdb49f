from __future__ import annotations

from functools import cache
from importlib.metadata import distribution
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import xmlschema
from hypothesis import given
from hypothesis import strategies as st

from anamctl.lint.finding import Severity
from anamctl.report.junit import render
from tests.unit.report.samples import ADVICE, WARNING, anything, finding, findings, run
from tests.unit.report.test_width import harmful


def parse(text: str) -> Any:
    return ET.fromstring(text.encode())


@cache
def schema() -> xmlschema.XMLSchema:
    """Give the schema that several readers of JUnit reports have in common."""
    path = distribution("pyEDAA.Reports").locate_file("pyEDAA/Reports/Resources/Any-JUnit.xsd")
    return xmlschema.XMLSchema(str(path))


def test_a_suite_for_each_file_and_a_case_for_each_finding():
    paths = ("personas/a.yaml", "personas/concierge.yaml", "personas/support.yaml")
    root = parse(render(run(finding(), WARNING, ADVICE, paths=paths)))

    assert root.attrib == {
        "name": "anamctl validate",
        "tests": "4",
        "failures": "1",
        "errors": "0",
        "time": "0.123",
    }
    assert [(suite.get("name"), suite.get("tests"), suite.get("failures")) for suite in root] == [
        ("personas/a.yaml", "1", "0"),
        ("personas/concierge.yaml", "1", "1"),
        ("personas/support.yaml", "2", "0"),
    ]
    assert [case.get("name") for case in root.iter("testcase")] == [
        "no findings",
        "LNG101 unknown-language-code at line 24, column 3",
        "BOL302 active-language at line 19, column 22",
        "TXT409 short-prompt at line 1, column 1",
    ]


def test_an_error_is_a_failure_and_everything_else_passes():
    root = parse(render(run(finding(), WARNING, ADVICE)))
    failed, warned, advised = root.iter("testcase")

    assert failed.find("failure").attrib == {
        "type": "LNG101",
        "message": 'unknown language code "jp": not an ISO 639-1 code; did you mean "ja" (Japanese, 日本語)?',
    }
    assert failed.find("failure").text.startswith("personas/concierge.yaml:24:3: error LNG101 unknown language")
    assert warned.find("failure") is None
    assert warned.find("system-out").text == (
        'personas/support.yaml:19:22: warning BOL302 active_language "pt" is not among the languages: '
        'one of: en, hi, ta\nBolna answers this with "Invalid multilingual config" and saves nothing'
    )
    assert advised.find("system-out").text.endswith("info TXT409 the prompt is short")


def test_the_schema_would_find_a_mistake():
    good = render(run(finding()))

    schema().validate(good)
    for bad in (
        good.replace("<failure", "<fault").replace("/failure", "/fault"),
        good.replace(' name="LNG', ' n="LNG'),
    ):
        with pytest.raises(xmlschema.XMLSchemaValidationError):
            schema().validate(bad)


def test_runs_of_every_kind_fit_the_schema():
    for one in (run(), run(paths=("a.yaml", "b.yaml")), run(finding(), WARNING, ADVICE, paths=("c.yaml",))):
        schema().validate(render(one))


@given(st.lists(findings(anything), max_size=3))
def test_any_findings_fit_the_schema_and_control_nothing(found):
    text = render(run(*found))
    root = parse(text)
    schema().validate(text)

    assert harmful(text) <= {"\n"}
    assert len(list(root.iter("testcase"))) == len(found)
    assert len(list(root.iter("failure"))) == sum(one.severity is Severity.ERROR for one in found)


@given(st.text(st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"), min_size=1))
def test_text_that_xml_can_hold_comes_back_as_it_was(text):
    root = parse(render(run(finding(path=text, message=text, label="", notes=(text,)))))

    assert root.find("testsuite").get("name") == text
    assert root.find(".//failure").get("message") == text
    assert root.find(".//failure").text == f"{text}:24:3: error LNG101 {text}\n{text}"


def test_what_xml_cannot_hold_is_replaced():
    root = parse(render(run(finding(message="a\x00b\x1bc\ud800d", label=""))))

    assert root.find(".//failure").get("message") == "a\ufffdb\ufffdc\ufffdd"
