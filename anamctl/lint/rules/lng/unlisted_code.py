"""
Anam does not list a language.

## What it does

Finds codes of ISO 639-1, as `languageCode` and as keys of `languages`, that are not among those in Anam's list.

## Why it matters

Anam says that it recognises more than 70 languages and lists fewer, so an unlisted one may work. Some of these are a
slip, though: `se` is Northern Sami, Swedish is `sv`; Norwegian is listed as `no`, not as `nb`.

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  languageCode: se
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  languageCode: sv
```

## Fix

Only for `nb` and `nn`, which become `no`; not safe, because it drops which of the two was meant.

## Source

Anam docs, Multilingual Support (the list, and "70+"). That an unlisted code may work is inferred.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.definitions.document import Kind
from anamctl.lint.finding import Severity
from anamctl.lint.rule import Documents
from anamctl.lint.rules.lng.suspects import suspects
from anamctl.lint.rules.lng.written import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import Document
    from anamctl.lint.finding import Problem
    from anamctl.lint.rules.lng.written import Written

CODE = "LNG104"
NAME = "unlisted-language"
SUMMARY = "Anam does not list a language"
SINCE = "0.1.0"
SEVERITY = Severity.WARNING
ON = Documents(Kind.PERSONA)

_NOTE = "Anam speaks of more than 70 languages: whether this is one of them shows only in a session"


def check(document: Document) -> Iterator[Problem] | None:
    """Name the language, and another one that may have been meant."""
    found = suspects(document)
    return _explain(document, found[CODE]) if CODE in found else None


def _explain(document: Document, codes: list[Written]) -> Iterator[Problem]:
    from anamctl.languages.iso639 import language
    from anamctl.languages.suggestions import confusable
    from anamctl.lint.problems import quote
    from anamctl.lint.rules.lng.wording import offered, problem, question

    for written in codes:
        entry = language(written.code)
        guess = confusable(written.code, written.service)
        label = f"{question(guess)} {guess.why}" if guess else entry.title if entry else ""
        offer = offered(document, written, guess if guess and guess.kind == "alias" else None)
        message = f"{quote(written.code)} is not among the {len(listed('anam'))} languages that Anam lists"
        yield problem(document, written, message, label, offer.and_note(_NOTE))
