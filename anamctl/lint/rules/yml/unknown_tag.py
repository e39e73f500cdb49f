"""
A value has a tag that is not used here.

## What it does

Finds tags (`!name`, `!!name`) other than those of the YAML 1.2 core schema, and core tags on values that they do not
fit.

## Why it matters

A tag asks the reader to make something else of a value; `!!python/object` asks for code to be run. Both services take
plain JSON. Often the text just begins with an exclamation mark and lacks its quotes.

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  name: !important Anna
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  name: "!important Anna"
```

## Fix

None: only you know whether the tag is text.

## Source

YAML 1.2.2, section 10.3.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from anamctl.lint.finding import Severity
from anamctl.lint.problems import between, quote
from anamctl.lint.rule import ReadIssues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import SourceFile
    from anamctl.definitions.issue import ReadIssue
    from anamctl.lint.finding import Problem

CODE = "YML014"
NAME = "unknown-tag"
SUMMARY = "A value has a tag that is not used here"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = ReadIssues("tag")


def check(file: SourceFile, issue: ReadIssue) -> Iterator[Problem]:
    """Point at the tag itself; it is never followed."""
    tag: str = issue.detail["tag"]
    match = _TAG.match(file.source.text, issue.start)
    span = match.span("tag") if match else (issue.start, issue.start + 1)
    if tag.removeprefix("!!") in _CORE:
        value = file.source.text[span[1] : file.source.line_end(span[1])].strip()
        message = f"tag {quote(tag)} on {quote(value)}" if value else f"tag {quote(tag)} on a value that is none"
        label = f"expected {_CORE[tag.removeprefix('!!')]}; remove the tag"
    else:
        message, label = f"unknown tag {quote(tag)}", "remove the tag; if it is text, put the text in quotes"
    yield between(*span, message, label)


_TAG = re.compile(r"(?:&\S+\s+)?(?P<tag>!<[^>\s]*>|!\S*)")
_CORE = {
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "null": "null",
    "map": "a mapping",
    "seq": "a list",
    "str": "a text",
}
