"""
A text is written in another script than its language.

## What it does

Finds prompts and spoken texts whose letters are mainly in a script in which the language is not written: Hindi in
Latin letters, Serbian in Arabic ones. Addresses, placeholders and code do not count, nor does a name here and there.
It is advice only when the prompt names the language, which is how a model is told to answer in it. So it is for a
language of a persona that runs with the base prompt.

## Why it matters

A model answers in the letters it reads, and a voice made for the language stumbles over others. Bolna asks for native
script in its guide; Anam asks for a prompt in the language, or one that says which language to answer in.

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  languageCode: en
  systemPrompt: You are a concierge. Keep answers short.
languages:
  hi:
    voiceId: de23e340-1416-4dd8-977d-065a7ca11697
    systemPrompt: Aap hotel ke sahayak hain. Chhote vaakyon mein jawab dijiye.
```

## Use instead

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  languageCode: en
  systemPrompt: You are a concierge. Keep answers short.
languages:
  hi:
    voiceId: de23e340-1416-4dd8-977d-065a7ca11697
    systemPrompt: आप होटल के सहायक हैं। छोटे वाक्यों में हिंदी में जवाब दीजिए।
```

## Fix

None.

## Source

Bolna docs, Writing prompts in non-English languages; Anam docs, Multilingual Support; scripts of the languages from
Unicode CLDR.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.definitions.document import Kind
from anamctl.languages.scripts import dominant_script, fits, script_name
from anamctl.lint.finding import Severity
from anamctl.lint.rule import Documents
from anamctl.lint.rules.txt.prompts import inherited
from anamctl.lint.texts import texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import Document
    from anamctl.lint.finding import Problem
    from anamctl.lint.texts import Text

CODE = "TXT404"
NAME = "other-script"
SUMMARY = "A text is written in another script than its language"
SINCE = "0.1.0"
SEVERITY = Severity.WARNING
ON = Documents(Kind.PERSONA, Kind.AGENT)


_LONG = 200
_SAMPLE = 64


def check(document: Document) -> Iterator[Problem] | None:
    """Look at the letters of every text whose language is known."""
    odd = []
    for text in texts(document):
        if text.code is not None and text.role != "name":
            written = text.text
            if text.role == "prompt":
                # Of a long text, a part that fits speaks for all of it; one that does not says nothing.
                if len(written) >= _LONG and fits(text.code, written[:: len(written) // _SAMPLE]):
                    continue
            elif not written.isascii():
                continue  # the usual slip in what is spoken is English that was left there
            if not fits(text.code, written):
                odd.append(text)
    return _explain(document, odd) if odd or inherited(document) else None


def _explain(document: Document, odd: list[Text]) -> Iterator[Problem]:
    from anamctl.lint.problems import at
    from anamctl.lint.rules.lng.wording import named
    from anamctl.lint.rules.txt.instructions import says_language

    # The prompt of an agent often stands twice, for the task and for its first language.
    for text in {(text.text, text.code): text for text in reversed(odd)}.values():
        kind = "prompt" if text.role == "prompt" else str(text.path[-1])
        if text.role != "prompt" and text.path[-1] == text.code:
            kind = str(text.path[-2])
        is_told = text.role == "prompt" and says_language(text.text, text.code or "")
        message = f"the {kind} for {named(text.code or '')} is written in {_script(text.text)}"
        severity = Severity.INFO if is_told else None
        yield at(document, text.path, message, f"expected {_expected(text.code or '')}", part="key", severity=severity)
    for base, code, path in inherited(document):
        if not fits(code, base.text) and fits(base.code or "", base.text) and not says_language(base.text, code):
            message = f"{named(code)} runs with the prompt of personaConfig, which is written in {_script(base.text)}"
            label = "nothing tells the persona to answer in this language: give it a prompt"
            yield at(document, path, message, label, part="key", severity=Severity.INFO)


def _script(text: str) -> str:
    script = dominant_script(text)
    return f"{script_name(script)} script" if script else "another script"


def _expected(code: str) -> str:
    from anamctl.languages.iso639 import language_of

    found = language_of(code)
    return " or ".join(script_name(script) for script in found.scripts[:2]) if found else ""
