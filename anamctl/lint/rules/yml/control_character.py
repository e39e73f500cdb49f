r"""
A file holds a control character.

## What it does

Finds characters that YAML does not allow in its text: control characters, and a second byte order mark.

## Why it matters

The parser stops there. Such characters are left behind by copying from a terminal or a PDF, or the file is not text.

## Example

```python
b"personaConfig:\n  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18\n  name: Anna\x1b\n"
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  name: Anna
```

## Fix

Safe: removes the character. Not for a NUL, which tells that the file is not what it seems.

## Source

YAML 1.2.2, section 5.1.
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

CODE = "YML004"
NAME = "control-character"
SUMMARY = "A file holds a control character"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = ReadIssues("control")


def check(file: SourceFile, issue: ReadIssue) -> Iterator[Problem]:
    """Name the character."""
    character: str = issue.detail["character"]
    if character == "\ufeff":
        yield between(issue.start, issue.end, "byte order mark given twice", "remove one; UTF-8 needs none")
        return
    number = f"U+{ord(character):04X}" if character else "unknown"
    name = _NAMES.get(character, "")
    found = f"control character {number}" + (f" ({name})" if name else "")
    if character == "\0":
        is_wide = file.source.text.count("\0") * 3 > len(file.source.text)
        label = "the file seems to be UTF-16; save it as UTF-8" if is_wide else "the file seems not to be text"
        yield between(issue.start, issue.end, found, label)
        return
    fix = Fix("remove the character", (Edit(issue.start, issue.end, ""),)) if character else None
    yield between(issue.start, issue.end, found, "YAML does not allow it; remove it", fix=fix)


_NAMES = {"\0": "NUL", "\a": "bell", "\b": "backspace", "\x1b": "escape", "\x7f": "delete", "\x0c": "form feed"}
