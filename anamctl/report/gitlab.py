"""Findings as a GitLab Code Quality report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.lint.finding import Severity
from anamctl.report.dump import dump
from anamctl.report.paths import from_here
from anamctl.report.sarif import fingerprint

if TYPE_CHECKING:
    from anamctl.report.run import Run

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(run: Run) -> str:
    """Give the list of issues; two alike get different fingerprints, because GitLab drops repeated ones."""
    seen: dict[str, int] = {}
    issues = []
    for finding in run.findings:
        name = fingerprint(finding)
        seen[name] = seen.get(name, 0) + 1
        issues.append(
            {
                "description": finding.full_message,
                "check_name": finding.code,
                "fingerprint": name if seen[name] == 1 else f"{name}-{seen[name]}",
                "severity": _SEVERITIES[finding.severity],
                "location": {
                    "path": from_here(finding.path),
                    "positions": {
                        "begin": {"line": finding.line, "column": finding.column},
                        "end": {"line": finding.end_line, "column": finding.end_column},
                    },
                    "lines": {"begin": finding.line, "end": finding.end_line},
                },
            }
        )
    return dump(issues)
