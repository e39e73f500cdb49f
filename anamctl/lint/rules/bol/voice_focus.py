"""
`voice_focus_threshold` without `voice_focus`.

## What it does

Finds an `assemblyai_config` that gives a `voice_focus_threshold` and no `voice_focus`.

## Why it matters

The threshold says how strictly other voices are left out; which ones to keep is what `voice_focus` says. Bolna's
published models refuse the one without the other.

## Example

```yaml
tools_config:
  transcriber:
    provider: assembly
    model: universal-3-pro
    language: en
    assemblyai_config: {voice_focus_threshold: 0.5}
  synthesizer:
    provider: openai
    provider_config: {voice: alloy, model: tts-1}
```

## Use instead

```yaml
tools_config:
  transcriber:
    provider: assembly
    model: universal-3-pro
    language: en
    assemblyai_config: {voice_focus: near-field, voice_focus_threshold: 0.5}
  synthesizer:
    provider: openai
    provider_config: {voice: alloy, model: tts-1}
```

## Fix

None: only you know where the caller is.

## Source

Open-source bolna 0.11.9: its model of AssemblyAI's settings. What the server does is inferred.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.definitions.document import Kind
from anamctl.lint.finding import Severity
from anamctl.lint.legs import legs
from anamctl.lint.rule import Documents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from anamctl.definitions.document import Document
    from anamctl.lint.finding import Problem

CODE = "BOL332"
NAME = "voice-focus"
SUMMARY = "voice_focus_threshold without voice_focus"
SINCE = "0.1.0"
SEVERITY = Severity.WARNING
ON = Documents(Kind.AGENT)


def check(document: Document) -> Iterable[Problem] | None:
    """Ask only when AssemblyAI hears."""
    return _problems(document) if "assembly" in legs(document).listeners else None


def _problems(document: Document) -> Iterator[Problem]:
    from anamctl.lint.problems import at

    found = legs(document)
    for leg in found.bases + found.entries:
        keys = ("transcriber", "assemblyai_config")
        if not leg.wrote(*keys, "voice_focus_threshold"):
            continue
        config = leg.own["transcriber"]["assemblyai_config"]
        if config["voice_focus_threshold"] is not None and config.get("voice_focus") is None:
            yield at(
                document,
                (*leg.path, *keys, "voice_focus_threshold"),
                f"voice_focus_threshold{leg.of} without voice_focus",
                "add voice_focus: near-field or far-field",
                part="key",
            )
