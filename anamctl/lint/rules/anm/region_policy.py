"""
A strict region policy has no region to be strict about.

## What it does

Finds `regionPolicy: strict` in `sessionOptions` without `region`.

## Why it matters

Strict means: in this region or not at all. Without a region the request makes no sense, and the service
refuses it.

## Example

```yaml
personaConfig:
  personaId: 89c726f6-069f-4cb1-8628-e78d2f0d1d3e
sessionOptions:
  regionPolicy: strict
```

## Use instead

```yaml
personaConfig:
  personaId: 89c726f6-069f-4cb1-8628-e78d2f0d1d3e
sessionOptions:
  region: eu
  regionPolicy: strict
```

## Fix

None: only you know the region.

## Source

Open-source `anam` 0.12.0 (session options). Not in the OpenAPI document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.definitions.document import Kind
from anamctl.definitions.persona import view
from anamctl.lint.finding import Severity
from anamctl.lint.rule import Documents

if TYPE_CHECKING:
    from collections.abc import Iterable

    from anamctl.definitions.document import Document
    from anamctl.lint.finding import Problem

CODE = "ANM223"
NAME = "region-policy"
SUMMARY = "A strict region policy has no region to be strict about"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = Documents(Kind.PERSONA)


def check(document: Document) -> Iterable[Problem] | None:
    """Ask for the region of a strict policy."""
    session = view(document).session
    if session.get("regionPolicy") != "strict" or session.get("region"):
        return None
    from anamctl.lint.problems import at

    label = "name the region beside it, or write preferred"
    return (at(document, ("sessionOptions", "regionPolicy"), "regionPolicy strict without region", label),)
