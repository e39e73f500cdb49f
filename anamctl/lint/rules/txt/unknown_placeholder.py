"""
A handoff message has a placeholder that Bolna does not fill in.

## What it does

Finds `{placeholders}` in a `handoff_message` other than `{agent_name}` and `{language}`, unless a prompt of the agent
uses the same one: then it is a variable of the call.

## Why it matters

Bolna fills in those two, then the variables that came with the call. Anything else is read out as it stands, braces
and all.

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
      handoff_message: "I am {agentname}, let us speak {language}."
    hi:
      synthesizer:
        provider: sarvam
        provider_config: {voice: Anushka, voice_id: anushka, model: "bulbul:v2"}
      handoff_message: "ठीक है, अब हम {language} में बात करते हैं।"
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
      handoff_message: "I am {agent_name}, let us speak {language}."
    hi:
      synthesizer:
        provider: sarvam
        provider_config: {voice: Anushka, voice_id: anushka, model: "bulbul:v2"}
      handoff_message: "ठीक है, अब हम {language} में बात करते हैं।"
```

## Fix

Safe where it is a misspelling of one of the two.

## Source

Open-source bolna 0.11.9 (what is filled in); Bolna docs, Using context.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.definitions.document import Kind
from anamctl.lint.finding import Severity
from anamctl.lint.rule import Documents
from anamctl.lint.rules.txt.prompts import placeholder_span, placeholders
from anamctl.lint.texts import texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import Document
    from anamctl.lint.finding import Problem
    from anamctl.lint.texts import Text

CODE = "TXT407"
NAME = "unknown-placeholder"
SUMMARY = "A handoff message has a placeholder that Bolna does not fill in"
SINCE = "0.1.0"
SEVERITY = Severity.INFO
ON = Documents(Kind.AGENT)


_MOST = 10
KNOWN = ("agent_name", "language")


def check(document: Document) -> Iterator[Problem] | None:
    """Look at the braces of handoff messages."""
    for text in texts(document):
        if text.path[-1] == "handoff_message" and "{" in text.text:
            return _explain(document)
    return None


def _explain(document: Document) -> Iterator[Problem]:
    variables = {name for text in texts(document) if text.role == "prompt" for name in placeholders(text.text)}
    for text in texts(document):
        if text.path[-1] == "handoff_message":
            names = [name for name in dict.fromkeys(placeholders(text.text)) if name not in KNOWN]
            for name in [name for name in names if name not in variables][:_MOST]:
                yield _problem(document, text, name)


def _problem(document: Document, text: Text, name: str) -> Problem:
    from anamctl.lint.finding import Edit, Fix
    from anamctl.lint.nearest import misspelling
    from anamctl.lint.problems import at, between

    message = f"handoff_message has {{{name}}}, which Bolna fills in only if the call has such a variable"
    meant = misspelling(name, KNOWN)
    label = f"did you mean {{{meant}}}?" if meant else "known are {agent_name} and {language}"
    span = placeholder_span(document, text.path, name)
    if span is None:
        return at(document, text.path, message, label, part="key")
    fix = Fix(f"write {{{meant}}}", (Edit(*span, meant),)) if meant else None
    return between(span.start, span.end, message, label, path=text.path, fix=fix)
