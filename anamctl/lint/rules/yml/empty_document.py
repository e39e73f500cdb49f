"""
A file or a document has no content.

## What it does

Finds files that hold nothing, or nothing but comments, and empty documents between two `---`.

## Why it matters

A file that was asked for should say something; an empty one is often a failed download or a forgotten save.

## Example

```yaml
# the concierge of the hotel
```

## Use instead

```yaml
# the concierge of the hotel
personaConfig:
  personaId: 6bfbe25a-979d-40f3-a92b-5394170af54b
```

## Fix

None.

## Source

The format of anamctl's files.
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

CODE = "YML009"
NAME = "empty-document"
SUMMARY = "A file or a document has no content"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = ReadIssues("empty")


def check(file: SourceFile, issue: ReadIssue) -> Iterator[Problem]:
    """Tell an empty file from an empty document among others."""
    if file.documents:
        label = 'remove its "---"'
        yield between(issue.start, issue.end, "document without content", label, severity=Severity.WARNING)
        return
    text = file.source.text
    message = "file holds only comments" if "#" in text else "file without content"
    yield between(issue.start, issue.end, message, 'expected "personaConfig" or the keys of a Bolna agent')
