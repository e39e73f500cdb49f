"""
A number fits the model it was written for, but not the model of the language.

## What it does

Finds legs on Sarvam whose `speed` and `model` come from two places, the base and the entry, and do not go together:
`bulbul:v3` and `bulbul:v4-flash` take 0.5 to 2, other models 0.3 to 3. Numbers that are wrong where they stand are
found by BOL308.

## Why it matters

With the base's provider an entry inherits every key of `provider_config` that it does not write. What was right for
the model of the base is then refused for the model of the entry, or the other way round.

## Example

```yaml
tools_config:
  transcriber: {provider: deepgram, model: nova-3, language: en}
  synthesizer:
    provider: sarvam
    provider_config: {voice: Anushka, voice_id: anushka, model: "bulbul:v2", language: en, speed: 2.5}
  multilingual_config:
    enabled: true
    active_language: en
    languages:
      en:
        synthesizer: {provider: sarvam, provider_config: {}}
      hi:
        synthesizer: {provider: sarvam, provider_config: {model: "bulbul:v3"}}
```

## Use instead

```yaml
tools_config:
  transcriber: {provider: deepgram, model: nova-3, language: en}
  synthesizer:
    provider: sarvam
    provider_config: {voice: Anushka, voice_id: anushka, model: "bulbul:v2", language: en, speed: 2.5}
  multilingual_config:
    enabled: true
    active_language: en
    languages:
      en:
        synthesizer: {provider: sarvam, provider_config: {}}
      hi:
        synthesizer: {provider: sarvam, provider_config: {model: "bulbul:v3", speed: 2}}
```

## Fix

None: which value sounds right is for you to hear.

## Source

Open-source bolna 0.11.9: the limits of single models; Bolna docs, "Multilingual Config Reference": what an entry
inherits.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from anamctl.definitions.document import Kind
from anamctl.lint.finding import Severity
from anamctl.lint.legs import legs
from anamctl.lint.rule import Documents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from anamctl.definitions.document import Document
    from anamctl.definitions.shape import FieldFacts
    from anamctl.lint.finding import Problem
    from anamctl.lint.legs import Leg

CODE = "BOL330"
NAME = "inherited-range"
SUMMARY = "A number fits the model it was written for, but not the model of the language"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = Documents(Kind.AGENT)


def check(document: Document) -> Iterable[Problem] | None:
    """Ask only when Sarvam speaks, whose limits depend on the model."""
    found = legs(document)
    if "sarvam" not in found.speakers:
        return None
    return _problems(document) if any(map(_is_mixed, found.entries)) else None


@cache
def _limits() -> dict[str, FieldFacts]:
    """Give the fields whose range depends on the model."""
    from anamctl.definitions.shape import provider_fields

    found = provider_fields("synthesizer", "sarvam")
    return {key: facts for key, facts in found["fields"].items() if facts["by_model"]} if found is not None else {}


def _is_mixed(leg: Leg) -> bool:
    """Tell whether a leg's model and a number that depends on it come from two places."""
    if leg.speaker != "sarvam":
        return False
    synthesizer = leg.own.get("synthesizer")
    own = synthesizer.get("provider_config") if synthesizer.__class__ is dict else None
    if own.__class__ is not dict:
        return False
    config = leg.config
    return any(key in config and (key in own) != ("model" in own) for key in _limits())


def _problems(document: Document) -> Iterator[Problem]:
    for leg in legs(document).entries:
        if _is_mixed(leg):
            for key, facts in _limits().items():
                yield from _ask(document, leg, key, facts)


def _ask(document: Document, leg: Leg, key: str, facts: FieldFacts) -> Iterator[Problem]:
    from anamctl.definitions.shape_issue import is_number, is_within
    from anamctl.lint.agent_keys import bounds, number
    from anamctl.lint.legs import at_leg

    value, model = leg.config.get(key), leg.config.get("model")
    keys = ("synthesizer", "provider_config", key)
    if leg.wrote(*keys) == leg.wrote("synthesizer", "provider_config", "model"):
        return  # judged where they stand
    if not is_number(value) or not is_within(value, facts["minimum"], facts["maximum"]):
        return  # wrong for every model: BOL305, BOL308
    for models, low, high in facts["by_model"]:
        if model in models and not low <= value <= high:
            source = "the entry names the model" if leg.inherits(*keys) else "the model comes from the base"
            yield at_leg(
                document,
                leg,
                keys,
                f'{key} {number(value)} does not fit "{model}", the model of "{leg.code}"',
                f"expected {bounds(low, high)}; {source}",
            )
