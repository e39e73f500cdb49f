"""
A session may be longer than the smallest plan allows.

## What it does

Finds a `maxSessionLengthSeconds` above 180, the cap of the Free plan. Values below 1 are errors (ANM206).

## Why it matters

The plan caps the session whatever the file says: Free after 3 minutes, Starter after 5, Explorer after 10;
Growth and above do not.

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  maxSessionLengthSeconds: 600
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  maxSessionLengthSeconds: 180
```

## Fix

None: a file does not say which plan you have.

## Source

Anam docs, "Session Duration".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.definitions.document import Kind
from anamctl.definitions.persona import view
from anamctl.lint.finding import Severity
from anamctl.lint.persona_keys import shown, used_keys
from anamctl.lint.rule import Documents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import Document
    from anamctl.lint.finding import Problem

CODE = "ANM218"
NAME = "session-length"
SUMMARY = "A session may be longer than the smallest plan allows"
SINCE = "0.1.0"
SEVERITY = Severity.INFO
ON = Documents(Kind.PERSONA)

PLAN_CAPS = (("Free", 180), ("Starter", 300), ("Explorer", 600))
"""Longest session of each plan in seconds; the larger plans have no cap."""


def check(document: Document) -> Iterator[Problem] | None:
    """Say which plans end the session earlier."""
    return _check(document) if "maxSessionLengthSeconds" in used_keys(document) else None


def _check(document: Document) -> Iterator[Problem]:
    from anamctl.lint.problems import at

    for layer in view(document).layers:
        seconds = layer.data.get("maxSessionLengthSeconds")
        if isinstance(seconds, bool) or not isinstance(seconds, (int, float)):
            continue
        earlier = [f"{name} after {cap} s" for name, cap in PLAN_CAPS if cap < seconds < float("inf")]
        if earlier:
            message = f"maxSessionLengthSeconds is {shown(seconds)}"
            label = f"smaller plans end the session earlier: {', '.join(earlier)}"
            yield at(document, (*layer.path, "maxSessionLengthSeconds"), message, label)
