"""
`languages` adds no language.

## What it does

Finds a `languages` that is empty, and one that repeats only the `languageCode` of `personaConfig` that change
nothing.

## Why it matters

A persona speaks the language of `personaConfig` anyway. An entry for that one language only hides the settings above
it.

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  languageCode: en
languages:
  en:
    systemPrompt: You are a concierge. Keep answers short.
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  languageCode: en
languages:
  fr:
    voiceId: de23e340-1416-4dd8-977d-065a7ca11697
    systemPrompt: Tu es concierge. Réponds brièvement, toujours en français.
```

## Fix

None.

## Source

Ours: `languages` is anamctl's own part of a persona file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.definitions.document import Kind
from anamctl.definitions.persona import view
from anamctl.lint.finding import Severity
from anamctl.lint.rule import Documents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import Document
    from anamctl.definitions.nodes import Path
    from anamctl.lint.finding import Problem

CODE = "LNG112"
NAME = "no-other-language"
SUMMARY = "languages adds no language"
SINCE = "0.1.0"
SEVERITY = Severity.INFO
ON = Documents(Kind.PERSONA)


def check(document: Document) -> Iterator[Problem] | None:
    """Say that the persona speaks one language with it as without it."""
    persona = view(document)
    entries = persona.entries
    if not entries:
        return _empty(document) if document.data.get("languages").__class__ is dict else None
    if len(entries) == 1 and entries[0].code == persona.base.code:
        return _repeats(document, entries[0].path)
    return None


def _empty(document: Document) -> Iterator[Problem]:
    from anamctl.lint.problems import at

    yield at(
        document, ("languages",), "languages is empty", "leave it out, or add an entry for each language", part="key"
    )


def _repeats(document: Document, path: Path) -> Iterator[Problem]:
    from anamctl.lint.problems import at, quote

    message = f"languages holds only {quote(path[-1])}, the language of personaConfig"
    yield at(document, path, message, "write what it changes in personaConfig", part="key")
