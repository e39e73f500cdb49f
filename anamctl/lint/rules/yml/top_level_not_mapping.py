"""
The top level of a document is no mapping.

## What it does

Finds documents whose top level is a list, a text or a number.

## Why it matters

The key at the top says whether a document is a persona or an agent. Without one nothing in it is checked or used.

## Example

```yaml
- personaConfig:
    personaId: 6bfbe25a-979d-40f3-a92b-5394170af54b
```

## Use instead

```yaml
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
from anamctl.lint.problems import between, quote
from anamctl.lint.rule import ReadIssues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import SourceFile
    from anamctl.definitions.issue import ReadIssue
    from anamctl.lint.finding import Problem

CODE = "YML010"
NAME = "top-level-not-mapping"
SUMMARY = "The top level of a document is no mapping"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = ReadIssues("toplevel")


def check(file: SourceFile, issue: ReadIssue) -> Iterator[Problem]:
    """Say what stands there instead of a mapping."""
    found = issue.detail["found"]
    shown = "a list" if isinstance(found, list) else quote(found)
    label = 'expected a mapping with "personaConfig" or the keys of a Bolna agent'
    if isinstance(found, list) and found and all(isinstance(item, dict) for item in found):
        label = 'several documents in one file are separated by lines "---", not by "- "'
        if file.path.lower().endswith(".json"):
            label = "a JSON file holds one persona or agent; several in one file need YAML"
    end = min(issue.end, file.source.line_end(issue.start))
    yield between(issue.start, max(end, issue.start + 1), f"top level is {shown}", label)
