"""
A word has two pronunciations.

## What it does

Finds `pronunciation_rules` with the same `word` twice. Capitals and white space around the word do not count.

## Why it matters

Bolna's published models refuse such a list.

## Example

```yaml
tools_config:
  transcriber: {provider: deepgram, model: nova-3, language: en}
  synthesizer:
    provider: openai
    provider_config: {voice: alloy, model: tts-1}
    pronunciation_rules:
      - {word: Bolna, say_as: bowl-na}
      - {word: bolna, say_as: ball-na}
```

## Use instead

```yaml
tools_config:
  transcriber: {provider: deepgram, model: nova-3, language: en}
  synthesizer:
    provider: openai
    provider_config: {voice: alloy, model: tts-1}
    pronunciation_rules:
      - {word: Bolna, say_as: bowl-na}
```

## Fix

None: only you know which of the two is right.

## Source

Open-source bolna 0.11.9: its model of a synthesizer. What the server does is inferred.
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

CODE = "BOL331"
NAME = "repeated-word"
SUMMARY = "A word has two pronunciations"
SINCE = "0.1.0"
SEVERITY = Severity.WARNING
ON = Documents(Kind.AGENT)


def check(document: Document) -> Iterable[Problem] | None:
    """Ask only when somebody has rules of pronunciation."""
    found = legs(document)
    for group in (found.bases, found.entries):
        for leg in group:
            if "pronunciation_rules" in leg.synthesizer:
                return _problems(document, found.bases + found.entries)
    return None


def _problems(document: Document, suspects: list[Leg]) -> Iterator[Problem]:
    from anamctl.lint.problems import at, quote

    for leg in suspects:
        if not leg.wrote("synthesizer", "pronunciation_rules"):
            continue
        path = (*leg.path, "synthesizer", "pronunciation_rules")
        listed = leg.own["synthesizer"]["pronunciation_rules"]
        first: dict[str, int] = {}
        for index, rule in enumerate(listed if isinstance(listed, list) else ()):
            word = rule.get("word") if isinstance(rule, dict) else None
            if not isinstance(word, str):
                continue
            before = first.setdefault(word.strip().casefold(), index)
            if before != index:
                line = document.source.position(document.key_span((*path, before)).start).line
                message = f"word {quote(word)} has a second pronunciation"
                yield at(document, (*path, index, "word"), message, f"the first one is on line {line}")
