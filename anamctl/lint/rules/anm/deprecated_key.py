"""
A key was replaced by a newer one.

## What it does

Finds `brainType`, `disableBrains` and `personaPreset` in `personaConfig` and in the entries of `languages`.

## Why it matters

They come from older versions of the API and may be ignored or refused.

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  brainType: ANAM_GPT_4O_MINI_V1
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: ANAM_GPT_4O_MINI_V1
```

## Fix

Safe: `brainType` becomes `llmId`, whose values are the same, when the persona has no `llmId`. Unsafe:
`disableBrains: true` becomes `llmId: CUSTOMER_CLIENT_V1`.

## Source

Anam docs, "Migrating" (brainType), and the older pages on custom brains and on creating personas.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.definitions.document import Kind
from anamctl.definitions.persona import view
from anamctl.lint.finding import Fix, Severity
from anamctl.lint.persona_keys import used_keys
from anamctl.lint.rule import Documents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import Document
    from anamctl.definitions.nodes import Path
    from anamctl.definitions.persona import Layer
    from anamctl.lint.finding import Problem

CODE = "ANM212"
NAME = "deprecated-key"
SUMMARY = "A key was replaced by a newer one"
SINCE = "0.1.0"
SEVERITY = Severity.WARNING
ON = Documents(Kind.PERSONA)

REPLACEMENTS = {
    "brainType": "use llmId, which takes the same values",
    "disableBrains": "use llmId: CUSTOMER_CLIENT_V1, or leave it out when it is false",
    "personaPreset": "name a saved persona with personaId, or give avatarId and voiceId",
}


def check(document: Document) -> Iterator[Problem] | None:
    """Point at keys of older versions of the API."""
    return None if REPLACEMENTS.keys().isdisjoint(used_keys(document)) else _check(document)


def _check(document: Document) -> Iterator[Problem]:
    from anamctl.lint.problems import at

    for layer in view(document).layers:
        for key, instead in REPLACEMENTS.items():
            if key in layer.data:
                path = (*layer.path, key)
                fix = _fix(document, layer, path)
                yield at(document, path, f"{key} is deprecated", instead, part="key", fix=fix)


def _fix(document: Document, layer: Layer, path: Path) -> Fix | None:
    from anamctl.lint.edits import rename_key, replace_value

    # An inherited llmId would be replaced by one that was without effect beside it so far.
    if "llmId" in layer.data or "llmId" in view(document).base.data:
        return None
    rename = rename_key(document, path, "llmId")
    if path[-1] == "brainType" and isinstance(layer.data["brainType"], str):
        return rename
    if path[-1] == "disableBrains" and layer.data["disableBrains"] is True and "brainType" not in layer.data:
        quotes = '"' if document.source.text[document.key_span(path).start] == '"' else ""
        value = replace_value(document, path, f"{quotes}CUSTOMER_CLIENT_V1{quotes}", "")
        if rename is not None and value is not None:
            return Fix("write llmId: CUSTOMER_CLIENT_V1", (*rename.edits, *value.edits), safe=False)
    return None
