"""
Director notes have a preset and a prompt of their own.

## What it does

Finds `directorNotes` with both `presetStyle` and `customStylePrompt`.

## Why it matters

The two exclude each other, and Anam refuses the request.

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  directorNotes:
    presetStyle: warm
    customStylePrompt: Calm, with a hint of a smile.
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  directorNotes:
    customStylePrompt: Calm, with a hint of a smile.
```

## Fix

None: only you know which of the two is meant.

## Source

Anam API reference (OpenAPI), session token; Anam docs, "Director Notes".
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

CODE = "ANM213"
NAME = "style-twice"
SUMMARY = "Director notes have a preset and a prompt of their own"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = Documents(Kind.PERSONA)


def check(document: Document) -> Iterator[Problem] | None:
    """Point at the preset that stands beside a prompt."""
    return _check(document) if "directorNotes" in used_keys(document) else None


def _check(document: Document) -> Iterator[Problem]:
    for layer in view(document).layers:
        notes = layer.data.get("directorNotes")
        if isinstance(notes, dict) and "presetStyle" in notes and "customStylePrompt" in notes:
            from anamctl.lint.problems import at

            yield at(
                document,
                (*layer.path, "directorNotes", "presetStyle"),
                "presetStyle together with customStylePrompt",
                "they exclude each other; keep one of them",
                part="key",
            )
