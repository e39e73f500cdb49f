"""
Bolna does not document a language code.

## What it does

Finds keys of `multilingual_config.languages` and of messages that are not among the 18 codes in Bolna's
documentation: `or`, which Bolna writes `od`, locales such as `hi-IN`, and languages that it does not list. Also finds
locales as `transcriber.language` where the service behind it takes plain codes only.

## Why it matters

The key becomes the language of the transcriber and of the voice wherever the entry names none. Bolna makes the form
that each provider wants out of its own codes, not out of others.

## Example

```yaml
multilingual_config:
  enabled: true
  active_language: hi
  languages:
    hi:
      synthesizer:
        provider: sarvam
        provider_config: {voice: Anushka, voice_id: anushka, model: "bulbul:v2"}
    or:
      synthesizer:
        provider: sarvam
        provider_config: {voice: Vidya, voice_id: vidya, model: "bulbul:v2"}
```

## Use instead

```yaml
multilingual_config:
  enabled: true
  active_language: hi
  languages:
    hi:
      synthesizer:
        provider: sarvam
        provider_config: {voice: Anushka, voice_id: anushka, model: "bulbul:v2"}
    od:
      synthesizer:
        provider: sarvam
        provider_config: {voice: Vidya, voice_id: vidya, model: "bulbul:v2"}
```

## Fix

Writes Bolna's own code, in `active_language` too. Safe for `or`, and for a locale whose region adds nothing.

## Source

Bolna docs, Multilingual Config Reference and Multilingual support (the 18 codes, `od`). What Bolna does with other
keys is not documented; that plain codes are wanted from ElevenLabs, OpenAI and Smallest is inferred from open-source
bolna 0.11.9, which sends the language as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.definitions.document import Kind
from anamctl.lint.finding import Severity
from anamctl.lint.rule import Documents
from anamctl.lint.rules.lng.suspects import suspects
from anamctl.lint.rules.lng.written import guess_for, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import Document
    from anamctl.languages.suggestions import Suggestion
    from anamctl.lint.finding import Problem
    from anamctl.lint.rules.lng.written import Written

CODE = "LNG105"
NAME = "bolna-language-code"
SUMMARY = "Bolna does not document a language code"
SINCE = "0.1.0"
SEVERITY = Severity.WARNING
ON = Documents(Kind.AGENT)


def check(document: Document) -> Iterator[Problem] | None:
    """Give Bolna's own code where there is one."""
    found = suspects(document)
    return _explain(document, found[CODE]) if CODE in found else None


def _explain(document: Document, codes: list[Written]) -> Iterator[Problem]:
    from anamctl.languages.suggestions import confusable
    from anamctl.lint.problems import quote
    from anamctl.lint.rules.lng.wording import offered, problem

    for written in codes:
        guess = guess_for(document, written.code, written.service)
        meant = guess or confusable(written.code, written.service)
        shown = quote(written.code)
        if written.part == "value" and len(written.code) > 2:
            message = f"locale {shown} where the transcriber is sent a plain language code"
        else:
            message = f"language code {shown} is not among the {len(listed('bolna'))} that Bolna documents"
        offer = offered(document, written, guess, may_be_safe=guess is not None and _is_without_loss(guess))
        yield problem(document, written, message, _label(written.code, meant), offer)


def _label(code: str, meant: Suggestion | None) -> str:
    from anamctl.lint.rules.lng.wording import named, question

    if meant is not None and meant.code == "od":
        return 'Bolna writes Odia as "od"'
    if meant is not None:
        return question(meant)
    return f"{named(code)}; Bolna has {', '.join(sorted(listed('bolna')))}"


def _is_without_loss(guess: Suggestion) -> bool:
    """Tell whether a region can go: that of English or Spanish says something, that of Hindi does not."""
    from anamctl.languages.iso639 import language_of

    found = language_of(guess.code)
    return found is not None and found.script != "Latn"
