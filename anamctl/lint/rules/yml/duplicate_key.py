"""
A key is given twice in one mapping.

## What it does

Finds a key that stands more than once in the same mapping.

## Why it matters

Readers keep the last value and drop the others without a word, so an edit of the first one has no effect.

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
languages:
  fr: {systemPrompt: Tu réponds en français.}
  fr: {systemPrompt: Tu réponds brièvement en français.}
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
languages:
  fr: {systemPrompt: Tu réponds brièvement en français.}
```

## Fix

None: only you know which of the values is meant.

## Source

YAML 1.2.2, section 3.2.1.3: the keys of a mapping are unique.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.lint.finding import Severity
from anamctl.lint.problems import between, quote
from anamctl.lint.rule import ReadIssues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import SourceFile
    from anamctl.definitions.issue import ReadIssue
    from anamctl.lint.finding import Problem

CODE = "YML007"
NAME = "duplicate-key"
SUMMARY = "A key is given twice in one mapping"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = ReadIssues("duplicate")


def check(file: SourceFile, issue: ReadIssue) -> Iterator[Problem]:
    """Point at the later key and name the line of the first."""
    line = file.source.position(issue.detail["first"].start).line
    yield between(
        issue.start,
        issue.end,
        f"key {quote(issue.detail['key'])} is given twice",
        f"first given on line {line}; readers keep only the last one",
    )
