"""
A system tool is defined inline.

## What it does

Finds a tool with `type: system` in `tools`.

## Why it matters

The live service reportedly refuses system tools that are defined inline and wants them named in `toolIds`.

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  tools:
    - type: system
      name: change_language
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  toolIds: [3b0c6f0e-52d3-4f0a-9d38-9a9c1f6f4c11]
```

## Fix

None: the tool must be created first, and its id is then yours.

## Source

Anam docs, "System Tools"; a field report of 2026-08. The OpenAPI document still lists the type.
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

CODE = "ANM215"
NAME = "inline-system-tool"
SUMMARY = "A system tool is defined inline"
SINCE = "0.1.0"
SEVERITY = Severity.WARNING
ON = Documents(Kind.PERSONA)


def check(document: Document) -> Iterator[Problem] | None:
    """Point at the type of inline system tools."""
    return _check(document) if "tools" in used_keys(document) else None


def _check(document: Document) -> Iterator[Problem]:
    from anamctl.lint.problems import at, quote

    for path, tool in inline_tools(document):
        if tool.get("type") == "system":
            name = tool.get("name")
            message = f"system tool {quote(name)} is defined inline" if isinstance(name, str) else "inline system tool"
            label = "create it once through /v1/tools and name its id in toolIds"
            yield at(document, (*path, "type"), message, label)
