"""
The top level of a persona file has an unknown key.

## What it does

Finds keys beside `personaConfig` other than `sessionOptions`, `clientLabel`, `languages` and `$schema`, and
names the nearest of them or the place where the key belongs.

## Why it matters

What stands under a misspelt key is used by nobody: a persona with `langauges` speaks one language. The top
level is anamctl's own format, so an unknown key is never something newer than us.

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
langauges:
  fr: {voiceId: de23e340-1416-4dd8-977d-065a7ca11697}
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
languages:
  fr: {voiceId: de23e340-1416-4dd8-977d-065a7ca11697}
```

## Fix

Safe: renames a key that is a misspelling of exactly one known key which is not given yet.

## Source

The format of anamctl's persona files; `personaConfig`, `sessionOptions` and `clientLabel` are those of the
session token in the Anam API reference (OpenAPI).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.definitions.document import AGENT_KEYS, Kind
from anamctl.lint.finding import Severity
from anamctl.lint.rule import ShapeIssues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import Document
    from anamctl.definitions.shape import Issue
    from anamctl.lint.finding import Problem

CODE = "ANM221"
NAME = "unknown-top-level-key"
SUMMARY = "The top level of a persona file has an unknown key"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = ShapeIssues("unknown", kind=Kind.PERSONA)


def check(document: Document, issue: Issue) -> Iterator[Problem]:
    """Point at an unknown key beside `personaConfig`."""
    from anamctl.lint.persona_keys import suggest
    from anamctl.lint.problems import at, quote

    if len(issue.path) != 1 or issue.found in AGENT_KEYS:
        return  # ANM203 and ANM204; YML020
    label, fix = suggest(document, issue)
    known = ", ".join(key for key in issue.detail["known"] if key != "$schema")
    yield at(
        document,
        issue.path,
        f"unknown key {quote(issue.found)} at the top level",
        label or f"one of: {known}",
        part="key",
        notes=("nothing under it is used",),
        fix=fix,
    )
