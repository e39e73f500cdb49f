"""
A key is no text.

## What it does

Finds keys that are numbers, booleans or null (`1:`, `true:`, `~:`), and keys that are mappings or lists.

## Why it matters

Both services take JSON, whose keys are text. What other readers make of a number as a key differs. A mapping as a key
is mostly a text that begins with a brace and lacks its quotes.

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  tools:
    - type: client
      name: rate_visit
      description: Keep the number of stars that the guest gives.
      parameters: {type: object, properties: {5: {type: boolean}}}
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  tools:
    - type: client
      name: rate_visit
      description: Keep the number of stars that the guest gives.
      parameters: {type: object, properties: {"5": {type: boolean}}}
```

## Fix

Safe: puts a number, boolean or null in quotes. None for a mapping or list.

## Source

RFC 8259, section 4: names of members are strings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.lint.finding import Edit, Fix, Severity
from anamctl.lint.problems import between
from anamctl.lint.rule import ReadIssues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import SourceFile
    from anamctl.definitions.issue import ReadIssue
    from anamctl.lint.finding import Problem

CODE = "YML013"
NAME = "non-string-key"
SUMMARY = "A key is no text"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = ReadIssues("key")


def check(file: SourceFile, issue: ReadIssue) -> Iterator[Problem]:
    """Say what the key is."""
    text, found = issue.detail["text"], issue.detail["found"]
    source = file.source.text
    end = max(issue.start + 1, min(issue.end, file.source.line_end(issue.start)))
    if found in {"a mapping", "a list"}:
        is_template = source[issue.start - 1 : issue.start] == source[issue.start : issue.start + 1] == "{"
        label = "text that begins with a brace or bracket needs quotes" if is_template else "a key is text"
        end += is_template and source[end : end + 1] == "}"
        yield between(issue.start - is_template, end, f"{found} as a key", label, notes=("it was left out",))
        return
    if not text:
        yield between(issue.start, end, "colon without a key", "write the key before it")
        return
    start = issue.end - len(text)
    fix = Fix("put the key in quotes", (Edit(start, start, '"'), Edit(issue.end, issue.end, '"')))
    yield between(
        start,
        issue.end,
        f"key {text} is {found}",
        f'a key is text; write "{text}"',
        notes=("anamctl reads it as text, other readers may not",),
        fix=fix,
        severity=Severity.WARNING,
    )
