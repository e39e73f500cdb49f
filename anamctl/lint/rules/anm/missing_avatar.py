"""
An ephemeral persona has no avatar.

## What it does

Finds a `personaConfig` that describes a persona inline (without `personaId`) and lacks `avatarId`. Nothing is
reported when the persona has no `languageCode` of its own and every entry of `languages` brings an avatar.

## Why it matters

Without a face the session cannot start.

## Example

```yaml
personaConfig:
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  systemPrompt: You are a hotel concierge.
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  systemPrompt: You are a hotel concierge.
```

## Fix

None: only you know which avatar is meant.

## Source

Anam API reference (OpenAPI), session token. That it cannot work without one is inferred: no field is marked
as required there.
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

CODE = "ANM208"
NAME = "missing-avatar"
SUMMARY = "An ephemeral persona has no avatar"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = Documents(Kind.PERSONA)


def check(document: Document) -> Iterable[Problem] | None:
    """Ask for the avatar of an inline persona."""
    persona = view(document)
    config = persona.base.data
    if "avatarId" in config or "personaId" in config:
        return None
    from anamctl.lint.persona_kinds import has_inline, is_filled_in_by_entries
    from anamctl.lint.problems import at

    if not has_inline(config) or is_filled_in_by_entries(persona, "avatarId"):
        return None
    label = 'a persona that is described inline needs one; a saved persona is named with "personaId" alone'
    return (at(document, ("personaConfig",), 'personaConfig has no "avatarId"', label, part="key"),)
