"""
Two tools have the same name.

## What it does

Finds inline tools of one list that share a name.

## Why it matters

The language model calls a tool by its name, which has to be unique; nobody can tell which of the two it gets.

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  tools:
    - {type: client, name: open_menu, description: Shows the lunch menu.}
    - {type: client, name: open_menu, description: Shows the wine list.}
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  tools:
    - {type: client, name: open_menu, description: Shows the lunch menu.}
    - {type: client, name: open_wine_list, description: Shows the wine list.}
```

## Fix

None: the name belongs to your client, too.

## Source

Anam API reference (OpenAPI), session token ("unique"). What the service does with two is inferred.
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
    from anamctl.definitions.nodes import Path
    from anamctl.lint.finding import Problem

CODE = "ANM226"
NAME = "duplicate-tool"
SUMMARY = "Two tools have the same name"
SINCE = "0.1.0"
SEVERITY = Severity.WARNING
ON = Documents(Kind.PERSONA)


def check(document: Document) -> Iterator[Problem] | None:
    """Point at the later tool of a name."""
    return _check(document) if "tools" in used_keys(document) else None


def _check(document: Document) -> Iterator[Problem]:
    first: dict[tuple[Path, str], Path] = {}
    for path, tool in inline_tools(document):
        name = tool.get("name")
        if not isinstance(name, str):
            continue
        # Tools of an entry replace those of the base, so each list is looked at by itself.
        earlier = first.setdefault((path[:-1], name), path)
        if earlier != path:
            from anamctl.lint.problems import at, quote

            line = document.source.position(document.value_span((*earlier, "name")).start).line
            label = f"the tool on line {line} has it already; names are unique"
            yield at(document, (*path, "name"), f"tool name {quote(name)} is given twice", label)
