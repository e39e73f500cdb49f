"""
The schema of a tool is too large.

## What it does

Finds `parameters` and `queryParameters` of inline tools that are longer than 10,000 bytes when they are
written as JSON without spaces in UTF-8. What an alias stands for counts each time.

## Why it matters

Anam refuses the request. Tools that were created before and are named in `toolIds` have no such limit.

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  tools:
    - type: client
      name: order_menu
      parameters:
        type: object
        properties:
          dish: &dish {type: string, description: "The dish as the card of the house writes it, without its price."}
          course: &course {type: object, properties: {a: *dish, b: *dish, c: *dish, d: *dish, e: *dish, f: *dish}}
          menu: &menu {type: object, properties: {starter: *course, main: *course, cheese: *course, dessert: *course}}
          days: {type: object, properties: {monday: *menu, tuesday: *menu, wednesday: *menu, thursday: *menu}}
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  tools:
    - type: client
      name: open_menu
      parameters: {type: object, description: In short.}
```

## Fix

None: shorten the descriptions, or create the tool through `/v1/tools`.

## Source

Anam API reference (OpenAPI), session token.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.definitions.document import Kind
from anamctl.lint.finding import Severity
from anamctl.lint.persona_keys import inline_tools, used_keys
from anamctl.lint.rule import Documents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import Document
    from anamctl.lint.finding import Problem

CODE = "ANM227"
NAME = "tool-schema-size"
SUMMARY = "The schema of a tool is too large"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = Documents(Kind.PERSONA)

LIMIT = 10_000
"""Bytes of one schema."""
_SAFE = LIMIT // 6
# JSON writes a character with six bytes at most, and Python's repr with one at least.


def check(document: Document) -> Iterator[Problem] | None:
    """Measure the schemas of inline tools."""
    return _check(document) if "tools" in used_keys(document) else None


def _check(document: Document) -> Iterator[Problem]:
    for path, tool in inline_tools(document):
        for key in ("parameters", "queryParameters"):
            schema = tool.get(key)
            if isinstance(schema, dict) and len(repr(schema)) > _SAFE:
                size = _size(schema)
                if size > LIMIT:
                    from anamctl.lint.problems import at

                    message = f"{key} has {size:,} bytes as JSON"
                    label = f"expected at most {LIMIT:,}; a tool in toolIds has no such limit"
                    yield at(document, (*path, key), message, label, part="key")


def _size(schema: dict[str, object]) -> int:
    from json import dumps

    return len(dumps(schema, ensure_ascii=False, separators=(",", ":")).encode(errors="replace"))
