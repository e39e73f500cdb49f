"""
No key at the top of a document tells what it is.

## What it does

Finds documents without any of the keys that make a persona (`personaConfig`) or an agent (`agent_config`,
`tools_config`, `multilingual_config`), and says which of them is probably misspelt or missing.

## Why it matters

Nothing in such a document can be checked; a misspelt key would make a faulty file pass.

## Example

```yaml
personaConfg:
  personaId: 6bfbe25a-979d-40f3-a92b-5394170af54b
```

## Use instead

```yaml
personaConfig:
  personaId: 6bfbe25a-979d-40f3-a92b-5394170af54b
```

## Fix

Unsafe: renames a key that is a misspelling of exactly one of these.

## Source

Anam API reference (OpenAPI), session token; Bolna docs, create agent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.definitions.document import AGENT_KEYS, PERSONA_KEYS
from anamctl.lint.edits import rename_key
from anamctl.lint.finding import Severity
from anamctl.lint.nearest import misspelling
from anamctl.lint.problems import at, between, quote
from anamctl.lint.rule import ReadIssues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import Document, SourceFile
    from anamctl.definitions.issue import ReadIssue
    from anamctl.lint.finding import Problem

CODE = "YML011"
NAME = "unknown-kind"
SUMMARY = "No key at the top of a document tells what it is"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = ReadIssues("kind")


def check(_file: SourceFile, issue: ReadIssue) -> Iterator[Problem]:
    """Point at the key that was probably meant to tell it."""
    document: Document = issue.detail["document"]
    notes = (
        'a persona has "personaConfig"',
        'a Bolna agent has "agent_config", or only its "tools_config" or "multilingual_config"',
    )
    keys = list(document.data)
    for key in keys:
        near = misspelling(key, _TELLING)
        if near:
            fix = rename_key(document, (key,), near, safe=False)
            message = f"unknown key {quote(key)} at the top level"
            yield at(document, (key,), message, f'did you mean "{near}"?', part="key", notes=notes, fix=fix)
            return
    for owner, own in _INSIDE.items():
        inside = [key for key in keys if key in own]
        if inside:
            message = f"{quote(inside[0])} at the top level"
            yield at(document, (inside[0],), message, f'it belongs below "{owner}"', part="key", notes=notes)
            return
    for owner, beside in (("personaConfig", PERSONA_KEYS), ("agent_config", AGENT_KEYS)):
        for key in keys:
            if key in beside:
                message = f'{quote(key)} without "{owner}"'
                yield at(document, (key,), message, f'add the "{owner}" that it belongs to', part="key", notes=notes)
                return
    shown = ", ".join(quote(key) for key in keys[:3]) + (", …" if len(keys) > 3 else "")
    message = f"neither a persona nor an agent: top-level keys are {shown}" if keys else "empty mapping"
    yield between(issue.start, issue.end, message, 'expected "personaConfig" or the keys of a Bolna agent', notes=notes)


_TELLING = ("personaConfig", "agent_config", "tools_config", "multilingual_config")
_INSIDE = {
    "personaConfig": frozenset(
        ("personaId", "avatarId", "voiceId", "llmId", "systemPrompt", "languageCode", "initialMessage", "avatarModel")
    ),
    "agent_config": frozenset(("agent_name", "agent_type", "agent_welcome_message", "tasks", "webhook_url")),
    "tools_config": frozenset(("llm_agent", "synthesizer", "transcriber", "api_tools")),
    "multilingual_config": frozenset(("active_language", "enabled", "switch_mode")),
}
# The commonest keys of each; a file whose author forgot the key above them has several.
