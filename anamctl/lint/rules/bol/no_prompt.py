"""
A language has no `system_prompt` while others have one.

## What it does

Finds entries of `languages` without a `system_prompt` of their own. When no language has one, a single advice says
so.

## Why it matters

On a switch to such a language the prompt of the language before it stays, and Bolna adds only that the answer shall
be in the new one. So the text an agent follows depends on where the call came from.

## Example

```yaml
multilingual_config:
  enabled: true
  active_language: en
  languages:
    en:
      system_prompt: You work at the front desk of a hotel.
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
  active_language: en
  languages:
    en:
      system_prompt: You work at the front desk of a hotel.
      synthesizer:
        provider: openai
        provider_config: {voice: alloy, model: tts-1}
    hi:
      system_prompt: आप होटल के स्वागत कक्ष में काम करते हैं।
      synthesizer:
        provider: openai
        provider_config: {voice: nova, model: tts-1}
```

## Fix

None.

## Source

Open-source bolna 0.11.9, where a call switches its language; Bolna docs, "Multilingual Config Reference".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.definitions.agent import view
from anamctl.definitions.document import Kind
from anamctl.lint.finding import Severity
from anamctl.lint.rule import Documents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.agent import Tools
    from anamctl.definitions.document import Document
    from anamctl.lint.finding import Problem

CODE = "BOL317"
NAME = "language-without-prompt"
SUMMARY = "A language has no system_prompt while others have one"
SINCE = "0.1.0"
SEVERITY = Severity.WARNING
ON = Documents(Kind.AGENT)


def check(document: Document) -> Iterator[Problem]:
    """Look for a prompt in every entry."""
    for tools in view(document).tools:
        if tools.multilingual is None:
            continue
        languages = tools.languages
        without = [code for code, entry in languages.items() if entry.__class__ is dict and not _has_prompt(entry)]
        if without:
            yield from _problems(document, tools, without, is_all=len(without) == len(languages))


def _has_prompt(entry: dict[str, object]) -> bool:
    prompt = entry.get("system_prompt")
    # Whatever is no text is reported as a wrong type.
    return prompt is not None and not (prompt.__class__ is str and (not prompt or str(prompt).isspace()))


def _problems(document: Document, tools: Tools, codes: list[str], *, is_all: bool) -> Iterator[Problem]:
    from anamctl.lint.problems import at, quote

    if is_all:
        yield at(
            document,
            tools.languages_path,
            "no language has a system_prompt of its own",
            "all of them use the prompt of the agent, with an order to answer in the language",
            part="key",
            severity=Severity.INFO,
        )
        return
    for code in codes:
        yield at(
            document,
            (*tools.languages_path, code),
            f"{quote(code)} has no system_prompt",
            "on a switch to it the prompt of the language before stays",
            part="key",
        )
