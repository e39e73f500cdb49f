"""Findings as SARIF 2.1.0 (OASIS), which code hosts and editors import."""

from __future__ import annotations

import json
import os
from hashlib import blake2b
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from anamctl import __version__
from anamctl.lint.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from anamctl.lint.finding import Finding
    from anamctl.lint.rule import Rule
    from anamctl.report.run import Run

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(run: Run, rules: Iterable[Rule]) -> str:
    """
    Give the log of one run.

    Args:
        run: what was found.
        rules: all rules, for the table that results point into.
    """
    table = list(rules)
    index = {rule.code: number for number, rule in enumerate(table)}
    document = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "anamctl",
                        "version": __version__,
                        "semanticVersion": __version__,
                        "rules": [_rule(rule) for rule in table],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {"SRCROOT": {"uri": _base_uri()}},
                "results": [_result(finding, index) for finding in run.findings],
            }
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _base_uri() -> str:
    path = os.getcwd().replace(os.sep, "/").rstrip("/")
    return "file://" + ("" if path.startswith("/") else "/") + quote(path) + "/"


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": _what_it_does(rule.doc) or rule.summary},
        "help": {"text": rule.doc.strip(), "markdown": rule.doc.strip()},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _what_it_does(doc: str) -> str:
    _, _, rest = doc.partition("## What it does")
    return " ".join(rest.partition("##")[0].split())


def _result(finding: Finding, index: dict[str, int]) -> dict[str, Any]:
    location = {
        "physicalLocation": {
            "artifactLocation": _artifact(finding.path),
            "region": {
                "startLine": finding.line,
                "startColumn": finding.column,
                "endLine": finding.end_line,
                "endColumn": finding.end_column,
            },
        }
    }
    if finding.pointer:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.pointer, "kind": "value"}]  # type: ignore[assignment]
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": "\n".join([finding.full_message, *finding.notes])},
        "locations": [location],
        "partialFingerprints": {"anamctl/v1": fingerprint(finding)},
    }
    if finding.code in index:
        result["ruleIndex"] = index[finding.code]
    return result


def _artifact(path: str) -> dict[str, Any]:
    if os.path.isabs(path):
        posix = path.replace(os.sep, "/")
        return {"uri": "file://" + ("" if posix.startswith("/") else "/") + quote(posix)}
    return {"uri": quote(path.replace(os.sep, "/")), "uriBaseId": "SRCROOT"}


def fingerprint(finding: Finding) -> str:
    """Name a finding so that it is the same one after lines were added above it."""
    text = finding.excerpt[-1][1].strip() if finding.excerpt else ""
    parts = "\0".join((finding.code, finding.path.replace(os.sep, "/"), finding.pointer, finding.message, text))
    return blake2b(parts.encode(errors="replace"), digest_size=16).hexdigest()
