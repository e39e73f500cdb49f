"""
The base of the languages is not in the file.

## What it does

Says once that a file holds only a `multilingual_config`, without the `tools_config` around it.

## Why it matters

Every language starts from the transcriber and the synthesizer of the agent. Without them anamctl checks the languages
against an empty base: it cannot see what they inherit.

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
      synthesizer:
        provider: openai
        provider_config: {voice: nova, model: tts-1}
```

## Use instead

```yaml
tools_config:
  transcriber: {provider: deepgram, model: nova-3, language: en}
  synthesizer:
    provider: openai
    provider_config: {voice: alloy, model: tts-1}
  multilingual_config:
    enabled: true
    active_language: en
    languages:
      en:
        synthesizer: {provider: openai, provider_config: {}}
      hi:
        synthesizer: {provider: openai, provider_config: {voice: nova}}
```

## Fix

None.

## Source

Bolna docs, "Multilingual Config Reference": where the object stands, and what its languages start from.
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

CODE = "BOL328"
NAME = "unknown-base"
SUMMARY = "The base of the languages is not in the file"
SINCE = "0.1.0"
SEVERITY = Severity.INFO
ON = Documents(Kind.AGENT)


def check(document: Document) -> Iterator[Problem]:
    """Look whether the languages stand alone."""
    for tools in view(document).tools:
        if not tools.has_base:
            yield at(
                document,
                tools.multilingual_path,
                "the transcriber and synthesizer that the languages start from are not in this file",
                "checked against an empty base; put it into tools_config to check what they inherit",
                part="key",
            )
