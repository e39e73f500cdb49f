r"""
A text holds a character that nobody sees.

## What it does

Finds zero-width characters, soft hyphens, fillers, stray variation selectors, byte order marks and tag characters
anywhere in a file, comments too, also where they are written as an escape. They are left alone where a script needs
them: joiners and non-joiners in Indic and Arabic-script text, zero-width spaces in Thai, Lao, Khmer and Burmese, and
the sequences of emoji.

## Why it matters

A key with such a character is another key, and an id is no id. In a prompt they are read by the model but not by you;
tag characters can spell whole sentences that stay hidden. They come with text that was copied from web pages and chats.

## Example

```python
b"personaConfig:\n  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18\n  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b\n  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7\n  systemPrompt: You are a hotel\xe2\x80\x8b concierge.\n"
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  systemPrompt: You are a hotel concierge.
```

## Fix

Safe: removes the character, which changes nothing that can be seen or heard. Unsafe for tag characters: read first what
they hide.

## Source

Unicode Standard, chapter 23; Unicode Technical Standards 51 (emoji) and 55 (source code).
"""  # noqa: E501  # a bytes literal cannot be broken

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from anamctl.lint.finding import Severity
from anamctl.lint.rule import Files
from anamctl.lint.rules.sec.hidden import has_general, may_escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import SourceFile
    from anamctl.lint.finding import Problem

CODE = "SEC503"
NAME = "invisible-character"
SUMMARY = "A text holds a character that nobody sees"
SINCE = "0.1.0"
SEVERITY = Severity.ERROR
ON = Files()

# Looking for one byte is the fastest search there is. EF begins the full-width signs of Chinese and Japanese, E1
# Vietnamese and Georgian letters: for these the following bytes are looked at as well.
_EF = re.compile(rb"\xef(?:\xbb\xbf|\xb8[\x80-\x8f]|\xbe\xa0|\xbf[\xb9-\xbb])")
_E1 = re.compile(rb"\xe1(?:\xa0[\x8b-\x8f]|\x85[\x9f\xa0])")


def check(file: SourceFile) -> Iterator[Problem] | None:
    """Look for such characters at a glance."""
    data, text = file.data, file.source.text
    if text.isascii():
        if b"\\" not in data:
            return None
        written = False
    else:
        written = (
            has_general(file)
            or b"\xf3" in data
            or (b"\xc2" in data and "\xad" in text)
            or (b"\xcd" in data and "\u034f" in text)
            or (b"\xe3" in data and "\u3164" in text)
            or (b"\xef" in data and _EF.search(data) is not None)
            or (b"\xe1" in data and _E1.search(data) is not None)
        )
    if not written and not may_escape(file):
        return None
    from anamctl.lint.rules.sec.invisible import problems

    return problems(file, written=written)
