"""
Maya is asked for a language or a voice that it does not have.

## What it does

Finds legs on Maya whose `provider_config` names a language outside of its list, or a voice other than Ananya and
Arjun. When `voice_id` is given, it is the voice. Capitals do not count, and `od` stands for `or`.

## Why it matters

The voice is not built, and the call cannot begin.

## Example

```yaml
multilingual_config:
  enabled: true
  active_language: en
  languages:
    en:
      synthesizer:
        provider: maya
        provider_config: {voice: Ananya, voice_id: Ananya, model: maya-1, language: en}
    ur:
      synthesizer:
        provider: maya
        provider_config: {voice: Ananya, voice_id: Ananya, model: maya-1, language: ur}
```

## Use instead

```yaml
multilingual_config:
  enabled: true
  active_language: en
  languages:
    en:
      synthesizer:
        provider: maya
        provider_config: {voice: Ananya, voice_id: Ananya, model: maya-1, language: en}
    hi:
      synthesizer:
        provider: maya
        provider_config: {voice: Ananya, voice_id: Ananya, model: maya-1, language: hi}
```

## Fix

None.

## Source

Open-source bolna 0.11.9: the synthesizer class of Maya. What the server does when an agent is saved is inferred.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.definitions.document import Kind
from anamctl.lint.finding import Severity
from anamctl.lint.leg_support import unsupported
from anamctl.lint.legs import at_leg, legs, names
from anamctl.lint.rule import Documents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from anamctl.definitions.document import Document
    from anamctl.definitions.nodes import Path
    from anamctl.lint.finding import Problem
    from anamctl.lint.legs import Leg

CODE = "BOL310"
NAME = "maya-limits"
SUMMARY = "Maya is asked for a language or a voice that it does not have"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = Documents(Kind.AGENT)

VOICES = ("Ananya", "Arjun")


def check(document: Document) -> Iterable[Problem] | None:
    """Ask only when somebody speaks with Maya."""
    return _problems(document) if "maya" in legs(document).speakers else None


def _problems(document: Document) -> Iterator[Problem]:
    for one in unsupported(document):
        if one.provider == "maya":
            label = f"it speaks {one.choices}, or auto to detect"
            yield at_leg(document, one.leg, one.keys, f"Maya does not speak {one.named}", label)
    known = {voice.casefold() for voice in VOICES}
    wrong: dict[Path, tuple[Leg, str, str]] = {}
    for leg in legs(document).running:
        # The class takes voice_id before voice, and compares without capitals.
        key = "voice_id" if leg.config.get("voice_id") else "voice"
        voice = leg.config.get(key)
        if leg.speaker == "maya" and voice.__class__ is str and voice and voice.strip().casefold() not in known:
            wrong.setdefault(leg.place("synthesizer", "provider_config", key)[0], (leg, key, voice))
    for leg, key, voice in wrong.values():
        keys = ("synthesizer", "provider_config", key)
        yield at_leg(document, leg, keys, f"Maya has no voice {names([voice])}", f"one of: {', '.join(VOICES)}")
