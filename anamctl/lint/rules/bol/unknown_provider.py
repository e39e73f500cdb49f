"""
A transcriber or synthesizer has a provider that we do not know.

## What it does

Finds a `provider` of a transcriber or synthesizer that is not on the list of the published `bolna` package. Upper and
lower case count.

## Why it matters

The call looks the provider up by its exact name; for an unknown one it finds nothing and fails. Bolna adds providers
nearly every month: when yours is new, keep it with `# anamctl: ignore[BOL306]`.

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
        provider: open_ai
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

Writes the provider that was probably meant: safe when only capitals and separators differ, else unsafe.

## Source

Open-source bolna 0.11.9, whose models refuse other names. What the hosted service does is inferred from them.
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

CODE = "BOL306"
NAME = "unknown-provider"
SUMMARY = "A transcriber or synthesizer has a provider that we do not know"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = ShapeIssues("enum", kind=Kind.AGENT)

FORMATS = {"transcriber-provider": "transcriber", "synthesizer-provider": "synthesizer"}
"""Formats of the shape to what they name."""

ALIASES: dict[str, dict[str, str]] = {
    "transcriber": {
        "assemblyai": "assembly",
        "azurestt": "azure",
        "azuretts": "azure",
        "googlestt": "google",
        "whisper": "openai",
    },
    "synthesizer": {
        "azure": "azuretts",
        "awspolly": "polly",
        "amazonpolly": "polly",
        "aws": "polly",
        "google": "gemini",
    },
}
"""Names that people write, without separators, to Bolna's."""


def check(document: Document, issue: Issue) -> Iterator[Problem]:
    """Name the nearest provider, or all of them."""
    from anamctl.lint.agent_keys import code_of, severity_of
    from anamctl.lint.edits import replace_text
    from anamctl.lint.nearest import misspelling, nearest
    from anamctl.lint.problems import at, quote

    part = FORMATS.get(issue.detail["format"])
    if part is None:
        return
    word: str = issue.found
    choices: tuple[str, ...] = issue.detail["choices"]
    bare = word.strip().casefold().replace("-", "").replace("_", "").replace(" ", "")
    certain = ALIASES[part].get(bare) or misspelling(word, choices)
    meant = certain or nearest(word, choices)
    known = f"known: {', '.join(choices)}"
    fix = None
    if certain is not None:
        fix = replace_text(document, issue.path, certain, f"write {certain}", safe=bare == certain)
    notes = (known,) if meant else ()
    code = code_of(issue.path)
    yield at(
        document,
        issue.path,
        f"unknown {part} provider {quote(word)}" + (f" of {quote(code)}" if code is not None else ""),
        f'did you mean "{meant}"?' if meant else known,
        notes=(*notes, "if Bolna has added it, keep it with # anamctl: ignore[BOL306]"),
        fix=fix,
        severity=severity_of(issue),
    )
