"""
An object lacks a key that it must have.

## What it does

Finds inline tools without `type` or `name`, `egress` without `mode`, and a Daily room without `roomUrl`. What
a persona itself must have is told by ANM208 to ANM210.

## Why it matters

Anam refuses the request.

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  tools:
    - name: open_menu
      description: Shows the menu.
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  tools:
    - type: client
      name: open_menu
      description: Shows the menu.
```

## Fix

None: only you know the value.

## Source

Anam API reference (OpenAPI), session token.
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

CODE = "ANM222"
NAME = "missing-key"
SUMMARY = "An object lacks a key that it must have"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = ShapeIssues("missing", kind=Kind.PERSONA)

_LABELS = {
    ("Tool", "type"): "one of: client, server, system",
    ("Tool", "name"): "1 to 64 letters, digits, _ . or -; the language model calls the tool by it",
    ("Egress", "mode"): "expected: daily",
    ("DailyRoom", "roomUrl"): "the address of the Daily room",
}


def check(document: Document, issue: Issue) -> Iterator[Problem]:
    """Point at the object and name the key."""
    from anamctl.lint.edits import value_at
    from anamctl.lint.persona_keys import name_of
    from anamctl.lint.problems import at

    key: str = issue.detail["key"]
    name = name_of(issue.path)
    given = value_at(document, issue.path)
    if issue.detail["model"] == "Tool" and isinstance(given, dict) and isinstance(given.get("name"), str):
        name = f"tool {given['name']}" if given["name"].isprintable() else name
    severity = Severity.WARNING if issue.detail["confidence"] == "inferred" else None
    label = _LABELS.get((issue.detail["model"], key), "")
    yield at(document, issue.path, f'{name} has no "{key}"', label, severity=severity)
