"""
A language code is more, or less, than two lower-case letters.

## What it does

Finds locales (`fr-FR`), capitals (`FR`), three-letter codes (`fra`) and names (`French`) where a code of ISO 639-1
belongs. For Bolna, locales have a rule of their own, LNG105: some of its speech providers want them.

## Why it matters

Anam documents two letters and nothing else. What it does with anything else is not documented, and the language then
heard is not the one you wrote.

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  languageCode: fr-FR
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  languageCode: fr
```

## Fix

Writes the two letters. Not offered when the right key is there already, or when we only guess the language.

## Source

Anam docs, Multilingual Support; Anam API reference (OpenAPI), session token; Bolna docs, Multilingual Config
Reference.
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

CODE = "LNG102"
NAME = "language-code-form"
SUMMARY = "A language code is not two lower-case letters"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = Documents(Kind.PERSONA, Kind.AGENT)


def check(document: Document) -> Iterator[Problem] | None:
    """Say what the two letters probably are."""
    found = suspects(document)
    return _explain(document, found[CODE]) if CODE in found else None


def _explain(document: Document, codes: list[Written]) -> Iterator[Problem]:
    from anamctl.lint.problems import quote
    from anamctl.lint.rules.lng.wording import offered, problem, question

    for written in codes:
        guess = guess_for(document, written.code, written.service)
        message = f"language code {quote(written.code)} is not two lower-case letters"
        label = question(guess) or _without_idea(written)
        yield problem(document, written, message, label, offered(document, written, guess))


def _without_idea(written: Written) -> str:
    from anamctl.languages.suggestions import NOT_LANGUAGES

    if written.part == "value" and written.code.strip().lower() in {"", *NOT_LANGUAGES}:
        return "leave the field out when no language is meant"
    return 'expected a code of ISO 639-1, such as "en" or "fr"'
