"""
The prompt of a language has other placeholders than that of the base.

## What it does

Compares the `{placeholders}` of the prompts. Finds those of the base prompt that the prompt of another language
lacks, and those that only the other one has.

## Why it matters

A placeholder is filled in by its exact name. One that was lost or translated along with the text leaves the model
without the customer's name, or has it read out the braces.

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  languageCode: en
  systemPrompt: "Greet {customer_name} and ask for the room number."
languages:
  fr:
    voiceId: de23e340-1416-4dd8-977d-065a7ca11697
    systemPrompt: "Salue {nom_client} et demande le numéro de chambre."
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  languageCode: en
  systemPrompt: "Greet {customer_name} and ask for the room number."
languages:
  fr:
    voiceId: de23e340-1416-4dd8-977d-065a7ca11697
    systemPrompt: "Salue {customer_name} et demande le numéro de chambre."
```

## Fix

Where one placeholder is missing and one is new, the new one is replaced. Not safe: they may be two things.

## Source

Bolna docs, Using context (variables in braces). That the same holds for every prompt filled in before it is sent is
inferred.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.definitions.document import Kind
from anamctl.lint.finding import Severity
from anamctl.lint.rule import Documents
from anamctl.lint.rules.txt.prompts import owner, placeholder_span, placeholders, prompts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import Document
    from anamctl.lint.finding import Fix, Problem
    from anamctl.lint.texts import Text

CODE = "TXT402"
NAME = "placeholders-differ"
SUMMARY = "The prompt of a language has other placeholders than that of the base"
SINCE = "0.1.0"
SEVERITY = Severity.WARNING
ON = Documents(Kind.PERSONA, Kind.AGENT)


def check(document: Document) -> Iterator[Problem] | None:
    """Compare the prompts that have braces."""
    for group in prompts(document):
        if len(group) > 1:
            for text in group:
                if "{" in text.text:
                    return _compare(document)
    return None


def _compare(document: Document) -> Iterator[Problem]:
    for group in prompts(document):
        base = group[0]
        wanted = set(placeholders(base.text))
        for text in group[1:]:
            found = set(placeholders(text.text))
            if found != wanted:
                yield from _explain(document, base, text, wanted, found)


def _explain(document: Document, base: Text, text: Text, wanted: set[str], found: set[str]) -> Iterator[Problem]:
    from anamctl.lint.problems import at, between

    missing, new = sorted(wanted - found), sorted(found - wanted)
    fix = None
    if len(missing) == len(new) == 1:
        fix = _swap(document, text, new[0], missing[0])
    elif missing:
        message = f"the prompt of {owner(text)} lacks {_listed(missing)}"
        yield at(document, text.path, message, f"the prompt of {owner(base)} has it", part="key")
    for name in new[:_MOST]:
        message = f"the prompt of {owner(text)} has {_listed([name])}, which that of {owner(base)} lacks"
        label = f"did you mean {_listed(missing)}?" if fix or len(missing) == len(new) == 1 else ""
        span = placeholder_span(document, text.path, name)
        if span is None:
            yield at(document, text.path, message, label, part="key", fix=fix)
        else:
            yield between(span.start, span.end, message, label, path=text.path, fix=fix)


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
    return ", ".join(f"{{{name}}}" for name in names[:_MOST]) + more


_MOST = 10


def _swap(document: Document, text: Text, old: str, new: str) -> Fix | None:
    from anamctl.lint.finding import Edit, Fix

    span = placeholder_span(document, text.path, old)
    return None if span is None else Fix(f"write {{{new}}}", (Edit(*span, new),), safe=False)
