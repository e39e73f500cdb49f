"""
A key that Anam does not know.

## What it does

Finds unknown keys in `personaConfig`, in the entries of `languages`, in `sessionOptions`, `directorNotes`,
tools and what they hold, and names the nearest known key or the place where the key belongs. The closed voice
options (ANM203) and the top level (ANM221) have rules of their own.

## Why it matters

anamctl sends what it does not know as it stands, because the service may know more than its documents. But
most unknown keys are misspelt, and then the setting has no effect.

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  system_prompt: You are a hotel concierge.
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  systemPrompt: You are a hotel concierge.
```

## Fix

Safe: renames a key that is a misspelling of exactly one known key which is not given yet.

## Source

Anam API reference (OpenAPI), session token. Whether the service refuses an unknown key there is not
documented.
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

CODE = "ANM204"
NAME = "unknown-key"
SUMMARY = "A key that Anam does not know"
SINCE = "0.1.0"
SEVERITY = Severity.WARNING
ON = ShapeIssues("unknown", kind=Kind.PERSONA)


def check(document: Document, issue: Issue) -> Iterator[Problem]:
    """Point at an unknown key below the top level, of an object that may have more than we know."""
    from anamctl.lint.persona_keys import name_of, suggest
    from anamctl.lint.problems import at, quote

    if issue.detail["closed"] or len(issue.path) == 1:
        return
    label, fix = suggest(document, issue)
    yield at(
        document,
        issue.path,
        f"unknown key {quote(issue.found)} in {name_of(issue.path[:-1])}",
        label or "not in Anam's documents; it is sent as it stands",
        part="key",
        fix=fix,
    )
