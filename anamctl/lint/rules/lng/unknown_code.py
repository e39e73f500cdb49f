"""
A language code is no code of ISO 639-1.

## What it does

Finds two-letter codes that stand for no language: as `languageCode`, as a key of `languages`, as the `language` that
a Bolna agent hears or speaks, and as a key of its messages.

## Why it matters

A token is minted and an agent is saved all the same; the caller is misheard. Most of these are the code of a country
where the code of its language was meant: `jp` for `ja`, `cn` for `zh`.

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  languageCode: jp
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  languageCode: ja
```

## Fix

Writes the code that was meant. Safe when there is only one it can be; not offered when the right key is there
already.

## Source

ISO 639-1; Anam docs, Multilingual Support; Bolna docs, Multilingual Config Reference. That the services accept a
wrong code without a word is inferred.
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

CODE = "LNG101"
NAME = "unknown-language-code"
SUMMARY = "A language code is no code of ISO 639-1"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = Documents(Kind.PERSONA, Kind.AGENT)


def check(document: Document) -> Iterator[Problem] | None:
    """Say which language was probably meant."""
    found = suspects(document)
    return _explain(document, found[CODE]) if CODE in found else None


def _explain(document: Document, codes: list[Written]) -> Iterator[Problem]:
    from anamctl.lint.problems import quote
    from anamctl.lint.rules.lng.wording import offered, problem, question

    for written in codes:
        guess = guess_for(document, written.code, written.service)
        label = "not an ISO 639-1 code" + (f"; {question(guess)}" if guess else "")
        offer = offered(document, written, guess)
        yield problem(document, written, f"unknown language code {quote(written.code)}", label, offer)
