"""
A value is not one of its choices, too long, or too many.

## What it does

Finds texts outside of their list of choices, texts that are too long or empty, and lists with too many items:
`task_type`, `execution`, the modes of `assemblyai_config`, words of `pronunciation_rules`, pronunciation dictionaries
of ElevenLabs.

Providers (BOL306), Maya's voices (BOL310) and the number of languages (BOL301) have rules of their own.

## Why it matters

Bolna's published models refuse such a value. Where only they say so, this is a warning.

## Example

```yaml
multilingual_config:
  enabled: true
  active_language: en
  languages:
    en:
      synthesizer:
        provider: elevenlabs
        provider_config:
          voice: Rachel
          voice_id: 21m00Tcm4TlvDq8ikWAM
          model: eleven_turbo_v2_5
          pronunciation_dictionary_locators:
            - {pronunciation_dictionary_id: names, version_id: v1}
            - {pronunciation_dictionary_id: towns, version_id: v1}
            - {pronunciation_dictionary_id: goods, version_id: v1}
            - {pronunciation_dictionary_id: rooms, version_id: v1}
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
        provider: elevenlabs
        provider_config:
          voice: Rachel
          voice_id: 21m00Tcm4TlvDq8ikWAM
          model: eleven_turbo_v2_5
          pronunciation_dictionary_locators:
            - {pronunciation_dictionary_id: names, version_id: v1}
            - {pronunciation_dictionary_id: towns, version_id: v1}
            - {pronunciation_dictionary_id: goods, version_id: v1}
    hi:
      synthesizer:
        provider: openai
        provider_config: {voice: nova, model: tts-1}
```

## Fix

Unsafe: writes the choice that was probably meant.

## Source

Open-source bolna 0.11.9: its models; Bolna's OpenAPI document of "Create agent v2".
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
    from anamctl.lint.finding import Fix, Problem

CODE = "BOL323"
NAME = "unfitting-value"
SUMMARY = "A value is not one of its choices, too long, or too many"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = ShapeIssues("enum", "pattern", "length", "count", kind=Kind.AGENT)


def check(document: Document, issue: Issue) -> Iterator[Problem]:
    """Name what would fit."""
    from anamctl.lint.agent_keys import bounds, name_of, severity_of
    from anamctl.lint.problems import at, quote

    if _has_own_rule(issue):
        return
    name = name_of(issue.path)
    detail = issue.detail
    fix = None
    if issue.kind == "enum":
        message = f"{name} is {quote(issue.found)}"
        choices = detail["choices"]
        label = f"one of: {', '.join(choices)}"
        fix = _fix(document, issue, choices)
    elif issue.kind == "pattern":
        message, label = f"{name} is {quote(issue.found)}", "has another form than Bolna expects"
    else:
        unit = "characters" if issue.kind == "length" else "items"
        message = f"{name} has {detail[issue.kind]} {unit}"
        label = f"expected {bounds(detail['min'], detail['max'])} {unit}"
    yield at(document, issue.path, message, label, fix=fix, severity=severity_of(issue))


def _has_own_rule(issue: Issue) -> bool:
    from anamctl.lint.rules.bol.unknown_provider import FORMATS

    detail = issue.detail
    if issue.kind == "enum":
        return detail["format"] in FORMATS or detail["model"] == "MayaConfig"
    return issue.kind == "count" and detail["model"] == "MultilingualConfig"


def _fix(document: Document, issue: Issue, choices: tuple[str, ...]) -> Fix | None:
    from anamctl.lint.edits import replace_text
    from anamctl.lint.nearest import misspelling

    meant = misspelling(issue.found, choices)
    return replace_text(document, issue.path, meant, f"write {meant}", safe=False) if meant else None
