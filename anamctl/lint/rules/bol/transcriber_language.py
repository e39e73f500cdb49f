"""
The transcriber of a language does not name its language.

## What it does

Finds a `transcriber` inside an entry of `languages` without `language`.

## Why it matters

Bolna wants `language` in every transcriber that an entry brings along. To hear the entry's language with the base's
transcriber, leave `transcriber` out altogether.

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
      transcriber: {provider: sarvam, model: "saaras:v3"}
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
      transcriber: {provider: sarvam, model: "saaras:v3", language: hi}
      synthesizer:
        provider: openai
        provider_config: {voice: nova, model: tts-1}
```

## Fix

Safe: adds `language` with the key of the entry.

## Source

Bolna docs, "Multilingual Config Reference". How the server words its refusal is not documented.
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

CODE = "BOL304"
NAME = "transcriber-language"
SUMMARY = "The transcriber of a language does not name its language"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = ShapeIssues("missing", kind=Kind.AGENT)


def check(document: Document, issue: Issue) -> Iterator[Problem]:
    """Point at the transcriber, and offer the key of its entry."""
    from anamctl.lint.agent_keys import add_first, code_of, severity_of
    from anamctl.lint.problems import at, quote

    if issue.detail["model"] != "LanguageTranscriber":
        return
    code = code_of(issue.path) or ""
    fix = add_first(document, issue.path, "language", code)
    yield at(
        document,
        issue.path,
        f"transcriber of {quote(code)} has no language",
        f"add language: {code}, or leave transcriber out to use the base's",
        part="key",
        fix=fix,
        severity=severity_of(issue),
    )
