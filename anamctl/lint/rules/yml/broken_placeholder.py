"""
A placeholder is not well-formed.

## What it does

Finds `${` that does not begin a placeholder as anamctl knows them: `${NAME}` or `${NAME:-default}`.

## Why it matters

The text would be sent as it stands, with the dollar sign and the braces.

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  name: ${GUIDE-NAME}
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  name: ${GUIDE_NAME:-Anna}
```

## Fix

None: only you know the name of the variable.

## Source

The format of anamctl's files.
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

CODE = "YML016"
NAME = "broken-placeholder"
SUMMARY = "A placeholder is not well-formed"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = ReadIssues("placeholder")


def check(file: SourceFile, issue: ReadIssue) -> Iterator[Problem]:
    """Point at the placeholder inside its text."""
    text: str = issue.detail["text"].partition("\n")[0].rstrip()
    start = file.source.text.find(text.removesuffix("…"), issue.start, issue.end)
    span = (start, start + len(text)) if start >= 0 else (issue.start, issue.end)
    label = f"{issue.detail['problem']}; a dollar sign before a brace is written $$"
    yield between(*span, f"broken placeholder {quote(text)}", label)
