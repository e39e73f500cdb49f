"""
An id is still a placeholder.

## What it does

Finds ids that were never filled in: `<french-voice-id>`, `TODO`, `...`, `your-voice-id`, `xxxxxxxx-…`,
`{{voice_id}}`, `$VOICE_ID`.

## Why it matters

Examples are copied with their placeholders. The service takes them for an id and finds nothing.

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: <french-voice-id>
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: ${ANAM_VOICE_FR:-de23e340-1416-4dd8-977d-065a7ca11697}
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
```

## Fix

`$NAME` becomes `${NAME}`, which anamctl replaces; unsafe, because the variable may not be set. Nothing can be
known about the others.

## Source

Anam docs, "Multilingual Support", whose examples hold such placeholders.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.definitions.document import Kind
from anamctl.lint.finding import Severity
from anamctl.lint.placeholders import is_placeholder, variable_in
from anamctl.lint.rule import ShapeIssues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import Document
    from anamctl.definitions.shape import Issue
    from anamctl.lint.finding import Problem

CODE = "ANM202"
NAME = "placeholder-id"
SUMMARY = "An id is still a placeholder"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = ShapeIssues("pattern", kind=Kind.PERSONA)


def check(document: Document, issue: Issue) -> Iterator[Problem]:
    """Point at ids that were not filled in."""
    from anamctl.lint.edits import replace_value
    from anamctl.lint.persona_keys import name_of
    from anamctl.lint.problems import at, quote

    value: str = issue.found
    if issue.detail["format"] not in {"uuid", "llm"} or not is_placeholder(value):
        return
    fix = None
    label = "put the id here, or ${NAME} to take it from the environment"
    variable = variable_in(value)
    if variable is not None:
        label = f"write ${{{variable}}} to take it from the environment"
        fix = replace_value(document, issue.path, f'"${{{variable}}}"', f"write ${{{variable}}}", safe=False)
    what = f"the placeholder {quote(value)}" if value.strip() else "an empty text"
    yield at(document, issue.path, f"{name_of(issue.path)} is {what}", label, fix=fix)
