"""
Sarvam is asked for a language that it does not have.

## What it does

Finds legs on Sarvam whose language is not one of its eleven, for hearing and for speaking. Assamese and Urdu are a
warning for hearing: Sarvam's own SDK takes them, Bolna's documentation does not name them. `unknown` (detect) is
right for hearing.

## Why it matters

Sarvam refuses the language when the call begins, or hears another one.

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
    fr:
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
    fr:
      synthesizer:
        provider: elevenlabs
        provider_config: {voice: Rachel, voice_id: 21m00Tcm4TlvDq8ikWAM, model: eleven_turbo_v2_5}
```

## Fix

None: another provider must take over.

## Source

Bolna's OpenAPI document of "Create agent v2" (hearing); open-source bolna 0.11.9 (speaking); Sarvam's SDK sarvamai
0.1.39.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.definitions.document import Kind
from anamctl.lint.finding import Severity
from anamctl.lint.leg_support import unsupported
from anamctl.lint.legs import at_leg, legs
from anamctl.lint.rule import Documents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from anamctl.definitions.document import Document
    from anamctl.lint.finding import Problem

CODE = "BOL309"
NAME = "sarvam-language"
SUMMARY = "Sarvam is asked for a language that it does not have"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = Documents(Kind.AGENT)


def check(document: Document) -> Iterable[Problem] | None:
    """Ask only when Sarvam hears or speaks."""
    found = legs(document)
    if "sarvam" not in found.speakers and "sarvam" not in found.listeners:
        return None
    return _problems(document) if unsupported(document) else None


def _problems(document: Document) -> Iterator[Problem]:
    for one in unsupported(document):
        if one.provider == "sarvam":
            verb = "hear" if one.kind == "stt" else "speak"
            is_guess = one.support.answer == "maybe"
            yield at_leg(
                document,
                one.leg,
                one.keys,
                f"Sarvam {'may' if is_guess else 'does'} not {verb} {one.named}",
                f"it {verb}s {one.choices}",
                notes=(one.support.note,) if is_guess else (),
                severity=Severity.WARNING if is_guess else None,
            )
