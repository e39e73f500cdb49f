"""
Some languages have a handoff message and others have none.

## What it does

Finds agents of which some entries have a `handoff_message` and others have none, or an empty one.

## Why it matters

Depending on the switching flow, Bolna speaks the message of the language that is left or of the one that is entered.
With a message on some languages only, a caller hears one on the way there and silence on the way back.

## Example

```yaml
multilingual_config:
  enabled: true
  active_language: en
  languages:
    en:
      synthesizer:
        provider: sarvam
        provider_config: {voice: Anushka, voice_id: anushka, model: "bulbul:v2"}
      handoff_message: Let us speak English then.
    hi:
      synthesizer:
        provider: sarvam
        provider_config: {voice: Anushka, voice_id: anushka, model: "bulbul:v2"}
```

## Use instead

```yaml
multilingual_config:
  enabled: true
  active_language: en
  languages:
    en:
      synthesizer:
        provider: sarvam
        provider_config: {voice: Anushka, voice_id: anushka, model: "bulbul:v2"}
      handoff_message: Let us speak English then.
    hi:
      synthesizer:
        provider: sarvam
        provider_config: {voice: Anushka, voice_id: anushka, model: "bulbul:v2"}
      handoff_message: ठीक है, अब हम हिंदी में बात करते हैं।
```

## Fix

None: a message has to be written, best one that fits both ways.

## Source

Bolna docs, Multilingual Config Reference (the message of the language switched to) and Multilingual support (of the
language left); open-source bolna 0.11.9 has a flow for each.
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

CODE = "LNG108"
NAME = "handoff-on-some-languages"
SUMMARY = "Some languages have a handoff message and others have none"
SINCE = "0.1.0"
SEVERITY = Severity.WARNING
ON = Documents(Kind.AGENT)


def check(document: Document) -> Iterator[Problem]:
    """Point at the first entry without a message and name the others."""
    for tools in view(document).tools:
        entries = [(code, entry) for code, entry in tools.languages.items() if isinstance(entry, dict)]
        bare = [code for code, entry in entries if not _is_text(entry.get("handoff_message"))]
        if bare and len(bare) < len(entries):
            yield _problem(document, tools, bare, [code for code, _ in entries if code not in bare])


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _problem(document: Document, tools: Tools, bare: list[str], others: list[str]) -> Problem:
    from anamctl.lint.problems import at, quote

    message = f"no handoff_message for {', '.join(quote(code) for code in bare)}"
    label = f"{', '.join(others)} {'has' if len(others) == 1 else 'have'} one: give one to all languages, or to none"
    return at(document, (*tools.languages_path, bare[0]), message, label, part="key")
