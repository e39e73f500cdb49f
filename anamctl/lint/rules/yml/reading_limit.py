"""
A file is nested too deep, or its aliases stand for too much.

## What it does

Finds values that are nested deeper than 200 levels, and aliases that together stand for more than 100,000 values.

## Why it matters

No persona needs either; a handful of lines of aliases can stand for more values than there is memory.

## Example

```yaml
personaConfig:
  [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
  [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
  [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
  ]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
  ]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
  ]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
```

## Use instead

```yaml
personaConfig:
  personaId: 6bfbe25a-979d-40f3-a92b-5394170af54b
```

## Fix

None.

## Source

Limits of anamctl.
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

CODE = "YML006"
NAME = "reading-limit"
SUMMARY = "A file is nested too deep, or its aliases stand for too much"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = ReadIssues("limit")


def check(_file: SourceFile, issue: ReadIssue) -> Iterator[Problem]:
    """Name the limit."""
    limit = issue.detail["limit"]
    if issue.detail["problem"] == "depth":
        message = f"nested deeper than {limit} levels"
        notes = ("nothing from this document on was checked",)
    elif issue.detail["problem"] == "findings":
        message = f"more than {limit:,} findings"
        yield between(issue.start, issue.end, message, "the rest of them is not shown; correct these first")
        return
    else:
        message = f"aliases stand for more than {limit:,} values"
        notes = ("what this alias stands for was not checked",)
    yield between(issue.start, issue.end, message, "anamctl reads no further; write it flatter", notes=notes)
