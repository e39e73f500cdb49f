"""
Voice options hold a key that Anam does not know.

## What it does

Finds unknown keys in `voiceGenerationOptions` and `voiceDetectionOptions`, in `personaConfig` and in the
entries of `languages`, and names the nearest known key.

## Why it matters

These two objects are closed: an update of a running session with an unknown field is rejected as a whole, and
the voice stays as it was.

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  voiceDetectionOptions:
    endOfSpeechSensitivty: 0.7
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  voiceDetectionOptions:
    endOfSpeechSensitivity: 0.7
```

## Fix

Safe: renames a key that is a misspelling of exactly one known key which is not given yet.

## Source

Anam docs, "Mid-Session Updates", "Voice Configuration" and "Voice Detection".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.definitions.document import Kind
from anamctl.lint.finding import Severity
from anamctl.lint.rule import ShapeIssues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import Document
    from anamctl.definitions.shape import Issue
    from anamctl.lint.finding import Problem

CODE = "ANM203"
NAME = "unknown-voice-option"
SUMMARY = "Voice options hold a key that Anam does not know"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = ShapeIssues("unknown", kind=Kind.PERSONA)


def check(document: Document, issue: Issue) -> Iterator[Problem]:
    """Point at an unknown key of a closed object."""
    from anamctl.lint.persona_keys import suggest
    from anamctl.lint.problems import at, quote

    if not issue.detail["closed"]:
        return
    known = ", ".join(issue.detail["known"])
    label, fix = suggest(document, issue)
    yield at(
        document,
        issue.path,
        f"unknown key {quote(issue.found)} in {issue.path[-2]}",
        label or f"known keys: {known}",
        part="key",
        notes=(
            "Anam rejects an update that has an unknown field, all of it",
            *([f"known keys: {known}"] if label else []),
        ),
        fix=fix,
    )
