"""
A file cannot be read, or is too large to be a persona.

## What it does

Finds files that were asked for but cannot be opened, that are folders or devices, links that lead nowhere, and files
over the size limit (5 MiB, setting `max-file-size`).

## Why it matters

A file that was not read was not checked, and saying nothing would pass it.

## Example

A file `personas/concierge.yaml` whose permissions keep you from reading it.

## Use instead

The same file after `chmod u+r personas/concierge.yaml`.

## Fix

None: the cause lies outside the file.

## Source

The answer of the operating system.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.lint.finding import Severity
from anamctl.lint.problems import between
from anamctl.lint.rule import ReadIssues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import SourceFile
    from anamctl.definitions.issue import ReadIssue
    from anamctl.lint.finding import Problem

CODE = "YML001"
NAME = "unreadable-file"
SUMMARY = "A file cannot be read, or is too large to be a persona"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = ReadIssues("unreadable", "too-large")


def check(_file: SourceFile, issue: ReadIssue) -> Iterator[Problem]:
    """Say why a file was not read."""
    detail = issue.detail
    if issue.kind == "unreadable":
        label = "nothing in it was checked"
        yield between(issue.start, issue.end, f"file cannot be read: {detail['reason']}", label)
        return
    yield between(
        issue.start,
        issue.end,
        f"file of {_mib(detail['size'])}",
        f"the limit is {_mib(detail['limit'])}; a file with personas has a few kilobytes",
        notes=("nothing in it was checked",),
    )


def _mib(size: int) -> str:
    return f"{size:,} bytes" if size < 1024 * 1024 else f"{size / (1024 * 1024):.1f} MiB"
