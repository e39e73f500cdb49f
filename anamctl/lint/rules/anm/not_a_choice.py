"""
A value is not one of the documented choices.

## What it does

Finds texts in a field that takes only certain words: `avatarModel`, `emotion`, `presetStyle`, `videoQuality`,
`regionPolicy`, the `type` of a tool, the `mode` of `egress`.

## Why it matters

Anam refuses the request.

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  directorNotes:
    presetStyle: playfull
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  directorNotes:
    presetStyle: playful
```

## Fix

Safe: a misspelling of exactly one choice becomes that choice.

## Source

Anam API reference (OpenAPI), session token; open-source `anam` 0.12.0 for `regionPolicy`.
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

CODE = "ANM207"
NAME = "not-a-choice"
SUMMARY = "A value is not one of the documented choices"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = ShapeIssues("enum", kind=Kind.PERSONA)


def check(document: Document, issue: Issue) -> Iterator[Problem]:
    """List the choices, and name the one that was probably meant."""
    from anamctl.lint.edits import replace_text
    from anamctl.lint.nearest import misspelling
    from anamctl.lint.persona_keys import name_of
    from anamctl.lint.problems import at, quote

    choices: tuple[str, ...] = issue.detail["choices"]
    meant = misspelling(issue.found, choices)
    label = f"{'one of' if len(choices) > 1 else 'expected'}: {', '.join(choices)}"
    fix = None
    if meant is not None:
        label = (
            f'did you mean "{meant}"? {label[0].upper()}{label[1:]}' if len(choices) > 1 else f'did you mean "{meant}"?'
        )
        fix = replace_text(document, issue.path, meant, f"write {meant}")
    severity = Severity.WARNING if issue.detail["confidence"] == "inferred" else None
    yield at(
        document,
        issue.path,
        f"unknown {name_of(issue.path)} {quote(issue.found)}",
        label,
        fix=fix,
        severity=severity,
    )
