"""Findings as workflow commands of GitHub Actions, which shows them as annotations in the changed files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.lint.finding import Severity
from anamctl.report.paths import from_here
from anamctl.report.text import Style, summary
from anamctl.report.width import visible

if TYPE_CHECKING:
    from anamctl.lint.finding import Finding
    from anamctl.report.run import Run

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(run: Run) -> str:
    """Give one workflow command a finding, then the summary as an ordinary line of the log."""
    return "\n".join([*(_command(finding) for finding in run.findings), summary(run, Style(color=False)), ""])


def _command(finding: Finding) -> str:
    properties = {
        "file": visible(from_here(finding.path)),
        "line": str(finding.line),
        "endLine": str(finding.end_line),
        "col": str(finding.column),
        "endColumn": str(finding.end_column),
        "title": f"{finding.code} {finding.name}",
    }
    if finding.end_line != finding.line:
        # GitHub refuses columns for a span of several lines.
        del properties["col"], properties["endColumn"]
    listed = ",".join(f"{key}={_escape(value, ',:')}" for key, value in properties.items())
    message = "\n".join(map(visible, (finding.full_message, *finding.notes)))
    return f"::{_LEVELS[finding.severity]} {listed}::{_escape(message)}"


def _escape(text: str, more: str = "") -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text
