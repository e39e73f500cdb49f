"""
An avatar is not made for the model.

## What it does

Finds an `avatarModel` that is not among the versions of the avatar. `cara-4-latest` counts as `cara-4`.

It is asked only by `anamctl validate --online`, which looks into the account.

## Why it matters

The model must be one of the avatar's versions: Anam refuses another one.

## Example

```yaml
personaConfig:
  avatarId: 071b0286-4cce-4808-bee2-e642f1062de3
  avatarModel: cara-4
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  avatarModel: cara-4
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
```

## Fix

None: another model, or another avatar, is a choice.

## Source

Anam API reference (OpenAPI): session token, `avatarModel`; list of avatars, `availableVersions`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.definitions.document import Kind
from anamctl.definitions.persona import view
from anamctl.lint.account import account_of
from anamctl.lint.finding import Severity
from anamctl.lint.rule import Online

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import Document
    from anamctl.lint.finding import Problem

CODE = "ANM231"
NAME = "avatar-model"
SUMMARY = "An avatar is not made for the model"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = Online(Kind.PERSONA)


def check(document: Document) -> Iterator[Problem]:
    """Hold model and avatar of each language against each other."""
    from anamctl.lint.problems import at, quote

    account = account_of(document)
    avatars = account.kinds.get("avatarId") if account is not None else None
    if avatars is None:
        return
    persona = view(document)
    for layer in persona.layers:
        both = {**persona.base.data, **layer.data}
        avatar, model = both.get("avatarId"), both.get("avatarModel")
        if not isinstance(avatar, str) or not isinstance(model, str) or "${" in model:
            continue
        item = avatars.items.get(avatar.lower())
        own = next((key for key in ("avatarModel", "avatarId") if key in layer.data), None)
        if item is None or own is None or not item.models or model.removesuffix("-latest") in item.models:
            continue
        who = f"the avatar {quote(item.name)}" if item.name else "the avatar"
        label = f"it is made for {' and '.join(item.models)}"
        yield at(document, (*layer.path, own), f"{who} is not made for {quote(model)}", label)
