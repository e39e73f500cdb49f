"""
A number is outside of its range.

## What it does

Finds numbers below the least or above the greatest value that a provider takes, and numbers that are none (NaN,
infinity). Sarvam's `speed` depends on the model: 0.5 to 2 with `bulbul:v3` and `bulbul:v4-flash`, else 0.3 to 3.

## Why it matters

Bolna checks the values of a `provider_config` when an agent is saved, also the partial ones of single languages. The
ranges of other objects are those of its published models; there this is a warning.

## Example

```yaml
multilingual_config:
  enabled: true
  active_language: en
  languages:
    en:
      synthesizer:
        provider: openai
        provider_config: {voice: alloy, model: tts-1, speed: 5}
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
        provider_config: {voice: alloy, model: tts-1, speed: 4}
    hi:
      synthesizer:
        provider: openai
        provider_config: {voice: nova, model: tts-1}
```

## Fix

None: which value sounds right is for you to hear.

## Source

Open-source bolna 0.11.9: the configuration models of its synthesizers and its check of single values.
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

CODE = "BOL308"
NAME = "value-range"
SUMMARY = "A number is outside of its range"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = ShapeIssues("range", kind=Kind.AGENT)


def check(document: Document, issue: Issue) -> Iterator[Problem]:
    """Name the bounds that a number misses."""
    from anamctl.lint.agent_keys import bounds, name_of, number, severity_of
    from anamctl.lint.problems import at, quote

    label = f"expected {bounds(issue.detail['min'], issue.detail['max'])}"
    if "of" in issue.detail:
        label += f" with {quote(issue.detail['of'])}"
    yield at(
        document,
        issue.path,
        f"{name_of(issue.path)} is {number(issue.found)}",
        label,
        notes=() if abs(issue.found) < float("inf") else ("JSON has no such number",),
        severity=severity_of(issue),
    )
