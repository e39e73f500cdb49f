"""
A tool of the agent is called `switch_language`.

## What it does

Finds a function called `switch_language` in `api_tools` of an agent with several languages.

## Why it matters

Bolna itself gives such an agent a tool of this name. With two of them nobody knows which one the model calls.

## Example

```yaml
tools_config:
  transcriber: {provider: deepgram, model: nova-3, language: en}
  synthesizer:
    provider: openai
    provider_config: {voice: alloy, model: tts-1}
  api_tools:
    tools:
      - {name: switch_language, description: Changes the language., parameters: {}}
    tools_params:
      switch_language: {url: "https://example.com/language", method: POST}
  multilingual_config:
    enabled: true
    active_language: en
    languages:
      en:
        synthesizer: {provider: openai, provider_config: {}}
      hi:
        synthesizer: {provider: openai, provider_config: {voice: nova}}
```

## Use instead

```yaml
tools_config:
  transcriber: {provider: deepgram, model: nova-3, language: en}
  synthesizer:
    provider: openai
    provider_config: {voice: alloy, model: tts-1}
  multilingual_config:
    enabled: true
    active_language: en
    switch_tool_description: Changes the language when the caller asks for it.
    languages:
      en:
        synthesizer: {provider: openai, provider_config: {}}
      hi:
        synthesizer: {provider: openai, provider_config: {voice: nova}}
```

## Fix

None.

## Source

Open-source bolna 0.11.9, where the tool is added; that a second one collides with it is inferred.
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

CODE = "BOL324"
NAME = "switch-tool"
SUMMARY = "A tool of the agent is called switch_language"
SINCE = "0.1.0"
SEVERITY = Severity.WARNING
ON = Documents(Kind.AGENT)

RESERVED = "switch_language"


def check(document: Document) -> Iterator[Problem]:
    """Look through the functions of agents with several languages."""
    for tools in view(document).tools:
        if "api_tools" in tools.data and tools.multilingual is not None:
            found = _find(tools)
            if found is not None:
                yield _problem(document, tools, *found)


def _find(tools: Tools) -> tuple[Path, bool] | None:
    """Give the path of the name, and whether it is a key; the list of functions comes before their calls."""
    functions = tools.data["api_tools"]
    if not isinstance(functions, dict):
        return None
    path: Path = (*tools.path, "api_tools")
    listed = functions.get("tools")
    for index, tool in enumerate(listed if isinstance(listed, list) else ()):
        for keys in (("name",), ("function", "name")):
            name = tool
            for key in keys:
                name = name.get(key) if isinstance(name, dict) else None
            if name == RESERVED:
                return (*path, "tools", index, *keys), False
    calls = functions.get("tools_params")
    if isinstance(calls, dict) and RESERVED in calls:
        return (*path, "tools_params", RESERVED), True
    return None


def _problem(document: Document, tools: Tools, path: Path, is_key: bool) -> Problem:  # noqa: FBT001  # a pair from above
    from anamctl.lint.problems import at

    label = "Bolna adds a tool of this name by itself; rename yours, or write switch_tool_description"
    message = f'tool "{RESERVED}" has the name of a tool that Bolna adds'
    if not tools.is_enabled:
        label = "as soon as the languages are enabled, Bolna adds a tool of this name"
    return at(document, path, message, label, part="key" if is_key else "value")
