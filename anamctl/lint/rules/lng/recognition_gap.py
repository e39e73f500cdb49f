"""
Bolna hears a language only in part.

## What it does

Finds `as` (Assamese) and `od` (Odia) among the languages of an agent, or as the language of its transcriber.

## Why it matters

Bolna has no real-time speech recognition for Assamese: the agent can speak it, but not follow a caller who does. Odia
is recognised once it is active, but is not detected, so a caller who begins to speak Odia is not switched to it.

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
    as:
      synthesizer:
        provider: elevenlabs
        provider_config: {voice: Rachel, voice_id: 21m00Tcm4TlvDq8ikWAM, model: eleven_v3}
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
    bn:
      synthesizer:
        provider: sarvam
        provider_config: {voice: Anushka, voice_id: anushka, model: "bulbul:v2"}
```

## Fix

None.

## Source

Bolna docs, Supported languages and Language switching behaviour. An older page, Auto-Switch Languages, lists Assamese
as detected.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from anamctl.definitions.agent import view
from anamctl.definitions.document import Kind
from anamctl.lint.finding import Severity
from anamctl.lint.rule import Documents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import Document
    from anamctl.definitions.nodes import Path
    from anamctl.lint.finding import Problem

CODE = "LNG111"
NAME = "recognition-gap"
SUMMARY = "Bolna hears a language only in part"
SINCE = "0.1.0"
SEVERITY = Severity.WARNING
ON = Documents(Kind.AGENT)


_OD = "Bolna detects no Odia: callers are switched to it only when they ask"
_AS = "Bolna has no real-time recognition of Assamese: the agent cannot follow a caller who speaks it"


def check(document: Document) -> Iterator[Problem]:
    """Say what Bolna cannot hear."""
    for tools in view(document).tools:
        if "as" in tools.languages:
            yield _problem(document, (*tools.languages_path, "as"), "as")
        if "od" in tools.languages:
            yield _problem(document, (*tools.languages_path, "od"), "od")
        if tools.transcriber.get("language") == "as":
            yield _problem(document, (*tools.path, "transcriber", "language"), "as")


def _problem(document: Document, path: Path, code: str) -> Problem:
    from anamctl.lint.problems import at

    part: Literal["key", "value"] = "key" if path[-1] == code else "value"
    if code == "as":
        return at(document, path, "Assamese cannot be heard in a call", _AS, part=part)
    return at(document, path, "Odia is not detected in a call", _OD, part=part, severity=Severity.INFO)
