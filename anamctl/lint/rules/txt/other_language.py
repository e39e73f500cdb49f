"""
A prompt is evidently in another language.

## What it does

Finds prompts that are in another language than the one they are for, and say nothing about which language to answer
in. Needs the extra `langid` (`pip install "anamctl[langid]"`); without it, for fewer than five words, and where the
language is not certain, the rule is silent. Close languages (Danish and Norwegian, Croatian and Serbian) are not told
apart. A language of a persona that runs with the base prompt is looked at too.

## Why it matters

A model answers in the language of its prompt unless it is told otherwise, so the persona hears French and answers in
English.

## Example

```yaml
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  languageCode: en
  systemPrompt: You are a concierge. Keep answers short.
languages:
  fr:
    voiceId: de23e340-1416-4dd8-977d-065a7ca11697
    systemPrompt: You are the concierge of a small hotel and help the guests with taxis and restaurants.
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
  fr:
    voiceId: de23e340-1416-4dd8-977d-065a7ca11697
    systemPrompt: You are the concierge of a small hotel and help the guests with taxis. Always answer in French.
```

## Fix

None: translate the prompt, or say in it which language to answer in.

## Source

Anam docs, Multilingual Support (write the prompt in the language, or instruct the persona to respond in it). The
language is told by py3langid.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from anamctl.definitions.document import Kind
from anamctl.lint.finding import Severity
from anamctl.lint.rule import Documents
from anamctl.lint.rules.txt.prompts import inherited, prompts
from anamctl.lint.rules.txt.typical_words import are_close, looks_like, signs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import Document
    from anamctl.lint.finding import Problem
    from anamctl.lint.rules.txt.detection import Classifier
    from anamctl.lint.texts import Text

CODE = "TXT405"
NAME = "other-language"
SUMMARY = "A prompt is evidently in another language"
SINCE = "0.1.0"
SEVERITY = Severity.INFO
ON = Documents(Kind.PERSONA, Kind.AGENT)


@cache
def _can_tell() -> bool:
    """Tell whether the extra is installed, without loading what asks it."""
    from importlib.machinery import PathFinder

    return PathFinder.find_spec("py3langid") is not None


def check(document: Document) -> Iterator[Problem] | None:
    """Look more closely at prompts that have no small words of their language."""
    if not _can_tell():
        return None
    odd = [
        text
        for group in prompts(document)
        for text in group
        if text.code is not None
        and signs(text.code) is not None
        and not looks_like(text.code, text.text)
        and (text is group[0] or text.text.strip() != group[0].text.strip())  # TXT401 says that
    ]
    return _explain(document, odd) if odd or inherited(document) else None


def _explain(document: Document, odd: list[Text]) -> Iterator[Problem]:
    from anamctl.lint.problems import at
    from anamctl.lint.rules.lng.wording import named
    from anamctl.lint.rules.txt import detection

    classify = detection.classifier()
    if classify is None:
        return
    for text in odd:
        other = _other_language(text.code or "", text.text, classify)
        if other is not None:
            message = f"the prompt for {named(text.code or '')} is in {named(other)}"
            yield at(document, text.path, message, _LABEL, part="key")
    for base, code, path in inherited(document):
        if signs(code) is not None and not looks_like(code, base.text):
            other = _other_language(code, base.text, classify, base.code)
            if other is not None:
                message = f"{named(code)} runs with the prompt of personaConfig, which is in {named(other)}"
                yield at(document, path, message, _LABEL, part="key")


_LABEL = "nothing in it says which language to answer in"


def _other_language(code: str, text: str, classify: Classifier, likely: str | None = None) -> str | None:
    """
    Tell which other language a text is evidently in.

    Args:
        code: the language that it is for.
        text: the text.
        classify: what tells languages.
        likely: a language that it may well be in; when its words say so, nobody else is asked.
    """
    from anamctl.languages.scripts import fits
    from anamctl.lint.rules.txt import detection
    from anamctl.lint.rules.txt.instructions import says_language

    if not (fits(code, text) and detection.has_enough(text)) or says_language(text, code):
        return None
    if likely is not None and likely != code and looks_like(likely, text):
        return None if are_close(likely, code) else likely
    verdict = detection.judge(text, code, classify)
    return verdict.code if verdict else None
