"""
Media go to another service without audio passthrough.

## What it does

Finds `egress` in `sessionOptions` of an inline persona without `enableAudioPassthrough: true`, and entries of
`languages` that turn it off.

## Why it matters

Egress works only for sessions whose speech comes from the client. Anam refuses the request.

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
sessionOptions:
  egress:
    mode: daily
    daily: {roomUrl: "https://example.daily.co/lobby"}
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  enableAudioPassthrough: true
sessionOptions:
  egress:
    mode: daily
    daily: {roomUrl: "https://example.daily.co/lobby"}
```

## Fix

None: with passthrough your program has to bring the speech.

## Source

Anam API reference (OpenAPI), session token.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.definitions.document import Kind
from anamctl.definitions.persona import view
from anamctl.lint.finding import Severity
from anamctl.lint.rule import Documents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import Document
    from anamctl.lint.finding import Problem

CODE = "ANM224"
NAME = "egress-without-passthrough"
SUMMARY = "Media go to another service without audio passthrough"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = Documents(Kind.PERSONA)

_KEY = "enableAudioPassthrough"


def check(document: Document) -> Iterator[Problem] | None:
    """Ask for audio passthrough where there is egress."""
    return _check(document) if view(document).session.get("egress") else None


def _check(document: Document) -> Iterator[Problem]:
    from anamctl.lint.persona_keys import name_of
    from anamctl.lint.problems import at

    persona = view(document)
    if persona.is_saved:
        return  # a saved persona may have it switched on
    if persona.base.data.get(_KEY) is not True:
        label = f"it needs {_KEY}: true in personaConfig"
        yield at(document, ("sessionOptions", "egress"), f"egress without {_KEY}", label, part="key")
        return
    for entry in persona.entries:
        if entry.data.get(_KEY) is False:
            label = "the egress of sessionOptions needs it"
            yield at(document, (*entry.path, _KEY), f"{name_of(entry.path)} turns {_KEY} off", label)
