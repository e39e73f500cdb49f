"""
A leg names no language of its own, and Bolna fills in none.

## What it does

Finds legs on Azure (`azuretts`), Rime, Gemini and Soniox without `provider_config.language`: an error. It also finds
legs on Azure, Soniox and Maya that take the language of the base although their own is another, and legs on Maya
without one, which then speak English: warnings.

## Why it matters

For `sarvam`, `smallest`, `cartesia`, `openai`, `pixa` and `polly` Bolna fills in the language of each entry. For the
others it does not: what is missing stays missing, and what the base says stays as it is.

## Example

```yaml
tools_config:
  transcriber: {provider: deepgram, model: nova-3, language: en}
  synthesizer: {provider: openai, provider_config: {voice: alloy, model: tts-1}}
  multilingual_config:
    enabled: true
    active_language: en
    languages:
      en:
        synthesizer: {provider: openai, provider_config: {}}
      hi:
        synthesizer:
          provider: azuretts
          provider_config: {voice: Swara, model: Neural}
```

## Use instead

```yaml
tools_config:
  transcriber: {provider: deepgram, model: nova-3, language: en}
  synthesizer: {provider: openai, provider_config: {voice: alloy, model: tts-1}}
  multilingual_config:
    enabled: true
    active_language: en
    languages:
      en:
        synthesizer: {provider: openai, provider_config: {}}
      hi:
        synthesizer:
          provider: azuretts
          provider_config: {voice: Swara, model: Neural, language: hi-IN}
```

## Fix

Unsafe: adds the language of the entry, as a locale where the provider wants one.

## Source

Bolna docs, "Multilingual Config Reference" (who is filled in); open-source bolna 0.11.9 (who requires it, who sends
it). The reaction of the server is inferred.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.bolna import tables
from anamctl.definitions.document import Kind
from anamctl.lint.finding import Severity
from anamctl.lint.legs import legs
from anamctl.lint.rule import Documents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from anamctl.definitions.document import Document
    from anamctl.lint.finding import Problem
    from anamctl.lint.legs import Leg

CODE = "BOL311"
NAME = "unfilled-language"
SUMMARY = "A leg names no language of its own, and Bolna fills in none"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = Documents(Kind.AGENT)

CONCERNED = frozenset({"azuretts", "rime", "gemini", "soniox", "maya"})
"""Synthesizers with a language that Bolna does not fill in."""
SENT = frozenset({"azuretts", "soniox", "maya"})
"""Those that send it to the service."""

_KEYS = ("synthesizer", "provider_config", "language")


def check(document: Document) -> Iterable[Problem] | None:
    """Ask only when somebody speaks with one of these providers."""
    return None if CONCERNED.isdisjoint(legs(document).speakers) else _problems(document)


def _problems(document: Document) -> Iterator[Problem]:
    for leg in legs(document).running:
        if leg.speaker not in CONCERNED:
            continue
        language = leg.config.get("language", "")
        if language == "":
            if leg.speaker in tables.REQUIRED_LANGUAGE:
                yield _missing(document, leg)
            elif tables.primary_subtag(leg.code) not in {"", "en"}:
                yield _silent(document, leg)
        elif (
            leg.speaker in SENT and language.__class__ is str and leg.inherits(*_KEYS) and _differs(language, leg.code)
        ):
            yield _inherited(document, leg, language)


def _missing(document: Document, leg: Leg) -> Problem:
    severity = Severity.WARNING if leg.may_inherit else leg.severity
    notes = ("the base is not in this file; with the same provider it may bring one",) if leg.may_inherit else ()
    message = f"{leg.speaker}{leg.of} has no language"
    label = f"Bolna does not fill it in; {_advice(leg)}"
    return _at(document, leg, message, label, severity, notes)


def _silent(document: Document, leg: Leg) -> Problem:
    return _at(
        document,
        leg,
        f"{leg.speaker}{leg.of} has no language",
        f"without one it speaks English; {_advice(leg)}",
        Severity.WARNING,
    )


def _inherited(document: Document, leg: Leg, language: str) -> Problem:
    return _at(
        document,
        leg,
        f"{leg.speaker}{leg.of} speaks with the base's language {_quoted(language)}",
        f"Bolna does not replace it; {_advice(leg)}",
        Severity.WARNING,
    )


def _at(
    document: Document,
    leg: Leg,
    message: str,
    label: str,
    severity: Severity | None,
    notes: tuple[str, ...] = (),
) -> Problem:
    from anamctl.lint.agent_keys import add_first
    from anamctl.lint.problems import at

    config = (*leg.path, *_KEYS[:-1])
    fix = None
    if leg.code and not leg.wrote(*_KEYS):
        fix = add_first(document, config, "language", _suggested(leg), safe=False)
    return at(
        document,
        leg.lacking(*_KEYS),
        message,
        label,
        part="key",
        notes=notes,
        fix=fix,
        severity=severity,
    )


def _advice(leg: Leg) -> str:
    return f"write language: {_suggested(leg)}" if leg.code else "write provider_config.language"


def _suggested(leg: Leg) -> str:
    model = leg.config.get("model")
    return tables.resolve_tts(leg.speaker, model if isinstance(model, str) else None, leg.code).value


def _quoted(text: str) -> str:
    from anamctl.lint.problems import quote

    return quote(text)


def _differs(language: str, code: str) -> bool:
    return tables.primary_subtag(language) not in {tables.primary_subtag(code), "auto"}
