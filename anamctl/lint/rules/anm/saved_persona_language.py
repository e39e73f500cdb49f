"""
A saved persona is given a language here.

## What it does

Finds `languageCode` beside `personaId`, and entries of `languages` that change a saved persona. An entry with
a `personaId` of its own is fine: that persona is saved with its language.

## Why it matters

For a saved persona Anam takes the language, the voice and the prompt from the account. Whether a session
token can override them is not known; its documents say that it cannot.

## Example

```yaml
personaConfig:
  personaId: 89c726f6-069f-4cb1-8628-e78d2f0d1d3e
  languageCode: fr
```

## Use instead

```yaml
personaConfig:
  personaId: 89c726f6-069f-4cb1-8628-e78d2f0d1d3e
```

## Fix

None: set the language of the saved persona in the Anam Lab or through the API.

## Source

Anam docs, "Multilingual Support": the language applies to ephemeral personas only. The OpenAPI document lets
a saved persona store a language.
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
    from anamctl.lint.finding import Problem

CODE = "ANM211"
NAME = "saved-persona-language"
SUMMARY = "A saved persona is given a language here"
SINCE = "0.1.0"
SEVERITY = Severity.WARNING
ON = Documents(Kind.PERSONA)


def check(document: Document) -> Iterator[Problem] | None:
    """Point at languages that a saved persona does not take from the file."""
    return _check(document) if "personaId" in view(document).base.data else None


def _check(document: Document) -> Iterator[Problem]:
    from anamctl.lint.persona_keys import name_of
    from anamctl.lint.problems import at

    persona = view(document)
    label = "the language of a saved persona is set on the account, in the Anam Lab or through the API"
    if "languageCode" in persona.base.data:
        yield at(document, ("personaConfig", "languageCode"), "languageCode beside personaId", label, part="key")
    changing = [name_of(entry.path) for entry in persona.entries if "personaId" not in entry.data]
    if changing:
        message = f"a saved persona is changed by {', '.join(changing)}"
        label = "a saved persona keeps its language, voice and prompt; give the entry a personaId of its own"
        yield at(document, ("languages",), message, label, part="key")
