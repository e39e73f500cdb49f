"""
`active_language` is not among the languages.

## What it does

Finds an `active_language` that is no key of `languages`. One that is left out means `en`.

## Why it matters

Bolna checks this when an agent is created and when it is updated. It answers "Invalid multilingual config" and saves
nothing.

## Example

```yaml
multilingual_config:
  enabled: true
  active_language: pt
  languages:
    en:
      synthesizer:
        provider: openai
        provider_config: {voice: alloy, model: tts-1}
    hi:
      synthesizer:
        provider: openai
        provider_config: {voice: nova, model: tts-1}
```

## Use instead

```yaml
multilingual_config:
  enabled: true
  active_language: hi
  languages:
    en:
      synthesizer:
        provider: openai
        provider_config: {voice: alloy, model: tts-1}
    hi:
      synthesizer:
        provider: openai
        provider_config: {voice: nova, model: tts-1}
```

## Fix

Safe when exactly one key has the same language in another form (`hi-IN` or `HI` for `hi`).

## Source

Bolna docs, "Multilingual Config Reference". That a disabled object is not checked is inferred; then this is a
warning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.definitions.agent import DEFAULT_ACTIVE, view
from anamctl.definitions.document import Kind
from anamctl.lint.finding import Severity
from anamctl.lint.rule import Documents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.agent import Tools
    from anamctl.definitions.document import Document
    from anamctl.definitions.nodes import Path
    from anamctl.lint.finding import Fix, Problem

CODE = "BOL302"
NAME = "active-language"
SUMMARY = "active_language is not among the languages"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = Documents(Kind.AGENT)

REFUSED = 'Bolna answers this with "Invalid multilingual config" and saves nothing'


def check(document: Document) -> Iterator[Problem]:
    """Look for the language that the call opens in."""
    for tools in view(document).tools:
        multilingual = tools.multilingual
        if multilingual is None:
            continue
        active = multilingual.get("active_language", DEFAULT_ACTIVE)
        languages = tools.languages
        # Another class is a wrong type, or a placeholder that nobody can look up.
        if active.__class__ is str and languages and active not in languages:
            yield _problem(document, tools, active)


def _problem(document: Document, tools: Tools, active: str) -> Problem:
    from anamctl.lint.problems import at, quote

    severity = None if tools.is_enabled else Severity.WARNING
    notes = (REFUSED,) if tools.is_enabled else ()
    choices = f"one of: {', '.join(tools.languages)}"
    if "active_language" not in (tools.multilingual or {}):
        message = f"active_language is left out and means {quote(active)}, which is not among the languages"
        label = f"add active_language, {choices}"
        return at(document, tools.languages_path, message, label, notes=notes, severity=severity)
    message = f"active_language {quote(active)} is not among the languages"
    path: Path = (*tools.multilingual_path, "active_language")
    fix = _fix(document, path, active, list(tools.languages))
    return at(document, path, message, choices, notes=notes, fix=fix, severity=severity)


def _fix(document: Document, path: Path, active: str, codes: list[str]) -> Fix | None:
    from anamctl.bolna.tables import primary_subtag
    from anamctl.lint.edits import replace_text

    plain = primary_subtag(active.strip().replace("_", "-"))
    same = [code for code in codes if primary_subtag(code) == plain]
    return replace_text(document, path, same[0], f"write {same[0]}") if len(same) == 1 else None
