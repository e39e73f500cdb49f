"""
A key that Bolna does not document.

## What it does

Finds unknown keys anywhere in an agent file, also in the `provider_config` of each provider, and names the nearest
known key or the place where the key belongs.

## Why it matters

Bolna's published models ignore unknown keys without a word. Most of them are misspelt, and then the setting has no
effect. A key that we do not know travels as it stands.

## Example

```yaml
multilingual_config:
  enabled: true
  active_language: en
  languages:
    en:
      synthesizer:
        provider: openai
        provider_config: {voice: alloy, model: tts-1}
    hi:
      system_promt: आप सहायक हैं।
      synthesizer:
        provider: openai
        provider_config: {voice: nova, model: tts-1}
```

## Use instead

```yaml
multilingual_config:
  enabled: true
  active_language: en
  languages:
    en:
      synthesizer:
        provider: openai
        provider_config: {voice: alloy, model: tts-1}
    hi:
      system_prompt: आप सहायक हैं।
      synthesizer:
        provider: openai
        provider_config: {voice: nova, model: tts-1}
```

## Fix

Renames a key that is a misspelling of exactly one known key which is not given yet: safe when only capitals and
separators differ, else unsafe.

## Source

Bolna docs, "Multilingual Config Reference" and the OpenAPI document of "Create agent v2"; open-source bolna 0.11.9,
whose models ignore unknown keys.
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

CODE = "BOL315"
NAME = "agent-unknown-key"
SUMMARY = "A key that Bolna does not document"
SINCE = "0.1.0"
SEVERITY = Severity.WARNING
ON = ShapeIssues("unknown", kind=Kind.AGENT)


def check(document: Document, issue: Issue) -> Iterator[Problem]:
    """Point at an unknown key, and say what it was probably meant to be."""
    from anamctl.lint.agent_keys import name_of, suggest
    from anamctl.lint.edits import value_at
    from anamctl.lint.problems import at, quote

    label, fix = suggest(document, issue)
    parent = issue.path[:-1]
    where = f" in {name_of(parent)}" if parent else ""
    if parent and parent[-1] == "provider_config":
        provider = value_at(document, (*parent[:-1], "provider"))
        where += f" for {provider}"
    message = f"unknown key {quote(issue.found)}{where}"
    yield at(document, issue.path, message, label or "not documented; Bolna ignores it", part="key", fix=fix)
