"""
A voice or a model is still a placeholder.

## What it does

Finds values of a `provider_config`, and models of a transcriber, that were never filled in: `...`, `<voice-id>`,
`TODO`, `your-voice-id`, `$VOICE_ID`.

## Why it matters

Examples are copied with their placeholders. The provider takes them for a voice or a model and finds nothing.

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
    hi:
      synthesizer:
        provider: openai
        provider_config: {voice: <hindi-voice>, model: tts-1}
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
    hi:
      synthesizer:
        provider: openai
        provider_config: {voice: "${HINDI_VOICE:-nova}", model: tts-1}
```

## Fix

`$NAME` becomes `${NAME}`, which anamctl replaces; unsafe, because the variable may not be set. Nothing can be known
about the others.

## Source

Bolna docs, "Multilingual Config Reference", whose examples hold such placeholders.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.definitions.document import Kind
from anamctl.lint.finding import Severity
from anamctl.lint.legs import legs
from anamctl.lint.placeholders import is_placeholder
from anamctl.lint.rule import Documents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from anamctl.definitions.document import Document
    from anamctl.definitions.nodes import Path
    from anamctl.lint.finding import Problem
    from anamctl.lint.legs import Leg

CODE = "BOL326"
NAME = "placeholder-value"
SUMMARY = "A voice or a model is still a placeholder"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = Documents(Kind.AGENT)

_FREE = frozenset({"language", "style"})
"""Values that are no names: ``id`` is Indonesian, and a style is described in words."""


def check(document: Document) -> Iterable[Problem] | None:
    """Look at what the base and every entry wrote."""
    found = legs(document)
    suspects: list[tuple[Leg, Path, str]] = []
    for group in (found.bases, found.entries):
        for leg in group:
            _look(leg, suspects)
    return _problems(document, suspects) if suspects else None


def _look(leg: Leg, suspects: list[tuple[Leg, Path, str]]) -> None:
    own = leg.own
    synthesizer = own.get("synthesizer")
    config = synthesizer.get("provider_config") if synthesizer.__class__ is dict else None
    if config.__class__ is dict:
        for key, value in config.items():
            if value.__class__ is str and key not in _FREE and value and is_placeholder(value):
                suspects.append((leg, ("synthesizer", "provider_config", key), value))  # hardly ever
    transcriber = own.get("transcriber")
    if transcriber.__class__ is dict:
        model = transcriber.get("model")
        if model.__class__ is str and model and is_placeholder(model):
            suspects.append((leg, ("transcriber", "model"), model))


def _problems(document: Document, suspects: list[tuple[Leg, Path, str]]) -> Iterator[Problem]:
    from anamctl.lint.edits import replace_value
    from anamctl.lint.placeholders import variable_in
    from anamctl.lint.problems import at, quote

    for leg, keys, value in suspects:
        path = (*leg.path, *keys)
        variable = variable_in(value)
        fix = None
        label = "put the name or id here, or ${NAME} to take it from the environment"
        if variable is not None:
            label = f"write ${{{variable}}} to take it from the environment"
            fix = replace_value(document, path, f'"${{{variable}}}"', f"write ${{{variable}}}", safe=False)
        what = f"placeholder {quote(value)}" if value.strip() else "a text without a letter"
        yield at(document, path, f"{keys[-1]}{leg.of} is {what}", label, fix=fix, severity=leg.severity)
