"""Findings as one JSON document (docs/reference/json.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anamctl.report.dump import dump

if TYPE_CHECKING:
    from anamctl.lint.finding import Finding, Fix
    from anamctl.report.run import Run

VERSION = 1
"""Goes up when a key is removed or changes its meaning; new keys do not count."""


def render(run: Run) -> str:
    """Give the document; lines and columns count from 1, columns in code points, ends are not part of the span."""
    document = {
        "version": VERSION,
        "findings": [_finding(finding) for finding in run.findings],
        "summary": {
            "files": run.files,
            "errors": run.errors,
            "warnings": run.warnings,
            "infos": run.infos,
            "seconds": round(run.seconds, 3),
        },
    }
    return dump(document)


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": "\n".join([finding.full_message, *finding.notes]),
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "endLine": finding.end_line,
        "endColumn": finding.end_column,
        "pointer": finding.pointer,
        "fix": _fix(finding.fix),
    }


def _fix(fix: Fix | None) -> dict[str, Any] | None:
    """Describe a fix; its edits are code points of the text without a byte order mark."""
    if fix is None:
        return None
    edits = [{"start": edit.start, "end": edit.end, "text": edit.text} for edit in fix.edits]
    return {"title": fix.title, "safe": fix.safe, "edits": edits}
