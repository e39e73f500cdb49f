"""
A placeholder names a variable that is not set.

## What it does

Finds `${NAME}` without a default where the environment has no variable of that name.

## Why it matters

The value is not known, so it is not checked, and commands that need it stop. With a default the file can be used
everywhere.

## Example

```yaml
personaConfig:
  personaId: ${CONCIERGE_PERSONA_ID}
```

## Use instead

```yaml
personaConfig:
  personaId: ${CONCIERGE_PERSONA_ID:-6bfbe25a-979d-40f3-a92b-5394170af54b}
```

## Fix

None: only you know the value.

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

CODE = "YML017"
NAME = "unset-variable"
SUMMARY = "A placeholder names a variable that is not set"
SINCE = "0.1.0"
SEVERITY = Severity.WARNING
ON = ReadIssues("unset")


def check(file: SourceFile, issue: ReadIssue) -> Iterator[Problem]:
    """Point at each use of the variable inside its text."""
    name: str = issue.detail["name"]
    written = "${" + name + "}"
    text = file.source.text
    label = f"set it, or give a default: ${{{name}:-…}}"
    start = _find(text, written, issue.start, issue.end)
    if start < 0:
        yield between(issue.start, issue.end, f"variable {name} is not set", label)
    while start >= 0:
        yield between(start, start + len(written), f"variable {name} is not set", label)
        start = _find(text, written, start + len(written), issue.end)


def _find(text: str, written: str, start: int, end: int) -> int:
    """Find a placeholder; a dollar sign that is the second of ``$$`` begins none."""
    found = text.find(written, start, end)
    while found >= 0:
        dollars = found
        while dollars > start and text[dollars - 1] == "$":
            dollars -= 1
        if (found - dollars) % 2 == 0:
            break
        found = text.find(written, found + 1, end)
    return found
