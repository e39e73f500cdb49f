"""
`multilingual_config` has fewer than two languages.

## What it does

Finds a `multilingual_config` whose `languages` is missing, is empty, or holds one language only.

## Why it matters

Bolna checks this when an agent is created and when it is updated. It answers "Invalid multilingual config" and saves
nothing.

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

None: add a language, or leave `multilingual_config` out.

## Source

Bolna docs, "Multilingual Config Reference". That a disabled object is not checked is inferred; then this is a
warning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.definitions.agent import view
from anamctl.definitions.document import Kind
from anamctl.lint.finding import Severity
from anamctl.lint.problems import at
from anamctl.lint.rule import Documents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import Document
    from anamctl.lint.finding import Problem

CODE = "BOL301"
NAME = "too-few-languages"
SUMMARY = "multilingual_config has fewer than two languages"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = Documents(Kind.AGENT)

FEWEST = 2
REFUSED = 'Bolna answers this with "Invalid multilingual config" and saves nothing'


def check(document: Document) -> Iterator[Problem]:
    """Count the languages of every `multilingual_config`."""
    for tools in view(document).tools:
        multilingual = tools.multilingual
        if multilingual is None:
            continue
        languages = multilingual.get("languages")
        if languages.__class__ is dict:
            if len(tools.languages) >= FEWEST:
                continue
            path = tools.languages_path
            message = f'languages has only "{next(iter(tools.languages))}"' if tools.languages else "languages is empty"
        elif "languages" not in multilingual:
            path, message = tools.multilingual_path, "multilingual_config has no languages"
        else:
            continue  # no mapping: BOL305
        severity = None if tools.is_enabled else Severity.WARNING
        notes = (REFUSED,) if tools.is_enabled else ()
        yield at(document, path, message, "at least two languages", part="key", notes=notes, severity=severity)
