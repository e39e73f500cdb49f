"""
A value has the wrong type.

## What it does

Finds text where a number belongs, a boolean where a number belongs, a number where text belongs, an empty
value, and so on.

## Why it matters

Anam refuses the request. In YAML it is often a matter of quotes: `"1.1"` is text, `1.1` a number; and `yes`
is text as well, because only `true` and `false` are booleans in YAML 1.2.

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  voiceGenerationOptions:
    speed: "1.1"
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  voiceGenerationOptions:
    speed: 1.1
```

## Fix

Safe where the author's meaning is plain: quotes around a number or a boolean go away, `yes` and `no` become
`true` and `false`, a number that should be text gets quotes, an empty mapping is written `{}`. Unsafe: 1 and
0 become `true` and `false`, a comma becomes a decimal point, a single id becomes a list.

## Source

Anam API reference (OpenAPI), session token.
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

CODE = "ANM205"
NAME = "wrong-type"
SUMMARY = "A value has the wrong type"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = ShapeIssues("type", kind=Kind.PERSONA)

_NAMES = {
    "string": "text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "object": "a mapping",
    "array": "a list",
    "null": "null",
}
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?")
_COMMA = re.compile(r"-?[0-9]{1,15},[0-9]{1,15}")
_ITEM = re.compile(r"[0-9A-Za-z_-]+")
_BOOLEANS = {
    **dict.fromkeys(("true", "yes", "on"), "true"),
    **dict.fromkeys(("false", "no", "off"), "false"),
}
_SECRET_KEYS = ("token", "headers")


def check(document: Document, issue: Issue) -> Iterator[Problem]:
    """Say which type was found and which is expected."""
    from anamctl.lint.persona_keys import name_of
    from anamctl.lint.problems import at

    expected: tuple[str, ...] = issue.detail["expected"]
    found = issue.found
    if isinstance(found, float) and "integer" in expected and found.is_integer():
        return  # 720.0 is a whole number to JSON
    severity = Severity.WARNING if issue.detail["confidence"] == "inferred" else None
    label = f"expected {' or '.join(_NAMES[name] for name in expected)}"
    if issue.detail.get("choices"):
        label += f", one of: {', '.join(issue.detail['choices'])}"
    if found is None:
        if issue.path[0] == "languages" and len(issue.path) == 2:
            # What changes is nothing: that is clear to us, although a mapping says it better.
            severity = Severity.WARNING
        elif expected != ("object",):
            label += "; leave the key out when there is nothing to say"
    yield at(
        document,
        issue.path,
        f"{name_of(issue.path)} is {_describe(issue)}",
        label,
        part="key" if found is None else "place",  # of an empty value there is nothing to see
        fix=_fix(document, issue),
        severity=severity,
    )


def _describe(issue: Issue) -> str:
    from anamctl.lint.problems import quote

    found = issue.found
    if found is None:
        return "empty"
    if isinstance(found, (dict, list)):
        return quote(found)
    if any(str(step) in _SECRET_KEYS for step in issue.path):
        return "text" if isinstance(found, str) else "no text"
    if isinstance(found, bool):
        return quote(found)
    return f"the text {quote(found)}" if isinstance(found, str) else f"the number {quote(found)}"


def _fix(document: Document, issue: Issue) -> Fix | None:
    from anamctl.lint.edits import replace_value

    found, expected = issue.found, issue.detail["expected"]
    source, safe = None, True
    if found is None:
        # Neither an empty persona nor an empty item of a list is of any use.
        is_useful = expected == ("object",) and issue.path != ("personaConfig",) and isinstance(issue.path[-1], str)
        source = "{}" if is_useful else None
    elif isinstance(found, str) and issue.path[-1] == "toolIds" and _ITEM.fullmatch(found):
        source, safe = f"[{_written(document, issue)}]", False
    elif isinstance(found, str):
        source, safe = _from_text(found, expected)
    elif expected == ("boolean",) and found in (0, 1):
        source, safe = ("true" if found else "false"), False
    elif "string" in expected and not isinstance(found, (dict, list)):
        source = f'"{_written(document, issue)}"'
    return None if source is None else replace_value(document, issue.path, source, f"write {source}", safe=safe)


def _written(document: Document, issue: Issue) -> str:
    span = document.value_span(issue.path)
    return document.source.text[span.start : span.end]


def _from_text(found: str, expected: tuple[str, ...]) -> tuple[str | None, bool]:
    """Give the number or boolean that a text stands for, and tell whether that is beyond doubt."""
    text = found.strip()
    if "number" in expected or "integer" in expected:
        if _NUMBER.fullmatch(text) and ("number" in expected or "." not in text):
            return text, True
        if "number" in expected and _COMMA.fullmatch(text):
            return text.replace(",", "."), False
    if expected == ("boolean",):
        return _BOOLEANS.get(text.lower()), True
    return None, True
