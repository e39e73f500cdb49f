"""
Media go to a Daily room that is not named.

## What it does

Finds `egress` with `mode: daily` and no `daily`.

## Why it matters

Anam refuses the request: there is no room that it could join.

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  enableAudioPassthrough: true
sessionOptions:
  egress:
    mode: daily
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  enableAudioPassthrough: true
sessionOptions:
  egress:
    mode: daily
    daily: {roomUrl: "https://example.daily.co/lobby"}
```

## Fix

None: only you know the room.

## Source

Anam API reference (OpenAPI), session token.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.definitions.document import Kind
from anamctl.definitions.persona import view
from anamctl.lint.finding import Severity
from anamctl.lint.rule import Documents

if TYPE_CHECKING:
    from collections.abc import Iterable

    from anamctl.definitions.document import Document
    from anamctl.lint.finding import Problem

CODE = "ANM225"
NAME = "egress-without-room"
SUMMARY = "Media go to a Daily room that is not named"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = Documents(Kind.PERSONA)


def check(document: Document) -> Iterable[Problem] | None:
    """Ask for the room."""
    egress = view(document).session.get("egress")
    if egress.__class__ is not dict or egress.get("mode") != "daily" or "daily" in egress:
        return None
    from anamctl.lint.problems import at

    path = ("sessionOptions", "egress", "mode")
    return (at(document, path, 'egress has no "daily"', "the mode daily needs daily: {roomUrl: …} beside it"),)
