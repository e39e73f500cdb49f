"""
The accent of a voice does not fit the language.

## What it does

Finds a `voiceId` whose accent is that of a country in which the language is neither official nor spoken in a part of
it, when nothing written about the voice (name, description, tags) mentions the language either.

It is asked only by `anamctl validate --online`, which looks into the account.

## Why it matters

`languageCode` is what a persona hears; what it speaks is decided by the voice. A voice with the accent of another
country reads French as if it were its own language, or with an accent that nobody asked for.

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: de23e340-1416-4dd8-977d-065a7ca11697
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  languageCode: hi
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: de23e340-1416-4dd8-977d-065a7ca11697
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  languageCode: en
```

## Fix

None: `anamctl voices --lang CODE` lists the voices that probably speak a language. Suppress the warning when somebody
has listened and is content.

## Source

Anam API reference (OpenAPI): `country` of a voice is that of its accent; Anam docs, "Multilingual Support" (the voice
decides what is spoken). Which languages belong to a country: Unicode CLDR. That the one follows from the other is
inferred: Anam says of no voice which languages it speaks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.definitions.document import Kind
from anamctl.definitions.persona import view
from anamctl.lint.account import account_of, named
from anamctl.lint.finding import Severity
from anamctl.lint.rule import Online

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import Document
    from anamctl.definitions.nodes import Path
    from anamctl.lint.account import Item
    from anamctl.lint.finding import Problem

CODE = "ANM230"
NAME = "voice-accent"
SUMMARY = "The accent of a voice does not fit the language"
SINCE = "0.1.0"
SEVERITY = Severity.WARNING
ON = Online(Kind.PERSONA)


def check(document: Document) -> Iterator[Problem]:
    """Hold the voice of each language against it; inherited voices are LNG107."""
    account = account_of(document)
    voices = account.kinds.get("voiceId") if account is not None else None
    if voices is None:
        return
    for layer in view(document).layers:
        for path, id_ in named(layer.data, layer.path, "voiceId"):
            voice = voices.items.get(id_.lower())
            if voice is not None and layer.code is not None and not _fits(voice, layer.code):
                yield _problem(document, path, voice, layer.code)


def _fits(voice: Item, code: str) -> bool:
    from anamctl.languages.accents import is_country, mention, tie
    from anamctl.languages.iso639 import is_iso639

    if not is_iso639(code) or not is_country(voice.country):
        return True
    return bool(tie(voice.country, code) or mention(voice.words, code))


def _problem(document: Document, path: Path, voice: Item, code: str) -> Problem:
    from anamctl.languages.accents import country_name
    from anamctl.languages.iso639 import language
    from anamctl.lint.problems import at, quote

    known = language(code)
    name = known.english if known is not None else code
    who = f"the voice {quote(voice.name)}" if voice.name else "the voice"
    message = f"{who} has an accent ({country_name(voice.country)}), and nothing about it mentions {name}"
    model = "its model speaks many languages, so listen to it; " if voice.is_multilingual else ""
    return at(document, path, message, f"{model}`anamctl voices --lang {code}` lists others")
