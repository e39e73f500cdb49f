"""
The prompt of a language lacks an address or a number of the base prompt.

## What it does

Finds addresses of pages, e-mail addresses and telephone numbers that the base prompt gives and the prompt of another
language does not. An address that differs only by the language in it (`/en/menu` and `/fr/menu`) passes, and so does
a number without its country code or in other digits.

## Why it matters

What was added to one prompt and not to the others is missing for some callers only, and nobody tests every language
again.

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  languageCode: en
  systemPrompt: "Breakfast is on the menu: https://hotel.example/menu"
languages:
  fr:
    voiceId: de23e340-1416-4dd8-977d-065a7ca11697
    systemPrompt: Le petit-déjeuner est sur la carte.
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  languageCode: en
  systemPrompt: "Breakfast is on the menu: https://hotel.example/menu"
languages:
  fr:
    voiceId: de23e340-1416-4dd8-977d-065a7ca11697
    systemPrompt: "Le petit-déjeuner est sur la carte : https://hotel.example/menu"
```

## Fix

None.

## Source

Ours.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from anamctl.definitions.document import Kind
from anamctl.lint.finding import Severity
from anamctl.lint.rule import Documents
from anamctl.lint.rules.txt.prompts import owner, prompts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import Document
    from anamctl.lint.finding import Problem
    from anamctl.lint.texts import Text

CODE = "TXT403"
NAME = "contacts-lost"
SUMMARY = "The prompt of a language lacks an address or a number of the base prompt"
SINCE = "0.1.0"
SEVERITY = Severity.WARNING
ON = Documents(Kind.PERSONA, Kind.AGENT)


_NUMBER = re.compile(r"[0-9][0-9 ()./\u00a0\u202f‑-]{6,}")
_FEWEST_DIGITS = 7
_NO_DIGITS = bytes(set(range(256)) - set(b"0123456789"))
_LONGEST_ADDRESS = 500


def check(document: Document) -> Iterator[Problem] | None:
    """Look for what the base prompt names in the others."""
    for group in prompts(document):
        if len(group) > 1:
            pieces = _pieces(group[0].text)
            for text in group[1:] if pieces else ():
                for piece in pieces:
                    if piece not in text.text:
                        return _compare(document)
    return None


def _pieces(text: str) -> list[str]:
    """Find roughly, and quickly, what may be an address or a number: when the others have it all, that is enough."""
    digits = text.encode("ascii", "ignore").translate(None, _NO_DIGITS)
    found: list[str] = _NUMBER.findall(text) if len(digits) >= _FEWEST_DIGITS else []
    at = text.find("://")
    while at >= 0:
        found += text[max(0, at - 5) : at + _LONGEST_ADDRESS].split(None, 1)[:1]
        at = text.find("://", at + 3)
    if "@" in text or "www." in text:
        found += [word for word in text.split() if "@" in word or "www." in word]
    return found


def _compare(document: Document) -> Iterator[Problem]:
    from anamctl.lint.rules.txt.contacts import contacts, lacking

    for group in prompts(document):
        base = group[0]
        named = contacts(base.text)
        for text in group[1:] if any(named) else ():
            missing = lacking(named, text.text, (base.code or "en", text.code or "en"))
            if missing:
                yield _problem(document, base, text, missing)


def _problem(document: Document, base: Text, text: Text, missing: list[str]) -> Problem:
    from anamctl.lint.problems import at, quote

    message = f"the prompt of {owner(text)} lacks {', '.join(map(quote, missing))}"
    return at(document, text.path, message, f"the prompt of {owner(base)} gives it", part="key")
