r"""
A JSON string holds half a character.

## What it does

Finds an escape of a surrogate (`\ud83d`) without the other half.

## Why it matters

JSON writes characters beyond U+FFFF as two escapes. One of them alone is no character: no program can write it down,
and what a service makes of it differs.

## Example

```json
{"personaConfig": {
  "avatarId": "30fa96d0-26c4-4e55-94a0-517025942e18", "voiceId": "6bfbe25a-979d-40f3-a92b-5394170af54b",
  "llmId": "a7cf662c-2ace-4de1-a21e-ef0fbf144bb7", "name": "Anna \ud83d"
}}
```

## Use instead

```json
{"personaConfig": {
  "avatarId": "30fa96d0-26c4-4e55-94a0-517025942e18", "voiceId": "6bfbe25a-979d-40f3-a92b-5394170af54b",
  "llmId": "a7cf662c-2ace-4de1-a21e-ef0fbf144bb7", "name": "Anna \ud83d\ude00"
}}
```

## Fix

None: the other half is gone.

## Source

RFC 8259, section 8.2.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from anamctl.lint.finding import Severity
from anamctl.lint.problems import between, quote
from anamctl.lint.rule import ReadIssues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import SourceFile
    from anamctl.definitions.issue import ReadIssue
    from anamctl.lint.finding import Problem

CODE = "YML015"
NAME = "half-surrogate"
SUMMARY = "A JSON string holds half a character"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = ReadIssues("surrogate")


_PAIR = r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
_ESCAPE = re.compile(rf"{_PAIR}|(?P<half>\\u[0-9a-fA-F]{{4}})|\\.")


def check(file: SourceFile, issue: ReadIssue) -> Iterator[Problem]:
    """Point at the escape."""
    text: str = issue.detail["text"]
    start, end = issue.start, issue.end
    for match in _ESCAPE.finditer(file.source.text, start, end):
        if match.lastgroup == "half" and match.group().lower() == text:
            start, end = match.span()
            break
    yield between(start, end, f"{quote(text)} is half a character", "write both halves, or the character itself")
