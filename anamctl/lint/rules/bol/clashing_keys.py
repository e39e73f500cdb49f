"""
A key stands both in a synthesizer and in its `provider_config`.

## What it does

Finds legs where, after layering, one key is given twice: beside `provider_config` and inside of it.

## Why it matters

A call hands both to the provider as arguments of one function, and fails on an argument that is given twice.

## Example

```yaml
multilingual_config:
  enabled: true
  active_language: en
  languages:
    en:
      synthesizer:
        provider: openai
        speed: 1.2
        provider_config: {voice: alloy, model: tts-1, speed: 1.1}
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
        provider: openai
        provider_config: {voice: alloy, model: tts-1, speed: 1.1}
    hi:
      synthesizer:
        provider: openai
        provider_config: {voice: nova, model: tts-1}
```

## Fix

None: only you know which of the values is meant.

## Source

Open-source bolna 0.11.9, where a call makes its synthesizers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.bolna.layering import clashing_keys
from anamctl.definitions.document import Kind
from anamctl.lint.finding import Severity
from anamctl.lint.legs import legs
from anamctl.lint.rule import Documents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from anamctl.definitions.document import Document
    from anamctl.lint.finding import Problem
    from anamctl.lint.legs import Leg

CODE = "BOL312"
NAME = "clashing-keys"
SUMMARY = "A key stands both in a synthesizer and in its provider_config"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = Documents(Kind.AGENT)


def check(document: Document) -> Iterable[Problem] | None:
    """Compare the keys of both levels in every leg."""
    for leg in legs(document).running:
        if not leg.config.keys().isdisjoint(leg.synthesizer):
            return _problems(document)
    return None


def _problems(document: Document) -> Iterator[Problem]:
    from anamctl.lint.problems import at

    seen = set()
    for leg in legs(document).running:
        for key in clashing_keys(leg.synthesizer):
            outer, inner = ("synthesizer", key), ("synthesizer", "provider_config", key)
            # What the entry wrote is what can be changed without a thought for the other languages.
            here, there = (inner, outer) if leg.wrote(*inner) and not leg.wrote(*outer) else (outer, inner)
            path, _ = leg.place(*here)
            if path in seen:
                continue
            seen.add(path)
            whose = leg.of if leg.wrote(*here) else ""
            yield at(
                document,
                path,
                f"{key}{whose} stands both in synthesizer and in provider_config",
                _other(document, leg, there),
                notes=("a call hands both to the provider in one go, and fails",),
                severity=leg.severity,
            )


def _other(document: Document, leg: Leg, there: tuple[str, ...]) -> str:
    side = "inside of" if "provider_config" in there else "beside"
    path, part = leg.place(*there)
    if part == "key":
        return f"Bolna fills it in {side} provider_config"
    line = document.source.position(document.key_span(path).start).line
    return f"also given {side} provider_config, on line {line}"
