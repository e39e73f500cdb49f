"""
A language has another voice, so it does not inherit voice options.

## What it does

Finds an entry of `languages` whose `voiceId` differs from that of `personaConfig`, and that does not repeat a
field of `voiceGenerationOptions` which stands there. An empty `voiceGenerationOptions: {}` in the entry says
that this is meant.

## Why it matters

Those options were tuned for another voice and perhaps for another provider, so anamctl drops them; Anam
itself resets them when a voice changes. Whoever expects the base's speed in every language hears another.

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  languageCode: en
  voiceGenerationOptions: {speed: 1.1}
languages:
  fr:
    voiceId: de23e340-1416-4dd8-977d-065a7ca11697
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  languageCode: en
  voiceGenerationOptions: {speed: 1.1}
languages:
  fr:
    voiceId: de23e340-1416-4dd8-977d-065a7ca11697
    voiceGenerationOptions: {speed: 1.05}
```

## Fix

None: a value for one voice need not suit another.

## Source

The layering of anamctl's persona files; Anam API reference (OpenAPI) and Anam docs, "Voice Configuration",
for the reset.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anamctl.definitions.document import Kind
from anamctl.definitions.persona import view
from anamctl.lint.finding import Severity
from anamctl.lint.rule import Documents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import Document
    from anamctl.definitions.persona import Layer
    from anamctl.lint.finding import Problem

CODE = "ANM220"
NAME = "dropped-voice-options"
SUMMARY = "A language has another voice, so it does not inherit voice options"
SINCE = "0.1.0"
SEVERITY = Severity.INFO
ON = Documents(Kind.PERSONA)


def check(document: Document) -> Iterator[Problem] | None:
    """Say which options an entry with a voice of its own does without."""
    persona = view(document)
    base = persona.base.data
    options = base.get("voiceGenerationOptions")
    if not options or options.__class__ is not dict:
        return None
    voice = base.get("voiceId")
    fields = options.keys()
    for entry in persona.entries:
        data = entry.data
        own = data.get("voiceGenerationOptions")
        if own.__class__ is dict and (not own or fields <= own.keys()):
            continue
        if data.get("voiceId", voice) != voice and _dropped(options, data):
            return _check(document, persona.entries, options, voice)
    return None


def _dropped(options: dict[str, Any], data: dict[str, Any]) -> list[str]:
    own = data.get("voiceGenerationOptions", ())
    if own.__class__ is dict:
        return [field for field in options if field not in own] if own else []
    return list(options) if own == () else []


def _check(document: Document, entries: list[Layer], options: dict[str, Any], voice: object) -> Iterator[Problem]:
    from anamctl.lint.persona_keys import name_of
    from anamctl.lint.problems import at, quote

    for entry in entries:
        data = entry.data
        dropped = _dropped(options, data) if "voiceId" in data and data["voiceId"] != voice else []
        if dropped:
            lost = ", ".join(f"{name_of((field,))} {quote(options[field])}" for field in dropped)
            message = f"{name_of(entry.path)} does not inherit {lost}"
            label = "another voice drops the voiceGenerationOptions of personaConfig; set them here, or write {}"
            yield at(document, (*entry.path, "voiceId"), message, label)
