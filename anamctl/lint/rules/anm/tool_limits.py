"""
A tool's name or description breaks a limit.

## What it does

Finds names of inline tools that are not 1 to 64 letters, digits, `_`, `.` or `-`, and descriptions that are
empty or longer than 1,024 characters.

## Why it matters

Anam refuses the request.

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  tools:
    - type: client
      name: open menu
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
```

## Fix

Unsafe: characters that a name must not have become `_`. Your client has to know the new name, too.

## Source

Anam API reference (OpenAPI), session token and tools.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from anamctl.definitions.document import Kind
from anamctl.lint.finding import Severity
from anamctl.lint.rule import ShapeIssues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import Document
    from anamctl.definitions.shape import Issue
    from anamctl.lint.finding import Problem

CODE = "ANM216"
NAME = "tool-limits"
SUMMARY = "A tool's name or description breaks a limit"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = ShapeIssues("pattern", "length", kind=Kind.PERSONA)

_REFUSED = re.compile(r"[^a-zA-Z0-9_.-]+")
_LONGEST_NAME = 64


def check(document: Document, issue: Issue) -> Iterator[Problem]:
    """Name the limit that a tool breaks."""
    from anamctl.lint.persona_keys import name_of
    from anamctl.lint.problems import at

    if issue.detail["model"] != "Tool":
        return
    if issue.kind == "pattern":
        yield _name(document, issue)
        return
    length = issue.detail["length"]
    message = f"{name_of(issue.path)} has {length:,} characters" if length else f"{name_of(issue.path)} is empty"
    yield at(document, issue.path, message, f"expected {issue.detail['min']:,} to {issue.detail['max']:,} characters")


def _name(document: Document, issue: Issue) -> Problem:
    from anamctl.lint.edits import replace_text
    from anamctl.lint.problems import at, quote

    name: str = issue.found
    refused = _REFUSED.search(name)
    if refused is None:
        message = f"tool name of {len(name)} characters" if name else "tool name is empty"
        return at(document, issue.path, message, f"expected 1 to {_LONGEST_NAME} letters, digits, _ . or -")
    better = _REFUSED.sub("_", name).strip("_")[:_LONGEST_NAME]
    fix = replace_text(document, issue.path, better, f"write {better}", safe=False) if better else None
    label = f"{quote(refused[0][0])} is not allowed; expected 1 to {_LONGEST_NAME} letters, digits, _ . or -"
    return at(document, issue.path, f"tool name {quote(name)}", label, fix=fix)
