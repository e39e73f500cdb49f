"""
A persona is neither saved nor described, or both.

## What it does

Finds a `personaConfig` that has neither `personaId` nor a field that describes the persona inline, and one
that has both; also an entry of `languages` that brings a `personaId` where there are inline fields.

## Why it matters

A session token takes one of two shapes: the id of a saved persona, alone, or an ephemeral persona described
inline. What the service does with a mixture is documented nowhere: at best the inline fields are ignored.

## Example

```yaml
personaConfig:
  personaId: 89c726f6-069f-4cb1-8628-e78d2f0d1d3e
  systemPrompt: You are a hotel concierge.
```

## Use instead

```yaml
personaConfig:
  personaId: 89c726f6-069f-4cb1-8628-e78d2f0d1d3e
```

## Fix

None: only you know which of the two is meant.

## Source

Anam API reference (OpenAPI), session token; open-source `anam` 0.12.0, which says that it ignores the inline
fields.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.definitions.document import Kind
from anamctl.definitions.persona import view
from anamctl.lint.finding import Severity
from anamctl.lint.persona_keys import name_of, used_keys
from anamctl.lint.persona_kinds import INLINE, has_inline, is_filled_in_by_entries
from anamctl.lint.rule import Documents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import Document
    from anamctl.lint.finding import Problem

CODE = "ANM210"
NAME = "saved-or-inline"
SUMMARY = "A persona is neither saved nor described, or both"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = Documents(Kind.PERSONA)


def check(document: Document) -> Iterator[Problem] | None:
    """Ask for one of the two kinds of persona."""
    if "personaId" in used_keys(document):
        return _both(document)
    return None if has_inline(view(document).base.data) else _neither(document)


def _neither(document: Document) -> Iterator[Problem]:
    from anamctl.lint.problems import at

    if document.data["personaConfig"].__class__ is not dict or is_filled_in_by_entries(view(document), "personaId"):
        return  # the first is ANM205
    label = "name a saved persona with personaId, or describe one with avatarId, voiceId, llmId and systemPrompt"
    message = "personaConfig neither names a saved persona nor describes one"
    yield at(document, ("personaConfig",), message, label, part="key")


def _both(document: Document) -> Iterator[Problem]:
    from anamctl.lint.problems import at

    persona = view(document)
    inline = [key for key in persona.base.data if key in INLINE]
    if not persona.is_saved and not inline:
        yield from _neither(document)
    elif persona.is_saved and inline:
        label = "keep personaId for a saved persona, or the other fields for an inline one"
        message = f"personaId together with {_list(inline)}"
        yield at(document, ("personaConfig", "personaId"), message, label, part="key")
    for entry in persona.entries:
        if "personaId" not in entry.data:
            continue
        own = [key for key in entry.data if key in INLINE]
        path = (*entry.path, "personaId")
        if own:
            label = "keep personaId for a saved persona, or the other fields for an inline one"
            yield at(document, path, f"personaId together with {_list(own)}", label, part="key")
        elif inline and not persona.is_saved:
            label = "an entry adds to personaConfig; it cannot swap an inline persona for a saved one"
            message = f"personaId in {name_of(entry.path)}, while personaConfig describes the persona inline"
            yield at(document, path, message, label, part="key")


def _list(keys: list[str]) -> str:
    shown = ", ".join(keys[:_SHOWN])
    return shown if len(keys) <= _SHOWN else f"{shown} and {len(keys) - _SHOWN} more"


_SHOWN = 4
