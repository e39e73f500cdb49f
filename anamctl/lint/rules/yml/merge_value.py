"""
A merge key holds something that is no mapping.

## What it does

Finds `<<` with a text, a number, or a list in which not everything is a mapping.

## Why it matters

`<<` takes over the keys of another mapping. There is nothing to take over from a text.

## Example

```yaml
personaConfig:
  <<: concierge
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
languages:
  nb: &norwegian {systemPrompt: Svar alltid på norsk.}
  nn: {<<: *norwegian}
```

## Fix

None.

## Source

YAML 1.1 type repository, merge key; YAML 1.2 readers keep it.
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

CODE = "YML012"
NAME = "merge-value"
SUMMARY = "A merge key holds something that is no mapping"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = ReadIssues("merge")


def check(_file: SourceFile, issue: ReadIssue) -> Iterator[Problem]:
    """Say what the merge key holds."""
    label = "expected an alias of a mapping, or a list of such"
    yield between(issue.start, issue.end, f'"<<" merges {issue.detail["found"]}', label)
