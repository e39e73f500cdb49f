"""
A field belongs to saved personas, not to a session token.

## What it does

Finds `voiceSpeed`, `personality`, `metadata` and `zeroDataRetention` in `personaConfig` and in the entries of
`languages`.

## Why it matters

They are fields of `/v1/personas` and of meeting invites. The session token does not list them, so they may
have no effect.

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  voiceSpeed: 1.1
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  voiceGenerationOptions: {speed: 1.1}
```

## Fix

None.

## Source

Anam API reference (OpenAPI): session token, personas, meeting invites. Whether the token takes them is not
documented.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.definitions.document import Kind
from anamctl.definitions.persona import view
from anamctl.lint.finding import Severity
from anamctl.lint.persona_keys import used_keys
from anamctl.lint.rule import Documents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import Document
    from anamctl.lint.finding import Problem

CODE = "ANM228"
NAME = "saved-persona-field"
SUMMARY = "A field belongs to saved personas, not to a session token"
SINCE = "0.1.0"
SEVERITY = Severity.WARNING
ON = Documents(Kind.PERSONA)

FIELDS = {
    "voiceSpeed": "use voiceGenerationOptions.speed",
    "personality": "put it into systemPrompt",
    "metadata": "known from saved personas only; it is sent as it stands",
    "zeroDataRetention": "known from saved personas only; it is sent as it stands",
}
"""Field to what to do about it."""


def check(document: Document) -> Iterator[Problem] | None:
    """Point at fields that the session token does not list."""
    return None if FIELDS.keys().isdisjoint(used_keys(document)) else _check(document)


def _check(document: Document) -> Iterator[Problem]:
    from anamctl.lint.problems import at

    for layer in view(document).layers:
        for key, instead in FIELDS.items():
            if key in layer.data:
                message = f"{key} is no field of a session token"
                yield at(document, (*layer.path, key), message, instead, part="key")
