"""
A message in several languages leaves callers without a text.

## What it does

Looks at messages that are maps from language to text (`check_user_online_message`, `call_hangup_message`,
`pre_call_message`). Finds maps without a text for `en`, and, in an agent with several languages, texts for a language
that the agent does not speak. When every language of the agent has its own text, a missing `en` is only an advice.

## Why it matters

Bolna takes the text of the language it detected, else that of `en`, else the first one of the map, whatever that is.
A text for a language that the agent does not speak is never heard.

## Example

```yaml
agent_config:
  agent_name: Front desk
  tasks:
    - task_type: conversation
      toolchain:
        execution: parallel
        pipelines: [[transcriber, llm, synthesizer]]
      tools_config:
        input: {provider: plivo, format: wav}
        output: {provider: plivo, format: wav}
        llm_agent: {agent_type: simple_llm_agent, llm_config: {provider: openai, model: gpt-4.1-mini}}
        transcriber: {provider: sarvam, model: "saaras:v3", language: hi}
        synthesizer:
          provider: sarvam
          provider_config: {voice: Anushka, voice_id: anushka, model: "bulbul:v2", language: hi}
      task_config:
        call_hangup_message:
          hi: नमस्ते!
          ta: நன்றி!
agent_prompts:
  task_1:
    system_prompt: आप होटल की सहायिका हैं। छोटे वाक्यों में जवाब दीजिए।
```

## Use instead

```yaml
agent_config:
  agent_name: Front desk
  tasks:
    - task_type: conversation
      toolchain:
        execution: parallel
        pipelines: [[transcriber, llm, synthesizer]]
      tools_config:
        input: {provider: plivo, format: wav}
        output: {provider: plivo, format: wav}
        llm_agent: {agent_type: simple_llm_agent, llm_config: {provider: openai, model: gpt-4.1-mini}}
        transcriber: {provider: sarvam, model: "saaras:v3", language: hi}
        synthesizer:
          provider: sarvam
          provider_config: {voice: Anushka, voice_id: anushka, model: "bulbul:v2", language: hi}
      task_config:
        call_hangup_message:
          hi: नमस्ते!
          ta: நன்றி!
          en: Goodbye!
agent_prompts:
  task_1:
    system_prompt: आप होटल की सहायिका हैं। छोटे वाक्यों में जवाब दीजिए।
```

## Fix

None: a text has to be written, or dropped.

## Source

Bolna docs, Auto-Switch Languages (the order of choice); open-source bolna 0.11.9 (the same, and messages follow the
active language of a multilingual agent).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anamctl.definitions.agent import view
from anamctl.definitions.document import Kind
from anamctl.lint.finding import Severity
from anamctl.lint.rule import Documents
from anamctl.lint.texts import message_maps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import Document
    from anamctl.definitions.nodes import Path
    from anamctl.lint.finding import Problem

CODE = "LNG109"
NAME = "message-map-gaps"
SUMMARY = "A message in several languages lacks en, or has a language that the agent does not speak"
SINCE = "0.1.0"
SEVERITY = Severity.WARNING
ON = Documents(Kind.AGENT)


def check(document: Document) -> Iterator[Problem] | None:
    """Look at every message that is a map."""
    maps = message_maps(document)
    return _explain(document, maps) if maps else None


def _explain(document: Document, maps: list[tuple[Path, dict[str, Any]]]) -> Iterator[Problem]:
    from anamctl.lint.problems import at

    spoken = _spoken(document)
    for path, messages in maps:
        heard = {code for code, text in messages.items() if isinstance(text, str) and text.strip()}
        if messages and "en" not in heard:
            label = "it is heard when the language of the caller has no text; without it, the first of the map is"
            severity = Severity.INFO if spoken and heard >= spoken else None
            yield at(document, path, f"{path[-1]} has no text for en", label, part="key", severity=severity)
        for code in messages:
            if spoken and code not in spoken and code != "en":
                yield from _unheard(document, (*path, code), spoken)


def _spoken(document: Document) -> set[str]:
    """Give the languages of an agent that switches between them; empty when it has one, or follows the caller."""
    return {code for tools in view(document).tools if tools.is_enabled for code in tools.languages}


def _unheard(document: Document, path: Path, spoken: set[str]) -> Iterator[Problem]:
    from anamctl.lint.problems import at, quote
    from anamctl.lint.rules.lng.suspects import suspects

    if not any(written.path == path for codes in suspects(document).values() for written in codes):
        message = f"text for {quote(path[-1])}, which the agent does not speak"
        yield at(document, path, message, f"its languages are {', '.join(sorted(spoken))}", part="key")
