r"""
The bytes of a file are not UTF-8.

## What it does

Finds the first byte that is not part of a character in UTF-8.

## Why it matters

YAML and JSON are read as UTF-8. Another encoding turns `é` or `ñ` into something else, or keeps
the file from being read.

## Example

```python
b"personaConfig:\n  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18\n  name: Ren\xe9\n"
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  name: René
```

## Fix

None: save the file as UTF-8 in your editor, which knows what it was.

## Source

YAML 1.2.2, section 5.2; RFC 8259, section 8.1.
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

CODE = "YML002"
NAME = "not-utf8"
SUMMARY = "The bytes of a file are not UTF-8"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = ReadIssues("encoding")


def check(_file: SourceFile, issue: ReadIssue) -> Iterator[Problem]:
    """Point at the first byte that is no UTF-8."""
    guess = issue.detail["guess"]
    seems = f"the file seems to be {guess}; " if guess else ""
    yield between(issue.start, issue.end, f"byte 0x{issue.detail['byte']:02x} is not UTF-8", f"{seems}save it as UTF-8")
