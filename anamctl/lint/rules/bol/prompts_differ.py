"""
The prompt of the active language differs from the prompt of the task.

## What it does

Compares the `system_prompt` of the language that the call opens in with `agent_prompts.task_1.system_prompt` (for
later tasks `task_2` and so on). White space around them does not count.

## Why it matters

A call begins with the prompt of the task. With Bolna's newer way of switching the prompt of the active language
replaces it at once, with the older one only when the call comes back to that language: the agent changes its
character in the middle.

## Example

```yaml
agent_config:
  agent_name: Desk
  tasks:
    - task_type: conversation
      toolchain: {execution: parallel, pipelines: [[transcriber, llm, synthesizer]]}
      tools_config:
        transcriber: {provider: deepgram, model: nova-3, language: en}
        synthesizer: {provider: openai, provider_config: {voice: alloy, model: tts-1}}
        multilingual_config:
          enabled: true
          active_language: en
          languages:
            en:
              system_prompt: You work at the front desk of a hotel.
              synthesizer: {provider: openai, provider_config: {}}
            hi:
              system_prompt: आप होटल के स्वागत कक्ष में काम करते हैं।
              synthesizer: {provider: openai, provider_config: {voice: nova}}
agent_prompts:
  task_1:
    system_prompt: You are a helpful assistant.
```

## Use instead

```yaml
agent_config:
  agent_name: Desk
  tasks:
    - task_type: conversation
      toolchain: {execution: parallel, pipelines: [[transcriber, llm, synthesizer]]}
      tools_config:
        transcriber: {provider: deepgram, model: nova-3, language: en}
        synthesizer: {provider: openai, provider_config: {voice: alloy, model: tts-1}}
        multilingual_config:
          enabled: true
          active_language: en
          languages:
            en:
              system_prompt: &english You work at the front desk of a hotel.
              synthesizer: {provider: openai, provider_config: {}}
            hi:
              system_prompt: आप होटल के स्वागत कक्ष में काम करते हैं।
              synthesizer: {provider: openai, provider_config: {voice: nova}}
agent_prompts:
  task_1:
    system_prompt: *english
```

## Fix

None: only you know which of the two is right. An anchor and an alias keep them equal.

## Source

Open-source bolna 0.11.9, where a call loads its prompts; the skills that Bolna publishes on GitHub advise equal
texts.
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
    from anamctl.definitions.nodes import Path
    from anamctl.lint.finding import Problem

CODE = "BOL316"
NAME = "prompts-differ"
SUMMARY = "The prompt of the active language differs from the prompt of the task"
SINCE = "0.1.0"
SEVERITY = Severity.WARNING
ON = Documents(Kind.AGENT)


def check(document: Document) -> Iterator[Problem]:
    """Compare the two prompts of the language that the call opens in."""
    agent = view(document)
    if not agent.prompts:
        return
    for tools in agent.tools:
        entry = tools.languages.get(tools.active or "")
        own = entry.get("system_prompt") if entry.__class__ is dict else None
        if not isinstance(own, str):
            continue
        base = agent.prompt(tools.task)
        if base is not None and own != base[1] and own.strip() and own.strip() != base[1].strip():
            yield _problem(document, tools, base[0])


def _problem(document: Document, tools: Tools, base: Path) -> Problem:
    from anamctl.lint.problems import at

    line = document.source.position(document.key_span(base).start).line
    return at(
        document,
        (*tools.languages_path, tools.active or "", "system_prompt"),
        f'system_prompt of "{tools.active}" differs from {base[-2]}.system_prompt',
        f"the call opens in this language; keep it equal to the one on line {line}",
        part="key",
    )
