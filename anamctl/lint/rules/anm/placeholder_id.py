"""
An id is still a placeholder.

## What it does

Finds ids that were never filled in: `<french-voice-id>`, `TODO`, `...`, `your-voice-id`, `xxxxxxxx-…`,
`{{voice_id}}`, `$VOICE_ID`.

## Why it matters

Examples are copied with their placeholders. The service takes them for an id and finds nothing.

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: <french-voice-id>
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: ${ANAM_VOICE_FR:-de23e340-1416-4dd8-977d-065a7ca11697}
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
```

## Fix

`$NAME` becomes `${NAME}`, which anamctl replaces; unsafe, because the variable may not be set. Nothing can be
known about the others.

## Source

Anam docs, "Multilingual Support", whose examples hold such placeholders.
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

CODE = "ANM202"
NAME = "placeholder-id"
SUMMARY = "An id is still a placeholder"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = ShapeIssues("pattern", kind=Kind.PERSONA)

_MARKS = re.compile(
    r"""
      <[^<>]*> | \[[^\[\]]*\] | %[^%]+% | \$\w+      # marks around a name
    | \{\{[^{}]*\}\} | \{[^{}]*[g-z_][^{}]*\}       # ... unless it is a UUID in braces
    | [.…?*_-]+                                     # nothing but marks
    | x{2,} | x{8}(?:-x{4}){3}-x{12}                # a pattern to fill in
    | (?:todo|tbd|tba|fixme|changeme|placeholder|none|null|undefined|n/a)\b.*
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_FIRST_WORDS = frozenset(
    (
        "add",
        "enter",
        "example",
        "fake",
        "insert",
        "my",
        "paste",
        "put",
        "replace",
        "sample",
        "some",
        "test",
        "the",
        "your",
    )
)
_THINGS = frozenset(
    ("avatar", "here", "id", "ids", "llm", "me", "model", "persona", "this", "tool", "uuid", "value", "voice")
)
_LONGEST = 80
_VARIABLE = re.compile(r"\$([A-Za-z_]\w*)", re.ASCII)


def is_placeholder(value: str) -> bool:
    """Tell whether a text stands where somebody meant to put something else."""
    bare = value.strip()
    if not bare or len(bare) > _LONGEST:
        return not bare
    return _MARKS.fullmatch(bare) is not None or _is_description(bare)


def _is_description(text: str) -> bool:
    """Tell whether a text says what belongs here: ``your-voice-id``, ``french_voice_id``, ``voiceId``."""
    words = [word.lower() for word in _WORD.findall(text)]
    if not words or any(not (c.isalpha() or c in "-_ ") for c in text):
        return False
    return words[-1] in {"id", "ids", "uuid"} or (words[0] in _FIRST_WORDS and words[-1] in _THINGS)


def check(document: Document, issue: Issue) -> Iterator[Problem]:
    """Point at ids that were not filled in."""
    from anamctl.lint.edits import replace_text
    from anamctl.lint.persona_keys import name_of
    from anamctl.lint.problems import at, quote

    value: str = issue.found
    if issue.detail["format"] not in {"uuid", "llm"} or not is_placeholder(value):
        return
    fix = None
    label = "put the id here, or ${NAME} to take it from the environment"
    variable = _VARIABLE.fullmatch(value)
    if variable is not None:
        label = f"write ${{{variable[1]}}} to take it from the environment"
        fix = replace_text(document, issue.path, f"${{{variable[1]}}}", f"write ${{{variable[1]}}}", safe=False)
    what = f"the placeholder {quote(value)}" if value.strip() else "an empty text"
    yield at(document, issue.path, f"{name_of(issue.path)} is {what}", label, fix=fix)
