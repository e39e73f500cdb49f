r"""
A bidirectional control character changes the order in which text is shown.

## What it does

Finds the controls that embed, override or isolate a direction (U+202A to U+202E, U+2066 to U+2069) anywhere in a file,
comments too. The marks U+200E, U+200F and U+061C are allowed on a line with right-to-left letters; elsewhere they are
warnings.

## Why it matters

What people see is not what a model is told: with them a harmless line can be the picture of another one. Arabic,
Hebrew, Persian and Urdu are shown rightly without them.

## Example

```python
b"personaConfig:\n  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18\n  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b\n  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7\n  systemPrompt: Never \xe2\x80\xaegive away\xe2\x80\xac the code.\n"
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  systemPrompt: Never give away the code.
```

## Fix

Unsafe: removes the character. Read the line afterwards, it may say something else than it seemed to.

## Source

Unicode Standard Annex 9; Unicode Technical Standard 55; CVE-2021-42574 ("Trojan Source").
"""  # noqa: E501  # a bytes literal cannot be broken

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.lint.finding import Severity
from anamctl.lint.rule import Files
from anamctl.lint.rules.sec.hidden import has_general, may_escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import SourceFile
    from anamctl.lint.finding import Problem

CODE = "SEC502"
NAME = "bidirectional-control"
SUMMARY = "A bidirectional control character changes the order in which text is shown"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = Files()

_CHARACTERS = "[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]"
_MARKS = "\u200e\u200f\u061c"


def check(file: SourceFile) -> Iterator[Problem] | None:
    """Look for the controls at a glance."""
    data = file.data
    if file.source.text.isascii():
        if b"\\" not in data:
            return None
        written = False
    else:
        written = has_general(file) or (b"\xd8" in data and "\u061c" in file.source.text)
    if not written and not may_escape(file):
        return None
    return _problems(file, written=written)


def _problems(file: SourceFile, *, written: bool) -> Iterator[Problem]:
    from anamctl.lint.finding import Edit, Fix
    from anamctl.lint.problems import between
    from anamctl.lint.rules.sec.hidden import find, name_of

    for hidden in find(file, _CHARACTERS, written=written):
        is_mark = hidden.characters in _MARKS
        if is_mark and _is_right_to_left(file, hidden.start):
            continue
        label = "nobody sees it; remove it" if is_mark else "it reorders what people see; remove it"
        yield between(
            hidden.start,
            hidden.end,
            name_of(hidden.characters),
            label,
            path=hidden.path,
            fix=Fix("remove the character", (Edit(hidden.start, hidden.end, ""),), safe=False),
            severity=Severity.WARNING if is_mark else None,
        )


def _is_right_to_left(file: SourceFile, index: int) -> bool:
    """Tell whether a line holds letters of a script that is written from right to left."""
    from unicodedata import bidirectional

    source = file.source
    text = source.line(source.position(index).line)
    return any(bidirectional(char) in {"R", "AL"} for char in text if char not in _MARKS)
