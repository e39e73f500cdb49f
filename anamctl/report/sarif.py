"""Findings as SARIF 2.1.0 (OASIS), which code hosts and editors import."""

from __future__ import annotations

import os
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from anamctl import __version__
from anamctl.lint.finding import Severity
from anamctl.report.dump import dump
from anamctl.report.paths import from_here, uri

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
                "originalUriBaseIds": {"SRCROOT": {"uri": uri(os.getcwd()).rstrip("/") + "/"}},
                "results": [_result(finding, index) for finding in run.findings],
            }
        ],
    }
    return dump(document)


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
    location: dict[str, Any] = {
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
        location["logicalLocations"] = [{"fullyQualifiedName": finding.pointer, "kind": "value"}]
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": _plain("\n".join([finding.full_message, *finding.notes]))},
        "locations": [location],
        "partialFingerprints": {"anamctl/v1": fingerprint(finding)},
    }
    if finding.code in index:
        result["ruleIndex"] = index[finding.code]
    return result


def _plain(message: str) -> str:
    """Write what stands for itself in a message, where braces are placeholders and brackets are links (3.11)."""
    return message.replace("{", "{{").replace("}", "}}").replace("](", "\\](")


def _artifact(path: str) -> dict[str, Any]:
    path = from_here(path)
    artifact = {"uri": uri(path)}
    if not os.path.isabs(path):
        artifact["uriBaseId"] = "SRCROOT"
    return artifact


def fingerprint(finding: Finding) -> str:
    """Name a finding so that it is the same one after lines were added above it."""
    text = finding.excerpt[-1][1].strip()[:_TELLING] if finding.excerpt else ""
    parts = "\0".join((finding.code, from_here(finding.path), finding.pointer, finding.message, text))
    return blake2b(parts.encode(errors="replace"), digest_size=16).hexdigest()


_TELLING = 200
"""Characters of a line that tell it from others; a line can be a whole file."""
