"""
A prompt is empty.

## What it does

Finds prompts without a letter: `systemPrompt` of a persona and of its languages, `system_prompt` of an agent and of
its languages.

## Why it matters

An empty prompt is not the same as none. In an entry it replaces the prompt of the base, and the persona has no
instructions at all in that language.

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  languageCode: en
  systemPrompt: You are a concierge. Keep answers short.
languages:
  fr:
    voiceId: de23e340-1416-4dd8-977d-065a7ca11697
    systemPrompt: ""
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  languageCode: en
  systemPrompt: You are a concierge. Keep answers short.
languages:
  fr:
    voiceId: de23e340-1416-4dd8-977d-065a7ca11697
```

## Fix

None: write the prompt, or leave the key out to run with that of the base.

## Source

Ours for personas, whose entries replace key by key; Bolna docs, Multilingual Config Reference.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.definitions import agent, persona
from anamctl.definitions.document import Kind
from anamctl.lint.finding import Severity
from anamctl.lint.rule import Documents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import Document
    from anamctl.definitions.nodes import Path
    from anamctl.lint.finding import Problem

CODE = "TXT408"
NAME = "empty-prompt"
SUMMARY = "A prompt is empty"
SINCE = "0.1.0"
SEVERITY = Severity.WARNING
ON = Documents(Kind.PERSONA, Kind.AGENT)


def check(document: Document) -> Iterator[Problem] | None:
    """Look at the prompts that are there."""
    if document.kind is Kind.AGENT:
        return _explain(document, _of_agent(document))
    for _, _, data in persona.view(document).layers:
        if "systemPrompt" in data and _is_blank(data["systemPrompt"]):
            return _explain(document, _of_persona(document))
    return None


def _of_persona(document: Document) -> Iterator[Path]:
    for layer in persona.view(document).layers:
        if _is_blank(layer.data.get("systemPrompt")):
            yield (*layer.path, "systemPrompt")


def _of_agent(document: Document) -> Iterator[Path]:
    view = agent.view(document)
    for name, task in view.prompts.items():
        if isinstance(task, dict) and _is_blank(task.get("system_prompt")):
            yield (*view.prompts_path, name, "system_prompt")
    for tools in view.tools:
        for code, entry in tools.languages.items():
            if isinstance(entry, dict) and _is_blank(entry.get("system_prompt")):
                yield (*tools.languages_path, code, "system_prompt")


def _is_blank(value: object) -> bool:
    return isinstance(value, str) and (not value or value.isspace())


def _explain(document: Document, paths: Iterator[Path]) -> Iterator[Problem]:
    from anamctl.lint.problems import at

    for path in paths:
        is_entry = "languages" in path
        label = "leave it out to run with the prompt of the base, or write one" if is_entry else "write one"
        yield at(document, path, f"{path[-1]} is empty", label, part="key")
