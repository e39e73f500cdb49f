"""
A document is a persona and an agent at once.

## What it does

Finds keys of a Bolna agent (`agent_config`, `tools_config`, `multilingual_config`, `agent_prompts`) beside
`personaConfig`.

## Why it matters

A document is read as one kind. It is taken for a persona, so nothing of the agent is checked or used.

## Example

```yaml
personaConfig:
  personaId: 6bfbe25a-979d-40f3-a92b-5394170af54b
tools_config: {}
```

## Use instead

```yaml
personaConfig:
  personaId: 6bfbe25a-979d-40f3-a92b-5394170af54b
```

## Fix

None: move the agent to a document of its own.

## Source

The format of anamctl's files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.lint.finding import Severity
from anamctl.lint.problems import at, quote
from anamctl.lint.rule import ReadIssues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import SourceFile
    from anamctl.definitions.issue import ReadIssue
    from anamctl.lint.finding import Problem

CODE = "YML020"
NAME = "mixed-kinds"
SUMMARY = "A document is a persona and an agent at once"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = ReadIssues("mixed")


def check(_file: SourceFile, issue: ReadIssue) -> Iterator[Problem]:
    """Point at each key that belongs to an agent."""
    for key in issue.detail["keys"]:
        yield at(
            issue.detail["document"],
            (key,),
            f'{quote(key)} beside "personaConfig"',
            'a document is a persona or an agent; begin another one with a line "---"',
            part="key",
            notes=("this document is read as a persona, nothing of the agent is checked",),
        )
