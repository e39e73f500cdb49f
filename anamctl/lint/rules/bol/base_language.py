"""
The base transcriber has no language.

## What it does

Finds a base `transcriber` without `language`, and an agent with several languages that has no base transcriber at
all.

## Why it matters

A call reads the language of the base transcriber before it looks at the languages, also when every language brings
its own, and fails without it.

## Example

```yaml
tools_config:
  transcriber: {provider: deepgram, model: nova-3}
  synthesizer:
    provider: openai
    provider_config: {voice: alloy, model: tts-1}
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

Unsafe: adds the `active_language` of the agent.

## Source

Bolna's OpenAPI document of "Create agent v2" (the field is required); open-source bolna 0.11.9 (what a call reads).
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

CODE = "BOL313"
NAME = "base-language"
SUMMARY = "The base transcriber has no language"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = Documents(Kind.AGENT)

_LABEL = "a call reads it, also when every language brings its own"


def check(document: Document) -> Iterator[Problem]:
    """Look at the base of every task."""
    for tools in view(document).tools:
        if not tools.has_base:
            continue
        transcriber = tools.data.get("transcriber")
        if transcriber.__class__ is dict:
            if "language" not in transcriber:
                yield _no_language(document, tools)
        elif transcriber is None and tools.is_enabled and "s2s" not in tools.data:
            yield _no_transcriber(document, tools)


def _no_language(document: Document, tools: Tools) -> Problem:
    from anamctl.lint.agent_keys import add_first
    from anamctl.lint.problems import at

    path = (*tools.path, "transcriber")
    fix = None
    if tools.active is not None and tools.active in tools.languages:
        fix = add_first(document, path, "language", tools.active, safe=False)
    return at(document, path, "the base transcriber has no language", _LABEL, part="key", fix=fix)


def _no_transcriber(document: Document, tools: Tools) -> Problem:
    from anamctl.lint.problems import at

    path = (*tools.path, "transcriber") if "transcriber" in tools.data else tools.path
    message = "the base transcriber is null" if "transcriber" in tools.data else "tools_config has no base transcriber"
    label = "a call reads its language, also when every language brings its own transcriber"
    return at(document, path, message, label, part="key")
