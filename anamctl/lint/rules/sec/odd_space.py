r"""
A key or an id holds a space that is not the ordinary one.

## What it does

Finds no-break, narrow, figure and ideographic spaces in keys, and in values that are ids, codes, names of providers,
models and voices, or numbers and booleans. In prompts they are left alone: French sets one before `!` and `?`.

## Why it matters

`voiceId` with a no-break space behind it is another key, and nobody uses what stands under it. Such spaces come with
text that was copied from web pages, and look like any other.

## Example

```python
b"personaConfig:\n  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18\n  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b\n  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7\n  languageCode: fr\nlanguages:\n  de:\n    voiceId: de23e340-1416-4dd8-977d-065a7ca11697\n    initialMessage\xc2\xa0: Guten Tag!\n"
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  languageCode: fr
languages:
  de:
    voiceId: de23e340-1416-4dd8-977d-065a7ca11697
    initialMessage: Guten Tag!
```

## Fix

Safe: removes the space at either end of a key or value, and writes an ordinary one between words.

## Source

Unicode Standard, section 6.2.
"""  # noqa: E501  # a bytes literal cannot be broken

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.definitions.scalars import resolve
from anamctl.lint.finding import Severity
from anamctl.lint.rule import Files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import SourceFile
    from anamctl.lint.finding import Problem
    from anamctl.lint.rules.sec.where import Scalar

CODE = "SEC504"
NAME = "odd-space"
SUMMARY = "A key or an id holds a space that is not the ordinary one"
SINCE = "0.1.0"
SEVERITY = Severity.WARNING
ON = Files()

_SPACES = "\xa0\u202f\u2007\u3000"
_WORDS = frozenset(
    ("provider", "provider_name", "model", "voice", "language", "languageCode", "active_language", "code", "type")
)


def check(file: SourceFile) -> Iterator[Problem] | None:
    """Look for such spaces at a glance."""
    text, data = file.source.text, file.data
    if (
        (b"\xc2" in data and "\xa0" in text)
        or (b"\xe2" in data and ("\u202f" in text or "\u2007" in text))
        or (b"\xe3" in data and "\u3000" in text)
    ):
        return _problems(file)
    return None


def _problems(file: SourceFile) -> Iterator[Problem]:
    from anamctl.lint.finding import Edit, Fix
    from anamctl.lint.problems import between
    from anamctl.lint.rules.sec.hidden import name_of
    from anamctl.lint.rules.sec.where import scalars

    text = file.source.text
    for scalar in scalars(file):
        start, end = scalar.node.start_mark.index, scalar.node.end_mark.index
        if not _is_word(scalar) or not any(space in scalar.node.value for space in _SPACES):
            continue
        first, last = _inner(text, start, end)
        for index in range(first, last):
            if text[index] not in _SPACES:
                continue
            is_edge = not text[first:index].strip() or not text[index:last].strip()
            fix = Fix(
                "remove it" if is_edge else "write an ordinary space", (Edit(index, index + 1, "" if is_edge else " "),)
            )
            what = "a key" if scalar.is_key else "this value"
            yield between(index, index + 1, f"{name_of(text[index])} in {what}", fix.title, path=scalar.path, fix=fix)


def _is_word(scalar: Scalar) -> bool:
    """Tell whether a scalar is a key, or a value in which no sentence is written."""
    if scalar.is_key:
        return True
    key = next((step for step in reversed(scalar.path) if isinstance(step, str)), "")
    if key in _WORDS or key.lower().endswith("id"):
        return True
    return not scalar.node.style and not isinstance(resolve(scalar.node.value.strip(_SPACES)), str)


def _inner(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave quotes out."""
    if end - start >= 2 and text[start] in "\"'" and text[end - 1] == text[start]:
        return start + 1, end - 1
    return start, end
