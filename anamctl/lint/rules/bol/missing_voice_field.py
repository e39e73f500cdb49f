"""
A synthesizer lacks a field that its provider needs.

## What it does

Finds legs whose `provider_config`, after layering, lacks a field that the provider's model requires: `voice`,
`voice_id`, `model`, `engine`, `language`. A field that the base lacks is reported once, at the base.

ElevenLabs' voice has a rule of its own (BOL307), and so has a `language` that Bolna does not fill in (BOL311).

## Why it matters

The published models refuse such a configuration. Whether the service insists on each field for each language is
unknown, so this is a warning.

## Example

```yaml
multilingual_config:
  enabled: true
  active_language: en
  languages:
    en:
      synthesizer:
        provider: sarvam
        provider_config: {voice_id: anushka, model: "bulbul:v2"}
    hi:
      synthesizer:
        provider: sarvam
        provider_config: {voice: Vidya, voice_id: vidya, model: "bulbul:v2"}
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
    hi:
      synthesizer:
        provider: sarvam
        provider_config: {voice: Vidya, voice_id: vidya, model: "bulbul:v2"}
```

## Fix

None: only you know the voice and the model.

## Source

Open-source bolna 0.11.9: the configuration models of its synthesizers. What the server makes of it is inferred.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.definitions.document import Kind
from anamctl.definitions.shape_data import REQUIRED
from anamctl.lint.finding import Severity
from anamctl.lint.legs import legs
from anamctl.lint.rule import Documents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from anamctl.definitions.document import Document
    from anamctl.lint.finding import Problem
    from anamctl.lint.legs import Leg

CODE = "BOL322"
NAME = "missing-voice-field"
SUMMARY = "A synthesizer lacks a field that its provider needs"
SINCE = "0.1.0"
SEVERITY = Severity.WARNING
ON = Documents(Kind.AGENT)

OF_ELEVENLABS = ("voice", "voice_id")
"""What BOL307 reports of ElevenLabs in place of this rule."""

_NONE: tuple[str, ...] = ()


def check(document: Document) -> Iterable[Problem] | None:
    """Compare what every leg has with what its provider needs."""
    return _problems(document) if missing(document) else None


def missing(document: Document) -> list[tuple[Leg, list[str]]]:
    """List the legs that lack fields, with those fields; worked out once, for this rule and for BOL307."""
    known: list[tuple[Leg, list[str]]] | None = document.facts.get("missing-voice-fields")
    if known is None:
        known = document.facts["missing-voice-fields"] = []
        found = legs(document)
        for group in (found.bases, found.entries):
            for leg in group:
                config = leg.config
                for key in REQUIRED.get(leg.speaker, _NONE):
                    if key not in config or config[key] == "":
                        keys = _lacking(leg)
                        if keys:
                            known.append((leg, keys))
                        break
    return known


def _lacking(leg: Leg) -> list[str]:
    """List the fields to report; what the base lacks as well is reported there."""
    base = leg.base.config if leg.base is not None and leg.shares_speaker else None
    return [
        key
        for key in REQUIRED[leg.speaker]
        if leg.config.get(key, "") == ""  # null is reported as a wrong type
        and (base is None or key in base)
        and not (key == "language" and _is_filled_in_or_reported(leg))
    ]


def _is_filled_in_or_reported(leg: Leg) -> bool:
    from anamctl.bolna import tables

    return leg.speaker in tables.REQUIRED_LANGUAGE or (not leg.code and leg.tools.is_enabled)


def _problems(document: Document) -> Iterator[Problem]:
    from anamctl.lint.problems import at

    for leg, keys in missing(document):
        lacking = [key for key in keys if not (leg.speaker == "elevenlabs" and key in OF_ELEVENLABS)]
        if not lacking:
            continue
        yield at(
            document,
            leg.lacking("synthesizer", "provider_config", lacking[0]),
            f"{leg.speaker}{leg.of} has no {' and no '.join(lacking)}",
            f"{leg.speaker} needs {', '.join(REQUIRED[leg.speaker])}",
            part="key",
            notes=("the base is not in this file; it may bring it",) if leg.may_inherit else (),
        )
