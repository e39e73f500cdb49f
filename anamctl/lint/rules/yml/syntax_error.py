"""
The text is not YAML, or not JSON.

## What it does

Finds the place where a file stops to be YAML (JSON, if its name ends in `.json`), and says what is probably wrong.

## Why it matters

A file that cannot be parsed reaches no service. The parser gives up at one place and cannot see what comes after it, so
other mistakes may show when this one is gone.

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  initialMessage: Our hours: from ten to six
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  initialMessage: "Our hours: from ten to six"
```

## Fix

Unsafe, and only where the mistake is plain: quotes around a value, a space after a colon. What you meant may differ.

## Source

YAML 1.2.2; RFC 8259 for JSON.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.lint.finding import Severity
from anamctl.lint.rule import ReadIssues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import SourceFile
    from anamctl.definitions.issue import ReadIssue
    from anamctl.lint.finding import Problem

CODE = "YML003"
NAME = "syntax-error"
SUMMARY = "The text is not YAML, or not JSON"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = ReadIssues("syntax")


def check(file: SourceFile, issue: ReadIssue) -> Iterator[Problem]:
    """Say what is wrong where the parser gave up."""
    from anamctl.lint.rules.yml.faults import explain  # only files with an error need it

    yield explain(file, issue)
