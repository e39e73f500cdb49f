"""
A suppression suppresses nothing.

## What it does

Finds `# anamctl: ignore[CODE]` where the rule finds nothing on that line or the next, and `ignore-file[CODE]` where it
finds nothing in the file.

## Why it matters

What it was written for is gone. Left standing, it will hide the next such finding, which nobody has looked at.

## Example

```yaml
personaConfig:
  personaId: 6bfbe25a-979d-40f3-a92b-5394170af54b  # anamctl: ignore[YML008] Norwegian
```

## Use instead

```yaml
personaConfig:
  personaId: 6bfbe25a-979d-40f3-a92b-5394170af54b
```

## Fix

Safe: removes the code, and the comment when no code is left in it.

## Source

Suppression comments of anamctl.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.lint.finding import Fix, Severity
from anamctl.lint.problems import between
from anamctl.lint.rule import ByHand

if TYPE_CHECKING:
    from anamctl.lint.finding import Edit, Problem

CODE = "YML019"
NAME = "unused-suppression"
SUMMARY = "A suppression suppresses nothing"
SINCE = "0.1.0"
SEVERITY = Severity.WARNING
ON = ByHand()


def problem(start: int, end: int, code: str, edit: Edit | None = None, *, for_file: bool = False) -> Problem:
    """
    Word the finding.

    Args:
        start: index of the code in its comment; of the comment, when it has no code.
        end: index after it.
        code: the code; empty when the comment suppresses all rules.
        edit: what takes the code, or the whole comment, away.
        for_file: it stands for the whole file.
    """
    what = f"{code} finds nothing" if code else "there is no finding"
    label = f"{what} {'in this file' if for_file else 'here'}; remove it"
    fix = Fix("remove the suppression", (edit,)) if edit else None
    return between(start, end, "unused suppression" + (f" of {code}" if code else ""), label, fix=fix)
