"""
The account lacks what an id names.

## What it does

Finds ids of avatars, voices, language models, saved personas and tools that the account of the key does not hold, and
names the nearest one that it does hold. An id of another kind (that of a voice as `avatarId`) is told as such.

It is asked only by `anamctl validate --online`, which looks into the account. Whatever is no UUID is ANM201.

## Why it matters

A token is minted for any id, so an unknown one shows only when the session starts, as "not found".

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e19
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
```

## Fix

Unsafe, when exactly one id of the account is a misspelling away.

## Source

Anam API reference (OpenAPI): lists of avatars, voices, LLMs, personas and tools. That an unknown id is not refused
when the token is minted is a field report.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from anamctl.definitions.document import Kind
from anamctl.definitions.persona import view
from anamctl.lint.account import account_of, named
from anamctl.lint.finding import Severity
from anamctl.lint.rule import Online

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from anamctl.definitions.document import Document
    from anamctl.definitions.nodes import Path
    from anamctl.lint.account import Account, Item, Listed
    from anamctl.lint.finding import Problem

CODE = "ANM229"
NAME = "unknown-id"
SUMMARY = "The account lacks what an id names"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = Online(Kind.PERSONA)

_ID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_SLIPS = 4
"""Digits in which a misspelt id may differ; two ids that nobody misspelt differ in about thirty."""


def check(document: Document) -> Iterator[Problem] | None:
    """Look up every id."""
    account = account_of(document)
    return None if account is None else _check(document, account)


def _check(document: Document, account: Account) -> Iterator[Problem]:
    for layer in view(document).layers:
        for key, listed in account.kinds.items():
            for path, id_ in named(layer.data, layer.path, key):
                if _ID.fullmatch(id_) and id_.lower() not in listed.items:
                    yield _problem(document, path, id_, listed, account)


def _problem(document: Document, path: Path, id_: str, listed: Listed, account: Account) -> Problem:
    from anamctl.lint.edits import replace_text
    from anamctl.lint.problems import at

    near = _nearest(id_.lower(), listed.items)
    fix = replace_text(document, path, near[0], f"write {near[0]}", safe=False) if len(near) == 1 else None
    if near:
        label = f"did you mean {near[0]}{_quoted(listed.items[near[0]])}?"
    else:
        label = _elsewhere(id_.lower(), account) or (
            f"`{listed.command}` lists what there is" if listed.command else "is it of another account?"
        )
    return at(document, path, f"the account has no {listed.name} {id_}", label, fix=fix)


def _nearest(id_: str, known: Mapping[str, Item]) -> list[str]:
    """List the known ids that differ in a few digits, the nearest first."""
    near = [(_distance(id_, other), other) for other in known if len(other) == len(id_)]
    return [other for distance, other in sorted(near) if distance <= _SLIPS]


def _distance(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


def _elsewhere(id_: str, account: Account) -> str:
    """Say of which other kind an id is."""
    for listed in account.kinds.values():
        if id_ in listed.items:
            return f"it is the id of {listed.shown}{_quoted(listed.items[id_])}"
    return ""


def _quoted(item: Item) -> str:
    from anamctl.lint.problems import quote

    return f" ({quote(item.name)})" if item.name else ""
