"""
A `buffer_size` has no effect.

## What it does

Finds `buffer_size` in the synthesizer of a language that the call does not open in.

## Why it matters

A call takes the `buffer_size` of its first language and keeps it. Those of the other languages are ignored.

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
        buffer_size: 80
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
        buffer_size: 80
        provider_config: {voice: alloy, model: tts-1}
    hi:
      synthesizer:
        provider: openai
        provider_config: {voice: nova, model: tts-1}
```

## Fix

None: the value may be meant for the language that the call opens in.

## Source

Open-source bolna 0.11.9, where a call makes its pool of synthesizers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.definitions.document import Kind
from anamctl.lint.finding import Severity
from anamctl.lint.legs import legs
from anamctl.lint.rule import Documents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import Document
    from anamctl.lint.finding import Problem
    from anamctl.lint.legs import Leg

CODE = "BOL320"
NAME = "idle-buffer-size"
SUMMARY = "A buffer_size has no effect"
SINCE = "0.1.0"
SEVERITY = Severity.WARNING
ON = Documents(Kind.AGENT)


def check(document: Document) -> Iterator[Problem]:
    """Look for sizes beside those of the language that the call opens in."""
    for leg in legs(document).entries:
        synthesizer = leg.own.get("synthesizer")
        if synthesizer.__class__ is dict and synthesizer.get("buffer_size") is not None and _is_idle(leg):
            yield _problem(document, leg)


def _is_idle(leg: Leg) -> bool:
    active = leg.tools.active
    # An active language that is not there is an error of its own; then nobody knows which size counts.
    return active != leg.code and active in leg.tools.languages


def _problem(document: Document, leg: Leg) -> Problem:
    from anamctl.lint.problems import at

    return at(
        document,
        (*leg.path, "synthesizer", "buffer_size"),
        f"buffer_size{leg.of} has no effect",
        f'only that of "{leg.tools.active}" counts, because the call opens in it',
        part="key",
    )
