"""
The picture has a size that the avatar model lacks.

## What it does

Finds `videoWidth` without `videoHeight` (or the other way round) in `sessionOptions`, and a pair that the
avatar model does not have: cara-3 has 720x480; cara-4 has 1152x768, and 768x1152 for avatars that can stand
upright. Without `avatarModel` any of these will do.

## Why it matters

Anam refuses the session; it does not choose a size near by.

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  avatarModel: cara-4
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
sessionOptions:
  videoWidth: 720
  videoHeight: 480
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  avatarModel: cara-4
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
sessionOptions:
  videoWidth: 1152
  videoHeight: 768
```

## Fix

Unsafe: adds the missing one of the two where the other one tells it.

## Source

Anam API reference (OpenAPI), session token. That cara-4-latest has the sizes of cara-4 is inferred.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.definitions.document import Kind
from anamctl.definitions.persona import view
from anamctl.lint.finding import Severity
from anamctl.lint.persona_keys import shown
from anamctl.lint.rule import Documents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import Document
    from anamctl.lint.finding import Fix, Problem

CODE = "ANM217"
NAME = "video-size"
SUMMARY = "The picture has a size that the avatar model lacks"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = Documents(Kind.PERSONA)

_CARA_4 = ((1152, 768), (768, 1152))
SIZES = {"cara-3": ((720, 480),), "cara-4": _CARA_4, "cara-4-latest": _CARA_4}
_ANY = ((720, 480), *_CARA_4)

_WIDTH = ("sessionOptions", "videoWidth")
_HEIGHT = ("sessionOptions", "videoHeight")


def check(document: Document) -> Iterator[Problem] | None:
    """Check the pair against the models that the persona uses."""
    session = view(document).session
    return _check(document) if "videoWidth" in session or "videoHeight" in session else None


def _check(document: Document) -> Iterator[Problem]:
    from anamctl.lint.problems import at

    persona = view(document)
    session = persona.session
    for here, other in ((_WIDTH, _HEIGHT), (_HEIGHT, _WIDTH)):
        if here[1] in session and other[1] not in session:
            message, label = f"{here[1]} without {other[1]}", "give both, or neither for the model's own size"
            yield at(document, here, message, label, part="key", fix=_fix(document, here, other))
            return
    pair = (session["videoWidth"], session["videoHeight"])
    if any(isinstance(side, bool) or not isinstance(side, (int, float)) for side in pair):
        return  # ANM205
    model = persona.base.data.get("avatarModel")
    if pair not in SIZES.get(model, _ANY) if isinstance(model, str) else pair not in _ANY:
        of = model if isinstance(model, str) and model in SIZES else "any avatar model"
        yield at(document, _WIDTH, f"{_size(pair)} is no size of {of}", _label(model))
        return
    for entry in persona.entries:
        own = entry.data.get("avatarModel")
        if isinstance(own, str) and pair not in SIZES.get(own, _ANY):
            yield at(document, (*entry.path, "avatarModel"), f"{_size(pair)} is no size of {own}", _label(own))


def _size(pair: tuple[float, float]) -> str:
    return "x".join(shown(side).replace(",", "") for side in pair)


def _label(model: object) -> str:
    if isinstance(model, str) and model in SIZES:
        return f"it has {' and '.join(_size(pair) for pair in SIZES[model])}"
    return "cara-3 has 720x480, cara-4 has 1152x768 and 768x1152"


def _fix(document: Document, here: tuple[str, str], other: tuple[str, str]) -> Fix | None:
    from anamctl.lint.edits import insert_before

    side = 0 if here is _WIDTH else 1
    given = view(document).session[here[1]]
    fitting = [pair[1 - side] for pair in _ANY if pair[side] == given]
    if isinstance(given, bool) or len(fitting) != 1:
        return None
    return insert_before(document, here, other[1], str(fitting[0]), f"add {other[1]}: {fitting[0]}", safe=False)
