"""The prompts of a document, each with its translations, and what the rules about them need to point and to compare."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from anamctl.definitions.document import Kind
from anamctl.definitions.persona import view
from anamctl.lint.texts import texts

if TYPE_CHECKING:
    from anamctl.definitions.document import Document
    from anamctl.definitions.nodes import Path, Span
    from anamctl.lint.texts import Text

PLACEHOLDER = re.compile(r"\{\{?\s{0,8}([^\W\d][\w.]{0,63})\s{0,8}\}")
"""``{name}`` or ``{{ name }}``, in the letters of any language."""
_FROM_ENVIRONMENT = re.compile(r"\$\{[^{}]{0,200}\}")


def prompts(document: Document) -> list[list[Text]]:
    """List the prompts that say the same in several languages, the base's first; worked out once."""
    known: list[list[Text]] | None = document.facts.get("prompts")
    if known is None:
        groups: dict[Path, list[Text]] = {}
        for text in texts(document):
            if text.role == "prompt":
                groups.setdefault(text.group, []).append(text)
        known = document.facts["prompts"] = list(groups.values())
    return known


def placeholders(text: str) -> list[str]:
    """List the names in braces, without those that anamctl itself would have filled in."""
    if "${" in text:
        text = _FROM_ENVIRONMENT.sub(" ", text)
    return PLACEHOLDER.findall(text)


def owner(text: Text) -> str:
    """Name the place of a prompt for a message: ``personaConfig``, ``"fr"``, ``task_1``."""
    if "languages" in text.path[:-1]:
        return f'"{text.path[-2]}"'
    return str(text.path[-2])


def placeholder_span(document: Document, path: Path, name: str) -> Span | None:
    """Find where the name of a placeholder stands in the file; None when it is not there just once as it is."""
    from anamctl.definitions.nodes import Span

    span = document.value_span(path)
    pattern = re.compile(rf"\{{\s{{0,8}}({re.escape(name)})\s{{0,8}}\}}")
    matches = list(pattern.finditer(document.source.text, span.start, span.end))
    return Span(*matches[0].span(1)) if len(matches) == 1 else None


class Inherited(NamedTuple):
    """A language of a persona that runs with the prompt of `personaConfig`."""

    base: Text
    code: str
    path: Path


def inherited(document: Document) -> list[Inherited]:
    """List the languages of a persona that have no prompt of their own and are not the base's; worked out once."""
    known: list[Inherited] | None = document.facts.get("inherited-prompts")
    if known is None:
        known = document.facts["inherited-prompts"] = _inherited(document) if document.kind is Kind.PERSONA else []
    return known


def _inherited(document: Document) -> list[Inherited]:
    persona = view(document)
    bare = [entry for entry in persona.entries if "systemPrompt" not in entry.data]
    groups = prompts(document) if bare else None
    if not groups or groups[0][0].path[0] != "personaConfig":
        return []
    base = groups[0][0]
    own = base.code or "en"
    return [Inherited(base, entry.code, entry.path) for entry in bare[:_MOST] if entry.code and entry.code != own]


_MOST = 500
