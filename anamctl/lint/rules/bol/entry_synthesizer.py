"""
A language has no synthesizer, or its synthesizer has no provider or no `provider_config`.

## What it does

Finds entries of `languages` without `synthesizer`, and synthesizers of entries without `provider` or
`provider_config`.

## Why it matters

Bolna wants all three for every language, also when they repeat the base. To take everything else from the base, name
its provider and leave `provider_config` empty.

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

None: only you know who shall speak.

## Source

Bolna docs, "Multilingual Config Reference" and the OpenAPI document of "Create agent v2". How the server words its
refusal is not documented.
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

CODE = "BOL303"
NAME = "entry-synthesizer"
SUMMARY = "A language has no synthesizer, or one without provider or provider_config"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = ShapeIssues("missing", kind=Kind.AGENT)

LABELS = {
    "synthesizer": "every language needs a synthesizer with provider and provider_config",
    "provider": "name the provider, also when it is the base's",
    "provider_config": "write provider_config, {} when nothing differs from the base",
}


def check(document: Document, issue: Issue) -> Iterator[Problem]:
    """Name the part that a language lacks."""
    from anamctl.lint.agent_keys import name_of, severity_of
    from anamctl.lint.problems import at

    key: str = issue.found
    if (issue.detail["model"], key) not in ENTRY_NEEDS:
        return
    message = f"{name_of(issue.path)} has no {key}"
    yield at(document, issue.path, message, LABELS[key], part="key", severity=severity_of(issue))


ENTRY_NEEDS = frozenset(
    {("LanguageConfig", "synthesizer"), ("LanguageSynthesizer", "provider"), ("LanguageSynthesizer", "provider_config")}
)
"""Models and keys that this rule is about."""
