"""
Two languages have the same prompt.

## What it does

Finds prompts that are the same text, to the letter, for two languages.

## Why it matters

A prompt that was copied and never translated makes the model answer in the language of the original. One that is
meant to be the same need not be written twice: a language without a prompt runs with that of the base.

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
    systemPrompt: You are a concierge. Keep answers short.
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
    systemPrompt: Tu es concierge. Réponds brièvement, toujours en français.
```

## Fix

None: it has to be translated, or left out.

## Source

Anam docs, Multilingual Support (write the prompt in the language, or say which language to answer in); Bolna docs,
Multilingual Config Reference.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.definitions.document import Kind
from anamctl.lint.finding import Severity
from anamctl.lint.rule import Documents
from anamctl.lint.rules.txt.prompts import owner, prompts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import Document
    from anamctl.lint.finding import Problem
    from anamctl.lint.texts import Text

CODE = "TXT401"
NAME = "same-prompt-twice"
SUMMARY = "Two languages have the same prompt"
SINCE = "0.1.0"
SEVERITY = Severity.WARNING
ON = Documents(Kind.PERSONA, Kind.AGENT)


def check(document: Document) -> Iterator[Problem] | None:
    """Point at the later of two equal prompts."""
    for group in prompts(document):
        # Most translations differ in length already, which is cheaper to compare.
        if len(group) > 1 and len({len(text.text.strip()) for text in group}) < len(group):
            return _explain(document)
    return None


def _explain(document: Document) -> Iterator[Problem]:
    from anamctl.languages.iso639 import language_of
    from anamctl.lint.problems import at

    for group in prompts(document):
        first: dict[str, Text] = {}
        for text in group:
            same = first.setdefault(text.text.strip(), text)
            if same is text or not text.text.strip() or language_of(same.code or "") == language_of(text.code or ""):
                continue
            message = f"the prompt of {owner(text)} is the same text as that of {owner(same)}"
            yield at(document, text.path, message, "translate it, or leave it out if it is meant for both", part="key")
