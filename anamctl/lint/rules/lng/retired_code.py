"""
A language code was withdrawn from ISO 639-1.

## What it does

Finds the codes that ISO replaced: `iw` (now `he`), `in` (`id`), `ji` (`yi`), `mo` (`ro`), `sh` (`sr`) and `jw`, which
was a misprint of `jv`.

## Why it matters

Services list the current codes. An old one is at best ignored, and then another language is expected.

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  languageCode: iw
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  languageCode: he
```

## Fix

Writes the current code. Not safe for `in`, which may be India, and for `sh`, which stood for more than Serbian.

## Source

ISO 639-1, changes of 1989, 2000 and 2008; Anam docs, Multilingual Support; Bolna docs, Multilingual Config Reference.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.definitions.document import Kind
from anamctl.lint.finding import Severity
from anamctl.lint.rule import Documents
from anamctl.lint.rules.lng.suspects import suspects
from anamctl.lint.rules.lng.written import guess_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import Document
    from anamctl.lint.finding import Problem
    from anamctl.lint.rules.lng.written import Written

CODE = "LNG103"
NAME = "retired-language-code"
SUMMARY = "A language code was withdrawn from ISO 639-1"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = Documents(Kind.PERSONA, Kind.AGENT)


def check(document: Document) -> Iterator[Problem] | None:
    """Give the code that took its place."""
    found = suspects(document)
    return _explain(document, found[CODE]) if CODE in found else None


def _explain(document: Document, codes: list[Written]) -> Iterator[Problem]:
    from anamctl.lint.problems import quote
    from anamctl.lint.rules.lng.wording import named, offered, problem

    for written in codes:
        guess = guess_for(document, written.code, written.service)
        label = f"the current code is {named(guess.code)}" if guess else "write the current code of the language"
        offer = offered(document, written, guess)
        yield problem(document, written, f"language code {quote(written.code)} was withdrawn", label, offer)
