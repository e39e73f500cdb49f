"""
ElevenLabs without both `voice` and `voice_id`.

## What it does

Finds legs on ElevenLabs whose `provider_config`, after layering, lacks `voice` or `voice_id`.

## Why it matters

The published models and the live service want both, and refuse the agent otherwise. Bolna's own documentation shows
an agent without `voice`, so this is a warning; `--strict` makes it fail.

## Example

```yaml
multilingual_config:
  enabled: true
  active_language: en
  languages:
    en:
      synthesizer:
        provider: elevenlabs
        provider_config: {voice_id: 21m00Tcm4TlvDq8ikWAM, model: eleven_turbo_v2_5}
    hi:
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
        provider: elevenlabs
        provider_config: {voice: Rachel, voice_id: 21m00Tcm4TlvDq8ikWAM, model: eleven_turbo_v2_5}
    hi:
      synthesizer:
        provider: openai
        provider_config: {voice: nova, model: tts-1}
```

## Fix

None: name and id of the voice stand in Bolna's list of voices.

## Source

Open-source bolna 0.11.9, and the refusal of the live service that Bolna's own client program works around (inferred).
Bolna docs, "Multilingual Config Reference", shows the contrary.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.definitions.document import Kind
from anamctl.lint.finding import Severity
from anamctl.lint.legs import legs
from anamctl.lint.rule import Documents
from anamctl.lint.rules.bol.missing_voice_field import OF_ELEVENLABS, missing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from anamctl.definitions.document import Document
    from anamctl.lint.finding import Problem

CODE = "BOL307"
NAME = "elevenlabs-voice"
SUMMARY = "ElevenLabs without both voice and voice_id"
SINCE = "0.1.0"
SEVERITY = Severity.WARNING
ON = Documents(Kind.AGENT)


def check(document: Document) -> Iterable[Problem] | None:
    """Ask only when somebody speaks with ElevenLabs."""
    return _problems(document) if "elevenlabs" in legs(document).speakers and missing(document) else None


def _problems(document: Document) -> Iterator[Problem]:
    from anamctl.lint.problems import at

    for leg, keys in missing(document):
        lacking = [key for key in keys if key in OF_ELEVENLABS]
        if leg.speaker == "elevenlabs" and lacking:
            yield at(
                document,
                leg.lacking("synthesizer", "provider_config", lacking[0]),
                f"elevenlabs{leg.of} has no {' and no '.join(lacking)}",
                "needs both voice and voice_id",
                part="key",
                notes=(
                    "Bolna's documentation shows one without voice; its service and its published models refuse it",
                ),
            )
