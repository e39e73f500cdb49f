"""
An alias or anchor cannot be used.

## What it does

Finds aliases (`*name`) whose anchor (`&name`) does not stand before them, aliases that hold themselves, and anchors
that are given twice in one document.

## Why it matters

An unknown alias or a repeated anchor stops the parser. A value that holds itself has no end.

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
languages:
  de: &german {systemPrompt: Antworte immer auf Deutsch.}
  nl: *dutch
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
languages:
  de: {systemPrompt: Antworte immer auf Deutsch.}
  nl: {systemPrompt: Antwoord altijd in het Nederlands.}
```

## Fix

None: only you know what was to be repeated.

## Source

YAML 1.2.2, sections 3.2.2.2 and 7.1. That an anchor may be given twice, YAML 1.2 allows; PyYAML and with it most tools
refuse it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from anamctl.lint.finding import Severity
from anamctl.lint.nearest import misspelling
from anamctl.lint.problems import between, quote
from anamctl.lint.rule import ReadIssues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import SourceFile
    from anamctl.definitions.issue import ReadIssue
    from anamctl.lint.finding import Problem

CODE = "YML005"
NAME = "broken-alias"
SUMMARY = "An alias or anchor cannot be used"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = ReadIssues("alias")


def check(file: SourceFile, issue: ReadIssue) -> Iterator[Problem]:
    """Say what is wrong with an alias or anchor."""
    problem, name = issue.detail["problem"], issue.detail["name"]
    if problem == "undefined":
        known = re.findall(r"(?:^|[\s\[{,:-])&([\w-]+)", file.source.text[: issue.start])
        near = misspelling(name, dict.fromkeys(known))
        label = f'did you mean "*{near}"?' if near else f'no anchor "&{name}" stands before it; text needs quotes'
        yield between(issue.start, issue.end, f"unknown alias {quote('*' + name)}", label)
    elif problem == "redefined":
        first = re.search(rf"&{re.escape(name)}(?![\w-])", file.source.text)
        line = file.source.position(first.start()).line if first else 1
        label = f"first given on line {line}; give this one another name"
        yield between(issue.start, issue.end, f"anchor {quote('&' + name)} is given twice", label)
    else:
        yield _recursive(file, issue)


def _recursive(file: SourceFile, issue: ReadIssue) -> Problem:
    """Point at the alias: the reader knows only the key before it, or the value that it stands in."""
    text = file.source.text
    anchor = re.compile(r"&([\w-]+)").match(text, issue.start)
    pattern = re.compile(rf"\*{re.escape(anchor[1])}(?![\w-])" if anchor else r"\*[\w-]+")
    match = pattern.search(text, issue.start if anchor else issue.end)
    if match is None:
        return between(issue.start, issue.end, "value that holds itself", "write the value out")
    label = "an alias cannot stand inside the value that it repeats"
    return between(*match.span(), f"alias {quote(match.group())} holds itself", label)
