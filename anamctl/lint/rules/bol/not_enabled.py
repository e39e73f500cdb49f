"""
`multilingual_config` is not enabled.

## What it does

Finds a `multilingual_config` whose `enabled` is false or left out.

## Why it matters

Only `true` makes Bolna look at the object. Otherwise it drops all of it without a word, and the agent has one
language. All that anamctl finds inside is then a warning at most.

## Example

```yaml
multilingual_config:
  active_language: en
  languages:
    en:
      synthesizer:
        provider: openai
        provider_config: {voice: alloy, model: tts-1}
    hi:
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
      synthesizer:
        provider: openai
        provider_config: {voice: nova, model: tts-1}
```

## Fix

Unsafe: writes `enabled: true`.

## Source

Bolna docs, "Multilingual Config Reference".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.definitions.agent import view
from anamctl.definitions.document import Kind
from anamctl.lint.finding import Severity
from anamctl.lint.rule import Documents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.agent import Tools
    from anamctl.definitions.document import Document
    from anamctl.lint.finding import Problem

CODE = "BOL325"
NAME = "not-enabled"
SUMMARY = "multilingual_config is not enabled"
SINCE = "0.1.0"
SEVERITY = Severity.WARNING
ON = Documents(Kind.AGENT)


def check(document: Document) -> Iterator[Problem]:
    """Look at the switch."""
    for tools in view(document).tools:
        multilingual = tools.multilingual
        # Anything else than a boolean is a wrong type, which is reported as such.
        if multilingual is not None and multilingual.get("enabled", False) is False:
            yield _problem(document, tools, multilingual)


def _problem(document: Document, tools: Tools, multilingual: dict[str, object]) -> Problem:
    from anamctl.lint.edits import insert_before, replace_value
    from anamctl.lint.problems import at

    label = "Bolna drops the whole object, and the agent has one language"
    path = (*tools.multilingual_path, "enabled")
    if "enabled" in multilingual:
        fix = replace_value(document, path, "true", "write true", safe=False)
        return at(document, path, "multilingual_config is not enabled", label, fix=fix)
    fix = None
    for first in multilingual:
        path = (*tools.multilingual_path, first)
        fix = insert_before(document, path, "enabled", "true", "add enabled: true", safe=False)
        break
    message = "multilingual_config has no enabled"
    return at(document, tools.multilingual_path, message, f"without it {label}", part="key", fix=fix)
