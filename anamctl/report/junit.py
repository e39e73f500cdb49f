"""
Findings as JUnit XML: a suite for each file, a test case for each finding.

Errors are failures. Warnings and advice do not fail a run, so they are cases that pass and say what they are in
``system-out``; a file without findings is one case that passes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from anamctl.characters import UNSAFE_BEYOND_ASCII
from anamctl.lint.finding import Severity

if TYPE_CHECKING:
    from anamctl.lint.finding import Finding
    from anamctl.report.run import Run

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_UNSAFE = re.compile(f"[\t\r{UNSAFE_BEYOND_ASCII}]")


def render(run: Run) -> str:
    """Give the document."""
    by_path: dict[str, list[Finding]] = {path: [] for path in run.paths}
    for finding in run.findings:
        by_path.setdefault(finding.path, []).append(finding)
    cases = sum(max(1, len(findings)) for findings in by_path.values())
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    counts = f'tests="{cases}" failures="{run.errors}" errors="0" time="{run.seconds:.3f}"'
    lines.append(f'<testsuites name="anamctl validate" {counts}>')
    for path, findings in by_path.items():
        lines += _suite(path, findings)
    lines.append("</testsuites>")
    return "\n".join(lines) + "\n"


def _suite(path: str, findings: list[Finding]) -> list[str]:
    failures = sum(finding.severity is Severity.ERROR for finding in findings)
    name = attribute(path)
    head = f'  <testsuite name={name} tests="{max(1, len(findings))}" failures="{failures}" errors="0" time="0.000">'
    if not findings:
        return [head, f'    <testcase classname={name} name="no findings" time="0.000"/>', "  </testsuite>"]
    return [head, *(_case(finding, name) for finding in findings), "  </testsuite>"]


def _case(finding: Finding, classname: str) -> str:
    title = attribute(f"{finding.code} {finding.name} at line {finding.line}, column {finding.column}")
    message = finding.full_message
    where = f"{finding.path}:{finding.line}:{finding.column}"
    body = text("\n".join([f"{where}: {finding.severity.value} {finding.code} {message}", *finding.notes]))
    if finding.severity is Severity.ERROR:
        inner = f'<failure type="{finding.code}" message={attribute(message)}>{body}</failure>'
    else:
        inner = f"<system-out>{body}</system-out>"
    return f'    <testcase classname={classname} name={title} time="0.000">{inner}</testcase>'


def attribute(value: str) -> str:
    """Give a value of an attribute, in its quotation marks."""
    escaped = text(value).replace('"', "&quot;").replace("\n", " ")
    return f'"{escaped}"'


def text(value: str) -> str:
    """Give text between tags."""
    escaped = _NOT_XML.sub("\ufffd", value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _UNSAFE.sub(lambda match: f"&#{ord(match.group())};", escaped)
