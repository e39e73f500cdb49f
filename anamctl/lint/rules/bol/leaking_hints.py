"""
The base's `language_hints` win over the language of an entry.

## What it does

Finds `language_hints` of the base transcriber that reach an entry whose provider uses hints in place of the language:
Soniox, Gemini, and Deepgram's `flux-general-multi`.

## Why it matters

Every entry inherits the keys of the base transcriber. Where there are hints, these providers do not look at the
language any more: all languages of the agent are heard with the same hints.

## Example

```yaml
tools_config:
  transcriber: {provider: soniox, model: stt-rt-v5, language: en, language_hints: [en]}
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
        synthesizer: {provider: openai, provider_config: {voice: nova}}
```

## Use instead

```yaml
tools_config:
  transcriber: {provider: soniox, model: stt-rt-v5, language: en}
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
        synthesizer: {provider: openai, provider_config: {voice: nova}}
```

## Fix

None.

## Source

Open-source bolna 0.11.9 (hints before language); that they reach the entries follows from Bolna docs, "Multilingual
Config Reference" (inferred).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.definitions.document import Kind
from anamctl.lint.finding import Severity
from anamctl.lint.legs import legs
from anamctl.lint.rule import Documents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from anamctl.definitions.document import Document
    from anamctl.lint.finding import Problem
    from anamctl.lint.legs import Leg

CODE = "BOL319"
NAME = "leaking-hints"
SUMMARY = "The base's language_hints win over the language of an entry"
SINCE = "0.1.0"
SEVERITY = Severity.WARNING
ON = Documents(Kind.AGENT)


def check(document: Document) -> Iterable[Problem] | None:
    """Ask only when a base has hints."""
    for base in legs(document).bases:
        if base.transcriber.get("language_hints"):
            return _problems(document)
    return None


def _problems(document: Document) -> Iterator[Problem]:
    from anamctl.lint.legs import names
    from anamctl.lint.problems import at

    found = legs(document)
    for base in found.bases:
        hit = [leg for leg in found.entries if leg.base is base and _leaks(leg)]
        if hit:
            codes = names(leg.code for leg in hit)
            yield at(
                document,
                (*base.path, "transcriber", "language_hints"),
                f"language_hints of the base win over the language of {codes}",
                "move them into the transcriber of the languages that they are for",
                part="key",
            )


def _leaks(leg: Leg) -> bool:
    from anamctl.bolna import tables

    hints = leg.transcriber.get("language_hints")
    if not leg.inherits("transcriber", "language_hints") or not isinstance(hints, list):
        return False
    model = leg.transcriber.get("model")
    if not tables.hints_win(leg.listener, model if isinstance(model, str) else None):
        return False
    own = tables.primary_subtag(leg.code)
    return any(not isinstance(hint, str) or tables.primary_subtag(hint) != own for hint in hints)
