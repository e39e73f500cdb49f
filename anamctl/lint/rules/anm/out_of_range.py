"""
A value is outside of its documented range.

## What it does

Finds numbers below the least or above the greatest documented value, numbers that are none (NaN, infinity),
and texts that are too long. For a field of `voiceGenerationOptions` whose range depends on the voice's
provider, the range is that of all providers together; ANM219 knows more when the provider is known.

## Why it matters

Anam refuses the request, or drops the whole update of a running session.

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  voiceDetectionOptions:
    silenceBeforeAutoEndTurnSeconds: 0.2
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  voiceDetectionOptions:
    silenceBeforeAutoEndTurnSeconds: 0.5
```

## Fix

None: which value sounds right is for you to hear.

## Source

Anam API reference (OpenAPI); Anam docs, "Voice Configuration" and "Voice Detection".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.definitions.document import Kind
from anamctl.lint.finding import Severity
from anamctl.lint.persona_keys import name_of, shown
from anamctl.lint.problems import at
from anamctl.lint.rule import ShapeIssues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import Document
    from anamctl.definitions.shape import Issue
    from anamctl.lint.finding import Problem

CODE = "ANM206"
NAME = "out-of-range"
SUMMARY = "A value is outside of its documented range"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = ShapeIssues("range", "length", "count", kind=Kind.PERSONA)


def check(document: Document, issue: Issue) -> Iterator[Problem]:
    """Name the bounds that a value misses."""
    if issue.detail["model"] == "Tool":
        return  # ANM216
    name = name_of(issue.path)
    unit = ""
    if issue.kind == "length":
        message, unit = f"{name} has {issue.detail['length']:,} characters", " characters"
    elif issue.kind == "count":
        message, unit = f"{name} has {issue.detail['count']:,} items", " items"
    else:
        message = f"{name} is {shown(issue.found)}"
    label = f"expected {_range(issue.detail['min'], issue.detail['max'])}{unit}"
    notes: tuple[str, ...] = ()
    if issue.kind == "range" and not abs(issue.found) < float("inf"):
        notes = ("JSON has no such number",)
    elif issue.detail["model"] == "VoiceGenerationOptions":
        notes = (_by_provider(issue.path[-1]),)
    severity = Severity.WARNING if issue.detail["confidence"] == "inferred" else None
    yield at(document, issue.path, message, label, notes=notes, severity=severity)


def _range(low: float | None, high: float | None) -> str:
    if low is not None and high is not None:
        return f"{low:,.15g} to {high:,.15g}"
    if low is not None:
        return f"at least {low:,.15g}"
    return f"at most {high:,.15g}" if high is not None else "a finite number"


def _by_provider(field: object) -> str:
    from anamctl.definitions.models.voice_ranges import VOICE_COLUMNS

    ranges = (
        f"{column.title} {column.ranges[field][0]:g} to {column.ranges[field][1]:g}"
        for column in VOICE_COLUMNS.values()
        if isinstance(field, str) and field in column.ranges
    )
    return "by voice: " + ", ".join(ranges)
