"""
A null that breaks the call.

## What it does

Finds `active: null` in a transcriber or synthesizer, and `multilingual: null` in a synthesizer. Both keys belong to
the expanded form of an agent. `active: null` is only a warning where there are no languages to choose from.

## Why it matters

The call asks whether the key is there, not what it holds. With null it looks for a language that has no name.

## Example

```yaml
tools_config:
  transcriber: {provider: deepgram, model: nova-3, language: en}
  synthesizer:
    provider: openai
    provider_config: {voice: alloy, model: tts-1}
    multilingual: null
```

## Use instead

```yaml
tools_config:
  transcriber: {provider: deepgram, model: nova-3, language: en}
  synthesizer:
    provider: openai
    provider_config: {voice: alloy, model: tts-1}
```

## Fix

None: leave the key out.

## Source

Open-source bolna 0.11.9, where a call makes its pools of transcribers and synthesizers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.definitions.document import Kind
from anamctl.lint.finding import Severity
from anamctl.lint.rule import ShapeIssues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import Document
    from anamctl.definitions.shape import Issue
    from anamctl.lint.finding import Problem

CODE = "BOL314"
NAME = "breaking-null"
SUMMARY = "A null that breaks the call"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = ShapeIssues("type", kind=Kind.AGENT)

BREAKING = frozenset({("Transcriber", "active"), ("Synthesizer", "active"), ("Synthesizer", "multilingual")})


def breaks_call(issue: Issue) -> bool:
    """Tell whether an issue is about such a null."""
    return issue.found is None and (issue.detail["model"], issue.detail["field"]) in BREAKING


def check(document: Document, issue: Issue) -> Iterator[Problem]:
    """Point at the key."""
    from anamctl.lint.edits import value_at
    from anamctl.lint.problems import at

    if not breaks_call(issue):
        return
    field = issue.detail["field"]
    pool = value_at(document, (*issue.path[:-1], "multilingual"))
    # Without a pool nobody reads `active`; agents that were read back from the service have it.
    severity = Severity.WARNING if field == "active" and not pool else None
    message = f"{field} of the {issue.detail['model'].lower()} is null"
    notes = (f"a call with several languages asks whether {field} is there, not what it holds",)
    yield at(document, issue.path, message, "leave the key out", part="key", notes=notes, severity=severity)
