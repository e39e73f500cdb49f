"""The keys of an agent file: what they are called in messages, and what a wrong one should be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from anamctl.lint.finding import Severity

if TYPE_CHECKING:
    from anamctl.definitions.document import Document
    from anamctl.definitions.nodes import Path
    from anamctl.definitions.shape import Issue
    from anamctl.lint.finding import Fix


def name_of(path: Path) -> str:
    """Name a value for a message: ``speed of "hi"``, ``tasks[0]``; ``"hi"`` alone for a whole language."""
    code = code_of(path)
    start = len(path) - 1
    while start > 0 and isinstance(path[start], int):
        start -= 1
    if code is not None and path[start - 1] == "languages":
        return f'"{code}"'
    name = str(path[start]) + "".join(f"[{step}]" for step in path[start + 1 :])
    return f'{name} of "{code}"' if code is not None else name


def code_of(path: Path) -> str | None:
    """Give the language whose entry a path leads into; None for everything outside of the languages."""
    for index, step in enumerate(path[:-2]):
        if step == "multilingual_config" and path[index + 1] == "languages":
            return str(path[index + 2])
    return None


def severity_of(issue: Issue) -> Severity | None:
    """Give a warning for what only our own reading calls wrong, and for what Bolna drops; None for the rule's own."""
    return Severity.WARNING if issue.detail["confidence"] == "inferred" else None


SYNONYMS: dict[str, dict[str, str]] = {
    "AgentFile": {"agent": "agent_config", "prompts": "agent_prompts", "languages": "multilingual_config"},
    "AgentConfig": {
        "name": "agent_name",
        "greeting": "agent_welcome_message",
        "welcome_message": "agent_welcome_message",
        "first_message": "agent_welcome_message",
    },
    "ToolsConfig": {
        "stt": "transcriber",
        "tts": "synthesizer",
        "llm": "llm_agent",
        "multilingual": "multilingual_config",
    },
    "MultilingualConfig": {
        "default_language": "active_language",
        "active": "active_language",
        "language": "active_language",
        "is_enabled": "enabled",
    },
    "LanguageConfig": {
        "prompt": "system_prompt",
        "stt": "transcriber",
        "tts": "synthesizer",
        "handoff": "handoff_message",
        "name": "agent_name",
    },
    "TaskPrompts": {"prompt": "system_prompt"},
}
"""What people and other services call a field, to what Bolna calls it, by model."""

_OUTSIDE = frozenset({"provider", "provider_config", "pronunciation_rules", "buffer_size", "stream", "audio_format"})
"""Keys of a synthesizer that are often put into its `provider_config`."""


def suggest(document: Document, issue: Issue) -> tuple[str, Fix | None]:
    """
    Say what an unknown key was probably meant to be: a label, empty when there is no idea, and a fix.

    There is a fix only when the key is a misspelling of exactly one key that is not given yet. It is safe when nothing
    but capitals and separators differ.
    """
    from anamctl.lint.edits import rename_key, value_at
    from anamctl.lint.nearest import misspelling, nearest

    word: str = issue.found
    known: tuple[str, ...] = issue.detail["known"]
    meant = SYNONYMS.get(issue.detail["model"], {}).get(word)
    if meant is None:
        elsewhere = _belongs(document, issue, word)
        if elsewhere:
            return elsewhere, None
    certain = misspelling(word, known) if meant is None else None
    meant = meant or nearest(word, known)
    if meant is None:
        return "", None
    if meant in value_at(document, issue.path[:-1]):
        return f'did you mean "{meant}"? It is given already', None
    fix = rename_key(document, issue.path, certain, safe=_bare(word) == _bare(certain)) if certain else None
    return f'did you mean "{meant}"?', fix


def _belongs(document: Document, issue: Issue, word: str) -> str:
    """Say where a key belongs that is known right above or right below."""
    from anamctl.definitions.shape import known_keys, provider_fields
    from anamctl.lint.edits import value_at

    model: str = issue.detail["model"]
    if model.endswith("Config") and issue.path[-2] == "provider_config" and word in _OUTSIDE:
        return "belongs in synthesizer, beside provider_config"
    if model in {"LanguageSynthesizer", "Synthesizer", "SynthesizerLeg"}:
        provider = value_at(document, (*issue.path[:-1], "provider"))
        fields = provider_fields("synthesizer", provider) if isinstance(provider, str) else None
        if fields is not None and word in fields["fields"]:
            return "belongs in provider_config"
    if model == "LanguageConfig":
        for part, inner in (("transcriber", "LanguageTranscriber"), ("synthesizer", "LanguageSynthesizer")):
            if word in known_keys(inner):
                return f"belongs in {part}"
        if word in {"voice", "voice_id", "speed"}:
            return "belongs in provider_config of synthesizer"
    for other, place in _PLACES.items():
        if word in known_keys(other):
            return f"belongs {place}"
    return ""


_PLACES = {
    "MultilingualConfig": "in multilingual_config",
    "ToolsConfig": "in tools_config of a task",
    "Task": "in a task",
    "AgentConfig": "in agent_config",
    "AgentFile": "at the top level, beside agent_config",
}
"""Where the keys of a model belong, innermost place first."""


def _bare(word: str) -> str:
    return word.casefold().replace("_", "").replace("-", "")


EXPECTED_TYPES = {
    "string": "text",
    "number": "a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "object": "a mapping",
    "array": "a list",
    "null": "null",
}
"""JSON types as messages call them."""

_SECRET_KEYS = frozenset({"api_token", "headers", "param", "llm_agent"})
_SECRETIVE = ("key", "token", "secret", "password", "authorization")


def may_hold_secret(path: Path) -> bool:
    """Tell whether a value at a path may be a credential, which must not be printed."""
    return any(isinstance(step, str) and (step in _SECRET_KEYS or step.lower().endswith(_SECRETIVE)) for step in path)


def number(value: float) -> str:
    """Write a number for a message."""
    if value != value:  # noqa: PLR0124  # NaN is the one value that differs from itself
        return "NaN, not a number"
    return "infinite" if abs(value) == float("inf") else f"{value:.15g}"


def bounds(low: float | None, high: float | None) -> str:
    """Write a range for a message; one side may be open."""
    if low is not None and high is not None:
        return f"{low:.15g} to {high:.15g}"
    if low is not None:
        return f"at least {low:.15g}"
    return f"at most {high:.15g}" if high is not None else "a finite number"


def add_first(document: Document, path: Path, key: str, text: str, *, safe: bool = True) -> Fix | None:
    """Make the fix that adds a key with a text on top of the mapping at a path; None when that mapping is empty."""
    from anamctl.definitions.nodes import find
    from anamctl.definitions.scalars import read
    from anamctl.lint.edits import insert_before, value_at

    mapping = value_at(document, path)
    for first in mapping if isinstance(mapping, dict) else ():
        entry = find(document.root, (*path, first))
        is_json = entry is not None and entry.key is not None and entry.key.style == '"'
        value, other = read(text)
        is_plain = text.replace("-", "").isalnum() and isinstance(value, str) and not other
        source = text if is_plain and not is_json else f'"{text}"'
        return insert_before(document, (*path, first), key, source, f"add {key}: {text}", safe=safe)
    return None
