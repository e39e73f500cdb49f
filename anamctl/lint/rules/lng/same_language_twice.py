"""
Two entries of an agent are for one language.

## What it does

Finds two entries of `multilingual_config.languages` whose languages begin with the same primary code: `en` and
`en-IN`. What counts is the `language` of the entry's transcriber, or else the entry's key.

## Why it matters

A running call tells its languages apart by that first part alone, and the later entry takes the place of the earlier
one.

## Example

```yaml
multilingual_config:
  enabled: true
  active_language: en
  languages:
    en:
      synthesizer:
        provider: sarvam
        provider_config: {voice: Anushka, voice_id: anushka, model: "bulbul:v2"}
    hi:
      synthesizer:
        provider: sarvam
        provider_config: {voice: Anushka, voice_id: anushka, model: "bulbul:v2"}
    en-IN:
      synthesizer:
        provider: sarvam
        provider_config: {voice: Anushka, voice_id: anushka, model: "bulbul:v2"}
```

## Use instead

```yaml
multilingual_config:
  enabled: true
  active_language: en
  languages:
    en:
      synthesizer:
        provider: sarvam
        provider_config: {voice: Anushka, voice_id: anushka, model: "bulbul:v2"}
    hi:
      synthesizer:
        provider: sarvam
        provider_config: {voice: Anushka, voice_id: anushka, model: "bulbul:v2"}
```

## Fix

None: only you know which entry is the right one.

## Source

Open-source bolna 0.11.9 (a detected language is matched by the part before the hyphen; of two, the last one wins).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.definitions.agent import view
from anamctl.definitions.document import Kind
from anamctl.lint.finding import Severity
from anamctl.lint.rule import Documents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import Document
    from anamctl.definitions.nodes import Path
    from anamctl.lint.finding import Problem

CODE = "LNG110"
NAME = "same-language-twice"
SUMMARY = "Two entries of an agent are for one language"
SINCE = "0.1.0"
SEVERITY = Severity.WARNING
ON = Documents(Kind.AGENT)


def check(document: Document) -> Iterator[Problem]:
    """Point at the later entry and name the earlier one."""
    from anamctl.bolna.tables import primary_subtag

    for tools in view(document).tools:
        seen: dict[str, str] = {}
        for code, entry in tools.languages.items():
            primary = primary_subtag(_heard(code, entry))
            first = seen.setdefault(primary, code)
            if first != code and primary not in _NO_LANGUAGE:
                yield _problem(document, (*tools.languages_path, code), primary, first)


_NO_LANGUAGE = frozenset({"multi", "unknown", "auto", "multilingual"})
# Words for "whatever is spoken": of these, several entries may have one.


def _heard(code: str, entry: object) -> str:
    transcriber = entry.get("transcriber") if isinstance(entry, dict) else None
    language = transcriber.get("language") if isinstance(transcriber, dict) else None
    return language if isinstance(language, str) else code


def _problem(document: Document, path: Path, primary: str, first: str) -> Problem:
    from anamctl.lint.problems import at, quote

    message = f"{quote(path[-1])} is the same language as {quote(first)}"
    label = f'a call knows both as "{primary}" and uses this one only'
    return at(document, path, message, label, part="key")
