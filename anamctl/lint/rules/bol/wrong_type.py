"""
A value has the wrong JSON type.

## What it does

Finds text where a boolean belongs, a list where a mapping belongs, an empty value, and so on.

## Why it matters

Inside `multilingual_config` the types are documented, and Bolna refuses anything else. Elsewhere this is only a
warning: its server may convert what it gets. In YAML it is often a matter of quotes: `"true"` is text, `true` a
boolean; and `yes` is text as well, because only `true` and `false` are booleans in YAML 1.2.

## Example

```yaml
multilingual_config:
  enabled: "true"
  active_language: en
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
  active_language: en
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

Safe where the author's meaning is plain: quotes around a number or a boolean go away, `yes` and `no` become `true`
and `false`, a number that should be text gets quotes.

## Source

Bolna docs, "Multilingual Config Reference" and the OpenAPI document of "Create agent v2"; open-source bolna 0.11.9
(providers).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from anamctl.definitions.document import Kind
from anamctl.lint.finding import Severity
from anamctl.lint.rule import ShapeIssues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import Document
    from anamctl.definitions.shape import Issue
    from anamctl.lint.finding import Fix, Problem

CODE = "BOL305"
NAME = "agent-wrong-type"
SUMMARY = "A value has the wrong JSON type"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = ShapeIssues("type", kind=Kind.AGENT)

_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?")
_BOOLEANS = {
    **dict.fromkeys(("true", "yes", "on"), "true"),
    **dict.fromkeys(("false", "no", "off"), "false"),
}
_PLAIN_CLASSES = (bool, int, float)


def check(document: Document, issue: Issue) -> Iterator[Problem]:
    """Say which type was found and which is expected."""
    from anamctl.lint.agent_keys import EXPECTED_TYPES, name_of, severity_of
    from anamctl.lint.problems import at
    from anamctl.lint.rules.bol.breaking_null import breaks_call

    expected: tuple[str, ...] = issue.detail["expected"]
    found = issue.found
    if breaks_call(issue) or (isinstance(found, float) and "integer" in expected and found.is_integer()):
        return  # BOL314; 40.0 is a whole number to JSON
    label = f"expected {' or '.join(EXPECTED_TYPES[name] for name in expected if name != 'null')}"
    if issue.detail.get("choices") and len(issue.detail["choices"]) <= _FEW:
        label += f", one of: {', '.join(issue.detail['choices'])}"
    elif issue.detail["model"] == "MultilingualConfig" and issue.detail["field"] == "enabled":
        label += "; anything but true makes Bolna drop the whole object"
    yield at(
        document,
        issue.path,
        f"{name_of(issue.path)} is {_describe(issue)}",
        label,
        part="key" if found is None else "place",  # of an empty value there is nothing to see
        fix=_fix(document, issue),
        severity=severity_of(issue),
    )


_FEW = 6


def _describe(issue: Issue) -> str:
    from anamctl.lint.agent_keys import may_hold_secret
    from anamctl.lint.problems import quote

    found = issue.found
    if found is None:
        return "empty"
    if isinstance(found, (dict, list)):
        return quote(found)
    if may_hold_secret(issue.path):
        return "text" if isinstance(found, str) else "no text"
    if isinstance(found, bool):
        return quote(found)
    return f"the text {quote(found)}" if isinstance(found, str) else f"the number {quote(found)}"


def _fix(document: Document, issue: Issue) -> Fix | None:
    from anamctl.lint.edits import replace_value

    found, expected = issue.found, issue.detail["expected"]
    source = None
    if isinstance(found, str):
        source = _unquoted(found.strip(), expected)
    elif isinstance(found, _PLAIN_CLASSES) and "string" in expected:
        span = document.value_span(issue.path)
        source = f'"{document.source.text[span.start : span.end]}"'
    return None if source is None else replace_value(document, issue.path, source, f"write {source}")


def _unquoted(text: str, expected: tuple[str, ...]) -> str | None:
    if "boolean" in expected:
        return _BOOLEANS.get(text.lower())
    if "number" in expected or "integer" in expected:
        return text if _NUMBER.fullmatch(text) and ("number" in expected or "." not in text) else None
    return None
