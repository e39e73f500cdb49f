"""
An unquoted word or number means something else to other YAML readers.

## What it does

Finds unquoted values and keys that YAML 1.1 and YAML 1.2 read differently: `no`, `on`, `10:00`, `0755`, `1e3`, `1_000`.

## Why it matters

anamctl reads YAML 1.2, where `no` is Norwegian. Many tools still read YAML 1.1, where it is the boolean false, so a
script that sends the same file would send something else.

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
languages:
  no: {systemPrompt: Svar alltid på norsk.}
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
languages:
  "no": {systemPrompt: Svar alltid på norsk.}
```

## Fix

Safe: writes the value so that every reader sees what anamctl sees, text in quotes and numbers in decimal.

## Source

YAML 1.2.2, section 10.3.2; the YAML 1.1 type repository; what PyYAML does.
"""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from anamctl.lint.finding import Edit, Fix, Severity
from anamctl.lint.problems import between
from anamctl.lint.rule import ReadIssues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import SourceFile
    from anamctl.definitions.issue import ReadIssue
    from anamctl.lint.finding import Problem

CODE = "YML008"
NAME = "ambiguous-scalar"
SUMMARY = "An unquoted word or number means something else to other YAML readers"
SINCE = "0.1.0"
SEVERITY = Severity.WARNING
ON = ReadIssues("ambiguous")


def check(file: SourceFile, issue: ReadIssue) -> Iterator[Problem]:
    """Say what each reader sees, and offer to write what anamctl sees."""
    text, value, other = issue.detail["text"], issue.detail["value"], issue.detail["reads_11"]
    start, end = issue.end - len(text), issue.end
    if file.source.text[start:end] != text:  # it runs over two lines
        start = issue.start
    if isinstance(value, str):
        edits = (Edit(start, start, '"'), Edit(end, end, '"'))
        fix: Fix | None = Fix("put it in quotes", edits)
        message, label = f"unquoted {text} is text here, but {other} in YAML 1.1", f'write "{text}"'
    else:
        plain = _decimal(value)
        fix = Fix(f"write {plain}", (Edit(start, end, plain),)) if plain else None
        seen = f"the number {plain}" if plain else "a number"
        message = f"{text} is {seen} here, but {other} in YAML 1.1"
        label = f"write {plain}; text needs quotes" if plain else "text needs quotes"
    yield between(start, end, message, label, fix=fix)


def _decimal(value: float) -> str:
    """Write a number so that YAML 1.1 and 1.2 agree on it; empty when that cannot be done."""
    if not isfinite(value):
        return ""
    if value == int(value) and abs(value) < _LARGE:
        return str(int(value))
    written = repr(value)
    mantissa, _, exponent = written.partition("e")
    if not exponent:
        return written
    # YAML 1.1 wants a point in the mantissa and a sign before the exponent.
    return f"{mantissa if '.' in mantissa else mantissa + '.0'}e{int(exponent):+03d}"


_LARGE = 10**15
