"""
An entry has no voice of its own.

## What it does

Finds entries of `languages` without a `voiceId` while `personaConfig` has one for another language. In a Bolna agent
it finds entries on the base's provider that name neither `voice` nor `voice_id`: a warning where a voice has one
language (Azure, Deepgram, Polly), else only advice.

## Why it matters

`languageCode` is what a persona hears; what it speaks is decided by the voice. An entry without a voice speaks with
that of the base, which may read French as if it were English.

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  languageCode: en
languages:
  fr:
    systemPrompt: Tu es concierge. Réponds toujours en français.
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  languageCode: en
languages:
  fr:
    voiceId: de23e340-1416-4dd8-977d-065a7ca11697
    systemPrompt: Tu es concierge. Réponds toujours en français.
```

## Fix

None. When the voice of the base is a multilingual one, repeat it in the entry, and everybody sees that it is meant.

## Source

Anam docs, Multilingual Support (what the persona speaks); Bolna docs, Multilingual Config Reference (how a voice is
inherited). Which providers have voices of one language is inferred from their voice names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anamctl.definitions import agent, persona
from anamctl.definitions.document import Kind
from anamctl.lint.finding import Severity
from anamctl.lint.rule import Documents
from anamctl.lint.rules.lng.written import MOST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import Document
    from anamctl.lint.finding import Problem

CODE = "LNG107"
NAME = "base-voice"
SUMMARY = "An entry has no voice of its own"
SINCE = "0.1.0"
SEVERITY = Severity.WARNING
ON = Documents(Kind.PERSONA, Kind.AGENT)


_ONE_LANGUAGE_VOICES = ("azuretts", "deepgram", "polly")


def check(document: Document) -> Iterator[Problem] | None:
    """Point at the entries that would speak with the voice of another language."""
    if document.kind is Kind.AGENT:
        return _of_agent(document)
    view = persona.view(document)
    base = view.base.data
    if not base.get("voiceId") or base.get("enableAudioPassthrough") is True:
        return None
    own = view.base.code or "en"
    bare = [entry for entry in view.entries if "voiceId" not in entry.data and entry.code != own]
    return _of_persona(document, bare[:MOST]) if bare else None


def _of_persona(document: Document, entries: list[persona.Layer]) -> Iterator[Problem]:
    from anamctl.lint.problems import at, quote

    for code, path, _ in entries:
        message = f"{quote(code)} has no voiceId of its own"
        label = "it would speak with the voice of personaConfig; if that voice knows the language, repeat its id here"
        yield at(document, path, message, label, part="key")


def _of_agent(document: Document) -> Iterator[Problem]:
    from anamctl.bolna.tables import primary_subtag
    from anamctl.lint.problems import at, quote

    for tools in agent.view(document).tools:
        base = tools.synthesizer
        provider, config = base.get("provider"), base.get("provider_config")
        own = _language(tools.transcriber, config)
        if tools.multilingual is None or own is None or not (isinstance(config, dict) and _has_voice(config)):
            continue
        severity = Severity.WARNING if provider in _ONE_LANGUAGE_VOICES else Severity.INFO
        for code, entry in tools.languages.items():
            part = entry.get("synthesizer") if isinstance(entry, dict) else None
            if not isinstance(part, dict) or part.get("provider", provider) != provider or primary_subtag(code) == own:
                continue
            inner = part.get("provider_config")
            if not isinstance(inner, dict) or not _has_voice(inner):
                path = (*tools.languages_path, code)
                label = f"it speaks with the base's {provider} voice; if that voice knows the language, repeat it here"
                yield at(document, path, f"{quote(code)} has no voice of its own", label, part="key", severity=severity)


def _has_voice(config: dict[str, Any]) -> bool:
    return bool(config.get("voice") or config.get("voice_id"))


def _language(transcriber: dict[str, Any], config: object) -> str | None:
    """Tell which language the base is for: that of its voice, or else the one it listens for."""
    from anamctl.bolna.tables import primary_subtag

    spoken = config.get("language") if isinstance(config, dict) else None
    found = spoken or transcriber.get("language")
    return primary_subtag(found) if isinstance(found, str) else None
