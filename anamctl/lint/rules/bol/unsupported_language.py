"""
A provider is asked for a language that it does not have.

## What it does

Finds legs whose provider, with their model, is known not to hear or not to speak the language of the entry. Sarvam
(BOL309) and Maya (BOL310) have rules of their own. Providers whose languages nobody has published completely are left
alone.

## Why it matters

The provider refuses the language when the call begins, or hears or speaks another one.

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
    ta:
      synthesizer:
        provider: polly
        provider_config: {voice: Kajal, engine: neural}
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
    ta:
      synthesizer:
        provider: sarvam
        provider_config: {voice: Vidya, voice_id: vidya, model: "bulbul:v2"}
```

## Fix

None: another provider must take over.

## Source

The vendors' own SDKs (botocore for Polly, cartesia 4.2.0, smallestai 5.14.0) and open-source bolna 0.11.9
(AssemblyAI, Pixa). What Bolna does with such a leg is inferred.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.definitions.document import Kind
from anamctl.lint.finding import Severity
from anamctl.lint.leg_support import unsupported
from anamctl.lint.rule import Documents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from anamctl.definitions.document import Document
    from anamctl.lint.finding import Problem

CODE = "BOL329"
NAME = "unsupported-language"
SUMMARY = "A provider is asked for a language that it does not have"
SINCE = "0.1.0"
SEVERITY = Severity.WARNING
ON = Documents(Kind.AGENT)

_OTHERS = frozenset({"sarvam", "maya"})


def check(document: Document) -> Iterable[Problem] | None:
    """Ask what each provider has."""
    return _problems(document) if unsupported(document) else None


def _problems(document: Document) -> Iterator[Problem]:
    from anamctl.lint.legs import at_leg

    for one in unsupported(document):
        if one.provider in _OTHERS or one.support.answer != "no":
            continue
        verb = "hear" if one.kind == "stt" else "speak"
        who = f"{one.provider} {one.model}" if one.model and one.kind == "stt" else one.provider
        label = f"of Bolna's languages it {verb}s {one.choices}" if one.choices else f"it {verb}s other languages"
        notes = (one.support.note,) if one.support.note else ()
        yield at_leg(document, one.leg, one.keys, f"{who} does not {verb} {one.named}", label, notes=notes)
