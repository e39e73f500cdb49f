"""
An ephemeral persona has no voice or no language model.

## What it does

Finds a `personaConfig` that describes a persona inline and lacks `voiceId` or `llmId`. Both are optional with
`enableAudioPassthrough: true` or `llmId: CUSTOMER_CLIENT_V1`. Nothing is reported when the persona has no
`languageCode` of its own and every entry of `languages` brings what is missing.

## Why it matters

What speaks and thinks then is the service's choice, which may change, and Anam's own clients take a missing
`llmId` for another kind of persona.

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
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

None: only you know which voice and which model are meant.

## Source

Anam API reference (OpenAPI), session token; open-source `anam-mcp` 0.1.13, which always fills in `llmId`.
What the service does without them is inferred.
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

CODE = "ANM209"
NAME = "missing-voice-or-llm"
SUMMARY = "An ephemeral persona has no voice or no language model"
SINCE = "0.1.0"
SEVERITY = Severity.WARNING
ON = Documents(Kind.PERSONA)


def check(document: Document) -> Iterable[Problem] | None:
    """Ask for the voice and the language model of an inline persona."""
    persona = view(document)
    config = persona.base.data
    if ("voiceId" in config and "llmId" in config) or "personaId" in config:
        return None
    from anamctl.lint.persona_kinds import has_inline, is_filled_in_by_entries
    from anamctl.lint.problems import at

    if not has_inline(config) or config.get("enableAudioPassthrough") is True:
        return None
    if config.get("llmId", config.get("brainType")) == "CUSTOMER_CLIENT_V1" or config.get("disableBrains") is True:
        return None
    # brainType is the old name of llmId (ANM212).
    given = {**config, "llmId": ...} if "brainType" in config else config
    missing = [key for key in ("voiceId", "llmId") if key not in given and not is_filled_in_by_entries(persona, key)]
    if not missing:
        return None
    what = " and no ".join(f'"{key}"' for key in missing)
    label = "optional only with enableAudioPassthrough: true or llmId: CUSTOMER_CLIENT_V1"
    return (at(document, ("personaConfig",), f"personaConfig has no {what}", label, part="key"),)
