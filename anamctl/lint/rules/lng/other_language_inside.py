"""
What stands inside an entry is for another language than its key.

## What it does

Finds a `languageCode` inside an entry of `languages` that differs from the entry's key. In a Bolna agent it finds a
transcriber or a voice whose `language` is another language than the entry's key; there it is a warning.

## Why it matters

The key says which language an entry is for, and is what counts. Two answers to one question are left over from
copying an entry, and nobody can know which of them is the mistake.

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  languageCode: en
languages:
  es:
    languageCode: fr
    voiceId: de23e340-1416-4dd8-977d-065a7ca11697
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  languageCode: en
languages:
  es:
    voiceId: de23e340-1416-4dd8-977d-065a7ca11697
```

## Fix

Writes the key's language. Not safe: the key may be the mistake. A transcriber's language has none.

## Source

Ours: `languages` is anamctl's own part of a persona file. For Bolna: open-source bolna 0.11.9, where a call tells its
languages apart by the transcriber's `language`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.definitions.document import Kind
from anamctl.lint.finding import Severity
from anamctl.lint.rule import Documents
from anamctl.lint.rules.lng.suspects import suspects

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import Document
    from anamctl.lint.finding import Problem
    from anamctl.lint.rules.lng.written import Written

CODE = "LNG106"
NAME = "other-language-inside"
SUMMARY = "What stands inside an entry is for another language than its key"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = Documents(Kind.PERSONA, Kind.AGENT)


def check(document: Document) -> Iterator[Problem] | None:
    """Name both languages."""
    found = suspects(document)
    return _explain(document, found[CODE]) if CODE in found else None


def _explain(document: Document, codes: list[Written]) -> Iterator[Problem]:
    from anamctl.lint.problems import quote
    from anamctl.lint.rules.lng.wording import Offer, named, problem, renamed

    for written in codes:
        key = written.key or ""
        if written.service == "anam":
            message = f"languageCode {quote(written.code)} differs from its key {quote(key)}"
            offer = Offer(renamed(document, written, key, safe=False))
            yield problem(document, written, message, "leave it out: the key is what counts", offer)
            continue
        does = "speaks" if "synthesizer" in written.path else "listens for"
        message = f"the entry {quote(key)} {does} {named(written.code)}"
        yield problem(document, written, message, f"expected {named(key)}", severity=Severity.WARNING)
