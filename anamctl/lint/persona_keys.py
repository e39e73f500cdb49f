"""The keys of a persona file: which ones are there, what they are called in messages, what a wrong one should be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anamctl.definitions.persona import view
from anamctl.lint.problems import quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anamctl.definitions.document import Document
    from anamctl.definitions.nodes import Path
    from anamctl.definitions.shape import Issue
    from anamctl.lint.finding import Fix


def used_keys(document: Document) -> set[str]:
    """Give the keys that `personaConfig` or any entry of `languages` has; most rules need not look further."""
    known: set[str] | None = document.facts.get("persona-keys")
    if known is None:
        persona = view(document)
        known = document.facts["persona-keys"] = set(persona.base.data).union(*[e.data for e in persona.entries])
    return known


def inline_tools(document: Document) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Give the tools that are defined inline, with their paths."""
    for layer in view(document).layers:
        tools = layer.data.get("tools")
        if isinstance(tools, list):
            for index, tool in enumerate(tools):
                if isinstance(tool, dict):
                    yield (*layer.path, "tools", index), tool


def name_of(path: Path) -> str:
    """Name a value for a message: ``speed``, ``tools[0].name``, ``languages.fr``."""
    if len(path) == 2 and path[0] == "languages":
        return f"languages.{_one_line(path[1])}"
    start = len(path) - 1
    while start > 0 and (isinstance(path[start], int) or isinstance(path[start - 1], int)):
        start -= 1
    name = ""
    for step in path[start:]:
        name += f"[{step}]" if isinstance(step, int) else f".{_one_line(step)}" if name else _one_line(step)
    return name


def _one_line(step: str | int) -> str:
    """Write a key as it is, unless it would spoil a line."""
    text = str(step)
    return text if text.isprintable() and len(text) <= _LONGEST_NAME else quote(text)


_LONGEST_NAME = 60


def shown(value: float) -> str:
    """Write a number for a message."""
    if isinstance(value, int):
        return f"{value:,}" if -_LARGEST < value < _LARGEST else "a number of too many digits"
    if value != value:  # noqa: PLR0124  # NaN is the one value that differs from itself
        return "NaN, which is no number"
    return {float("inf"): "infinite", float("-inf"): "infinite"}.get(value) or f"{value:,.15g}"


_LARGEST = 10**15


SYNONYMS: dict[str, dict[str, str]] = {
    "PersonaConfig": {
        "llm": "llmId",
        "model": "llmId",
        "id": "personaId",
        "instructions": "systemPrompt",
        "firstMessage": "initialMessage",
        "greeting": "initialMessage",
        "openingMessage": "initialMessage",
        "welcomeMessage": "initialMessage",
        "lang": "languageCode",
        "language": "languageCode",
        "locale": "languageCode",
        "maxDuration": "maxSessionLengthSeconds",
    },
    "VoiceGenerationOptions": {
        "pace": "speed",
        "rate": "speed",
        "tempo": "speed",
        "gain": "volume",
        "loudness": "volume",
        "mood": "emotion",
    },
    "VoiceDetectionOptions": {"noiseReduction": "speechEnhancementLevel", "sensitivity": "endOfSpeechSensitivity"},
    "DirectorNotes": {"style": "presetStyle", "intensity": "expressivity"},
    "PersonaFile": {"locales": "languages", "translations": "languages", "label": "clientLabel"},
}
"""What other services call a field, to what Anam calls it, by model."""

_PLACES = {
    "VoiceGenerationOptions": "voiceGenerationOptions",
    "VoiceDetectionOptions": "voiceDetectionOptions",
    "DirectorNotes": "directorNotes",
    "PersonaConfig": "personaConfig",
    "SessionOptions": "sessionOptions",
    "SessionReplay": "sessionOptions.sessionReplay",
    "PersonaFile": "the top level, beside personaConfig",
}
"""Where the keys of a model belong, nearest place first."""


def suggest(document: Document, issue: Issue) -> tuple[str, Fix | None]:
    """
    Say what an unknown key was probably meant to be: a label, empty when there is no idea, and a fix.

    There is a fix only when the key is a misspelling of exactly one key that is not given yet.
    """
    from anamctl.definitions.shape import known_keys
    from anamctl.lint.edits import rename_key, value_at
    from anamctl.lint.nearest import misspelling, nearest

    word: str = issue.found
    model = "PersonaConfig" if issue.detail["model"] == "LanguageEntry" else issue.detail["model"]
    known: tuple[str, ...] = issue.detail["known"]
    meant = SYNONYMS.get(model, {}).get(word)
    if meant is None:
        for other, place in _PLACES.items():
            if other != model and word in known_keys(other):
                return f"belongs in {place}" if "level" not in place else f"belongs at {place}", None
    certain = misspelling(word, known) if meant is None else None
    meant = meant or certain or nearest(word, known)
    if meant is None:
        return "", None
    siblings = value_at(document, issue.path[:-1])
    if isinstance(siblings, dict) and meant in siblings:
        return f'did you mean "{meant}"? It is given already', None
    return f'did you mean "{meant}"?', rename_key(document, issue.path, certain) if certain else None
