"""
Director notes are given to an avatar model that ignores them.

## What it does

Finds `directorNotes` where `avatarModel` is `cara-3`, after an entry of `languages` is laid over
`personaConfig`.

## Why it matters

Only cara-4 plays them. With cara-3 they are dropped without a word.

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  avatarModel: cara-3
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  directorNotes: {presetStyle: warm}
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  avatarModel: cara-4
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  directorNotes: {presetStyle: warm}
```

## Fix

None: an avatar may have no cara-4 version.

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

CODE = "ANM214"
NAME = "notes-without-effect"
SUMMARY = "Director notes are given to an avatar model that ignores them"
SINCE = "0.1.0"
SEVERITY = Severity.WARNING
ON = Documents(Kind.PERSONA)


def check(document: Document) -> Iterator[Problem] | None:
    """Point at notes that cara-3 drops."""
    keys = used_keys(document)
    return _check(document) if "directorNotes" in keys and "avatarModel" in keys else None


def _check(document: Document) -> Iterator[Problem]:
    from anamctl.lint.problems import at

    persona = view(document)
    base = persona.base.data
    for layer in persona.layers:
        data = layer.data
        model = data.get("avatarModel", base.get("avatarModel"))
        if model != "cara-3" or not data.get("directorNotes", base.get("directorNotes")):
            continue
        if "directorNotes" in data:
            message, label = "directorNotes with cara-3", "cara-3 drops them silently; they work with cara-4"
            yield at(document, (*layer.path, "directorNotes"), message, label, part="key")
        elif "avatarModel" in data and base.get("avatarModel") != "cara-3":
            message, label = (
                "cara-3 with the directorNotes of personaConfig",
                "it drops them silently; cara-4 plays them",
            )
            yield at(document, (*layer.path, "avatarModel"), message, label)
