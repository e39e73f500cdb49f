"""
A transcriber changes the provider and inherits the model of another.

## What it does

Finds entries whose `transcriber` names another provider than the base and no `model`.

## Why it matters

Unlike a synthesizer, a transcriber with another provider does not replace the base: it is laid over it. So the base's
model, which the other service does not have, is sent along, and so are its other keys.

## Example

```yaml
tools_config:
  transcriber: {provider: deepgram, model: nova-3, language: en}
  synthesizer:
    provider: openai
    provider_config: {voice: alloy, model: tts-1}
  multilingual_config:
    enabled: true
    active_language: en
    languages:
      en:
        synthesizer: {provider: openai, provider_config: {}}
      hi:
        transcriber: {provider: sarvam, language: hi}
        synthesizer: {provider: openai, provider_config: {voice: nova}}
```

## Use instead

```yaml
tools_config:
  transcriber: {provider: deepgram, model: nova-3, language: en}
  synthesizer:
    provider: openai
    provider_config: {voice: alloy, model: tts-1}
  multilingual_config:
    enabled: true
    active_language: en
    languages:
      en:
        synthesizer: {provider: openai, provider_config: {}}
      hi:
        transcriber: {provider: sarvam, model: "saaras:v3", language: hi}
        synthesizer: {provider: openai, provider_config: {voice: nova}}
```

## Fix

None: only you know which model shall listen.

## Source

Bolna docs, "Multilingual Config Reference": a transcriber is merged onto the base, a synthesizer of another provider
replaces it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.definitions.document import Kind
from anamctl.lint.finding import Severity
from anamctl.lint.legs import legs
from anamctl.lint.rule import Documents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import Document
    from anamctl.lint.finding import Problem
    from anamctl.lint.legs import Leg

CODE = "BOL321"
NAME = "inherited-model"
SUMMARY = "A transcriber changes the provider and inherits the model of another"
SINCE = "0.1.0"
SEVERITY = Severity.WARNING
ON = Documents(Kind.AGENT)

DEFAULT_PROVIDER = "deepgram"
"""What a base without a provider runs with (open-source bolna 0.11.9)."""


def check(document: Document) -> Iterator[Problem]:
    """Compare the provider of every entry with the base's."""
    for leg in legs(document).entries:
        transcriber = leg.own.get("transcriber")
        if (
            transcriber.__class__ is dict
            and "model" not in transcriber
            and leg.base is not None
            and leg.listener not in ("", leg.base.transcriber.get("provider", DEFAULT_PROVIDER))  # may be a list
            and leg.base.transcriber.get("model")
        ):
            yield _problem(document, leg, leg.base)


def _problem(document: Document, leg: Leg, base: Leg) -> Problem:
    from anamctl.lint.problems import at, quote

    model = quote(base.transcriber["model"])
    return at(
        document,
        (*leg.path, "transcriber", "provider"),
        f"{leg.listener}{leg.of} inherits the model {model} from the base",
        f"name a model of {leg.listener}",
        notes=("a transcriber is laid over the base's, also when its provider is another",),
    )
