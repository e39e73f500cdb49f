"""
An agent lacks a field that Bolna expects.

## What it does

Finds fields that the create-agent request requires and the file leaves out, from `agent_name` down to the provider of
`input` and `output`. What a language must have is checked by BOL303 and BOL304, the language of the base by BOL313.

## Why it matters

Bolna refuses an agent without its required fields, or fills them in silently: without a provider for `input` and
`output` agents were connected by Twilio. The file may be a part of the request only, so this is a warning; the ids of a
pronunciation dictionary, which Bolna checks value by value, are an error.

## Example

```yaml
tools_config:
  transcriber: {provider: deepgram, model: nova-3, language: en}
  synthesizer:
    provider: openai
    provider_config: {voice: alloy, model: tts-1}
```

## Use instead

```yaml
tools_config:
  llm_agent:
    agent_type: simple_llm_agent
    agent_flow_type: streaming
    llm_config: {provider: openai, model: gpt-4.1-mini}
  input: {provider: plivo, format: wav}
  output: {provider: plivo, format: wav}
  transcriber: {provider: deepgram, model: nova-3, language: en}
  synthesizer:
    provider: openai
    provider_config: {voice: alloy, model: tts-1}
```

## Fix

None.

## Source

Bolna's OpenAPI documents of "Create agent v2" and "Patch agent v2"; that Twilio is taken silently is a field report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.definitions.document import Kind
from anamctl.lint.finding import Severity
from anamctl.lint.rule import ShapeIssues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import Document
    from anamctl.definitions.shape import Issue
    from anamctl.lint.finding import Problem

CODE = "BOL327"
NAME = "agent-missing-field"
SUMMARY = "An agent lacks a field that Bolna expects"
SINCE = "0.1.0"
SEVERITY = Severity.WARNING
ON = ShapeIssues("missing", kind=Kind.AGENT)

_ELSEWHERE = frozenset(
    {
        ("MultilingualConfig", "languages"),  # BOL301
        ("LanguageTranscriber", "language"),  # BOL304
        ("Transcriber", "language"),  # BOL313
        ("MultilingualConfig", "enabled"),  # BOL325
    }
)
_SPOKEN_TASK_ONLY = frozenset({"transcriber", "synthesizer", "input", "output"})
_WRITTEN_TASKS = frozenset({"extraction", "summarization"})

_NOTES = {
    (
        "AgentConfig",
        "tasks",
    ): "to change an agent in part: Bolna's PATCH ignores tasks and languages; send all of it with PUT",
    ("CallEnd", "provider"): "without it Twilio has been taken silently",
    ("TaskPrompts", "system_prompt"): "also when every language has a prompt of its own",
}


def check(document: Document, issue: Issue) -> Iterator[Problem]:
    """Name the fields that an object lacks, all of them at once."""
    from anamctl.lint.agent_keys import name_of
    from anamctl.lint.problems import at

    if not _is_ours(document, issue):
        return
    together = [
        other for other in document.facts.get("shape", ()) if other.path == issue.path and _is_ours(document, other)
    ] or [issue]
    if together[0] is not issue:
        return
    name = name_of(issue.path) if issue.path else "the file"
    notes = [_NOTES[_key(other)] for other in together if _key(other) in _NOTES]
    yield at(
        document,
        issue.path,
        f"{name} has no {', no '.join(other.found for other in together)}",
        "Bolna expects it" if len(together) == 1 else "Bolna expects them",
        part="key",
        notes=tuple(notes),
        severity=Severity.ERROR if issue.detail["confidence"] == "documented" else None,
    )


def _key(issue: Issue) -> tuple[str, str]:
    return issue.detail["model"], issue.found


def _is_ours(document: Document, issue: Issue) -> bool:
    """Tell whether no other rule reports a missing field."""
    from anamctl.lint.rules.bol.entry_synthesizer import ENTRY_NEEDS

    if issue.kind != "missing" or _key(issue) in _ELSEWHERE or _key(issue) in ENTRY_NEEDS:
        return False
    return not _is_for_speech_only(document, issue) and not _has_no_base(document, issue)


def _is_for_speech_only(document: Document, issue: Issue) -> bool:
    """Tell whether a task works on texts, after the call: nobody listens or speaks there."""
    from anamctl.lint.edits import value_at

    if issue.detail["model"] != "ToolsConfig" or issue.found not in _SPOKEN_TASK_ONLY:
        return False
    return value_at(document, (*issue.path[:-1], "task_type")) in _WRITTEN_TASKS


def _has_no_base(document: Document, issue: Issue) -> bool:
    """Tell whether BOL313 says that the base transcriber is missing."""
    from anamctl.definitions.agent import view

    if (issue.detail["model"], issue.found) != ("ToolsConfig", "transcriber"):
        return False
    return any(
        tools.path == issue.path and tools.is_enabled and "s2s" not in tools.data for tools in view(document).tools
    )
