"""
An id has not the form of a UUID.

## What it does

Finds `personaId`, `avatarId`, `voiceId`, `llmId` and items of `toolIds` that are no UUID: 8-4-4-4-12
hexadecimal digits with dashes between the groups. The old names of language models (`CUSTOMER_CLIENT_V1` and
two more) pass as `llmId`. Version bits are not looked at. Placeholders have a rule of their own, ANM202.

## Why it matters

A token is minted for any id, so a truncated one shows only when the session starts, as "not found".

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e1
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: CUSTOMER_CLIENT_V1
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: CUSTOMER_CLIENT_V1
```

## Fix

Safe when every digit is there and only dashes, braces, spaces or a prefix are wrong. Unsafe for a misspelt
old name.

## Source

Anam API reference (OpenAPI): session token, lists of avatars, voices and LLMs; Anam docs, "Migrating" (old
names of language models). That an unknown id is not refused when the token is minted is a field report.
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
    from anamctl.lint.finding import Problem

CODE = "ANM201"
NAME = "id-form"
SUMMARY = "An id has not the form of a UUID"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = ShapeIssues("pattern", kind=Kind.PERSONA)

LEGACY_LLM_IDS = ("CUSTOMER_CLIENT_V1", "ANAM_GPT_4O_MINI_V1", "ANAM_LLAMA_v3_3_70B_V1")

_GROUPS = (8, 4, 4, 4, 12)
_WRAPPING = re.compile(
    r"\s*(?:urn:uuid:)?[{(]?([0-9A-Fa-f]{8}(?:[-_ ]?[0-9A-Fa-f]{4}){3}[-_ ]?[0-9A-Fa-f]{12})[)}]?\s*"
)
_SHOWABLE, _STRANGE = 24, 2
# A longer text with more than a slip among its hexadecimal digits may be a key that was pasted in the wrong place.


def check(document: Document, issue: Issue) -> Iterator[Problem]:
    """Say what an id lacks of a UUID."""
    from anamctl.lint.edits import replace_text
    from anamctl.lint.nearest import misspelling
    from anamctl.lint.persona_keys import name_of
    from anamctl.lint.placeholders import is_placeholder
    from anamctl.lint.problems import at, quote

    value: str = issue.found
    form = issue.detail["format"]
    if form not in {"uuid", "llm"} or is_placeholder(value) or "${" in value:
        return
    fix = None
    label = _what_is_wrong(value)
    meant = _uuid_in(value)
    old_name = misspelling(value, LEGACY_LLM_IDS) if form == "llm" else None
    if meant is not None:
        label = f"write it as {meant}"
        fix = replace_text(document, issue.path, meant, f"write {meant}")
    elif old_name is not None:
        label = f'did you mean "{old_name}"?'
        fix = replace_text(document, issue.path, old_name, f"write {old_name}", safe=False)
    elif form == "llm":
        label += f", nor one of the old names {', '.join(LEGACY_LLM_IDS)}"
    name = name_of(issue.path)
    shown = f"{name} {quote(value)} is no UUID"
    if not _may_be_shown(value):
        shown = f"{name} is no UUID but a text of {len(value)} characters"
    yield at(document, issue.path, shown, label, fix=fix)


def _uuid_in(value: str) -> str | None:
    """Give the UUID that is meant when only what stands between and around its digits is wrong."""
    match = _WRAPPING.fullmatch(value)
    if match is None:
        return None
    digits = re.sub(r"[-_ ]", "", match[1])
    parts, start = [], 0
    for length in _GROUPS:
        parts.append(digits[start : start + length])
        start += length
    return "-".join(parts)


def _what_is_wrong(value: str) -> str:
    groups = value.split("-")
    wrong = next((c for c in value if c not in "-0123456789abcdefABCDEF"), None)
    if len(groups) == len(_GROUPS):
        if wrong is not None and [len(group) for group in groups] == list(_GROUPS):
            return (
                f'"{wrong}" is no hexadecimal digit' if wrong.isprintable() else "a character is no hexadecimal digit"
            )
        for number, (group, length) in enumerate(zip(groups, _GROUPS, strict=True), 1):
            if wrong is None and len(group) != length:
                return f"group {number} has {len(group)} of {length} hexadecimal digits"
    elif wrong is None and value:
        return f"it has {len(value.replace('-', ''))} of 32 hexadecimal digits"
    return "not of the form 8-4-4-4-12 hexadecimal digits"


def _may_be_shown(value: str) -> bool:
    strange = sum(c not in "-0123456789abcdefABCDEF" for c in value)
    return len(value) <= _SHOWABLE or strange <= _STRANGE or " " in value
