"""
What a provider is asked for rests on a guess.

## What it does

Finds legs whose language must be brought into another form on its way to the provider, while nobody publishes how
Bolna does that: locales for Azure and Google (hearing) and Polly (speaking), and Odia for Cartesia and Smallest.

## Why it matters

What `anamctl` shows for such a leg is its own guess. A form that you write yourself is sent as it stands.

## Example

```yaml
multilingual_config:
  enabled: true
  active_language: en
  languages:
    en:
      synthesizer:
        provider: openai
        provider_config: {voice: alloy, model: tts-1}
    pa:
      transcriber: {provider: google, model: latest_long, language: pa}
      synthesizer:
        provider: openai
        provider_config: {voice: nova, model: tts-1}
```

## Use instead

```yaml
multilingual_config:
  enabled: true
  active_language: en
  languages:
    en:
      synthesizer:
        provider: openai
        provider_config: {voice: alloy, model: tts-1}
    pa:
      transcriber: {provider: google, model: latest_long, language: pa-Guru-IN}
      synthesizer:
        provider: openai
        provider_config: {voice: nova, model: tts-1}
```

## Fix

Unsafe: writes the form that was guessed, where the entry names a language.

## Source

Ours, as far as it is a guess; what the services take is in their own SDKs (cartesia 4.2.0, smallestai 5.14.0) and in
open-source bolna 0.11.9.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.definitions.document import Kind
from anamctl.lint.finding import Severity
from anamctl.lint.legs import legs
from anamctl.lint.rule import Documents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from anamctl.bolna.tables import Resolved
    from anamctl.definitions.document import Document
    from anamctl.lint.finding import Problem
    from anamctl.lint.legs import Leg

CODE = "BOL318"
NAME = "guessed-language"
SUMMARY = "What a provider is asked for rests on a guess"
SINCE = "0.1.0"
SEVERITY = Severity.WARNING
ON = Documents(Kind.AGENT)

_HEARD = ("transcriber", "language")
_SPOKEN = ("synthesizer", "provider_config", "language")


def check(document: Document) -> Iterable[Problem] | None:
    """Ask whether any language was guessed."""
    for leg in legs(document).entries:
        heard, spoken = leg.heard, leg.spoken
        if (heard is not None and heard.confidence == "guess") or (spoken is not None and spoken.confidence == "guess"):
            return _problems(document)
    return None


def _problems(document: Document) -> Iterator[Problem]:
    from anamctl.lint.leg_support import unsupported

    # Of these another rule says more.
    known = {
        (one.leg.path, one.keys)
        for one in unsupported(document)
        if one.support.answer == "no" or one.provider == "sarvam"
    }
    for leg in legs(document).entries:
        for keys, resolved, provider in ((_HEARD, leg.heard, leg.listener), (_SPOKEN, leg.spoken, leg.speaker)):
            if resolved is not None and resolved.is_guess and (leg.path, keys) not in known:
                yield _problem(document, leg, keys, resolved, provider)


def _problem(document: Document, leg: Leg, keys: tuple[str, ...], resolved: Resolved, provider: str) -> Problem:
    from anamctl.lint.edits import replace_text, value_at
    from anamctl.lint.legs import at_leg

    what = "transcriber.language" if keys is _HEARD else "provider_config.language"
    fix = None
    if resolved.value != value_at(document, (*leg.path, *keys)):
        fix = replace_text(document, (*leg.path, *keys), resolved.value, f"write {resolved.value}", safe=False)
    return at_leg(
        document,
        leg,
        keys,
        f'"{resolved.value}" is a guess for {what} of "{leg.code}"',
        f"Bolna does not publish what it sends to {provider}; write the form that {provider} wants",
        notes=(resolved.note,) if resolved.note else (),
        fix=fix,
    )
