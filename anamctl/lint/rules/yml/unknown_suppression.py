"""
A suppression names a rule that does not exist.

## What it does

Finds `# anamctl: ignore[CODE]` and `ignore-file[CODE]` with a code that no rule has.

## Why it matters

It suppresses nothing. Mostly the code is misspelt, and the finding that it was meant for is still there.

## Example

```yaml
personaConfig:
  personaId: 6bfbe25a-979d-40f3-a92b-5394170af54b  # anamctl: ignore[YML999] saved persona
```

## Use instead

```yaml
personaConfig:
  personaId: 6bfbe25a-979d-40f3-a92b-5394170af54b
```

## Fix

Unsafe: replaces a code that is a misspelling of exactly one code.

## Source

Suppression comments of anamctl.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.lint.finding import Edit, Fix, Severity
from anamctl.lint.nearest import misspelling
from anamctl.lint.problems import between, quote
from anamctl.lint.rule import ByHand

if TYPE_CHECKING:
    from collections.abc import Collection

    from anamctl.lint.finding import Problem

CODE = "YML018"
NAME = "unknown-suppression"
SUMMARY = "A suppression names a rule that does not exist"
SINCE = "0.1.0"
SEVERITY = Severity.WARNING
ON = ByHand()


def problem(start: int, end: int, code: str, known: Collection[str]) -> Problem:
    """
    Word the finding.

    Args:
        start: index of the code in its comment.
        end: index after it.
        code: the code as it is written there.
        known: the codes of all rules.
    """
    near = code.upper() if code.upper() in known else misspelling(code, sorted(known))
    label = f'did you mean "{near}"?' if near else 'it suppresses nothing; "anamctl rule" lists the codes'
    fix = Fix(f"write {near}", (Edit(start, end, near),), safe=False) if near else None
    return between(start, end, f"unknown rule code {quote(code)}", label, fix=fix)
