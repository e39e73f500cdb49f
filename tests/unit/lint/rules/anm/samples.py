"""What the tests of the ANM rules share: sample personas, and asking one rule about a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from anamctl.definitions.reader import read_bytes
from anamctl.definitions.shape import issues_of
from anamctl.lint.rule import Documents, rule_of

if TYPE_CHECKING:
    from types import ModuleType

    from anamctl.lint.finding import Fix, Severity

AVATAR = "30fa96d0-26c4-4e55-94a0-517025942e18"
VOICE = "6bfbe25a-979d-40f3-a92b-5394170af54b"
LUCY = "de23e340-1416-4dd8-977d-065a7ca11697"
"""An ElevenLabs voice, known from Anam's examples."""
LLM = "a7cf662c-2ace-4de1-a21e-ef0fbf144bb7"
SAVED = "89c726f6-069f-4cb1-8628-e78d2f0d1d3e"

INLINE = f"""\
personaConfig:
  avatarId: {AVATAR}
  voiceId: {VOICE}
  llmId: {LLM}
"""
"""Four lines; what belongs into `personaConfig` may follow, indented by two."""


class Found(NamedTuple):
    """A problem in the words of a test."""

    place: str
    """``line:column`` of its first character."""
    text: str
    """What it points at."""
    message: str
    label: str
    notes: tuple[str, ...]
    pointer: str
    severity: Severity
    fix: Fix | None
    fixed: str | None
    """The whole text with the fix applied."""


def ask(module: ModuleType, text: str, *, suffix: str = "yaml", facts: dict[str, Any] | None = None) -> list[Found]:
    """Ask one rule about every document of a text."""
    rule = rule_of(module)
    assert rule.check is not None
    file = read_bytes(text.encode(), f"persona.{suffix}")
    problems = []
    for document in file.documents:
        document.facts.update(facts or {})
        if isinstance(rule.on, Documents):
            problems += list(rule.check(document) or ())
            continue
        for issue in issues_of(document):
            if issue.kind in rule.on.issue_kinds:  # type: ignore[union-attr]
                problems += list(rule.check(document, issue) or ())
    found = []
    for problem in problems:
        position = file.source.position(problem.start)
        found.append(
            Found(
                f"{position.line}:{position.column}",
                file.source.text[problem.start : problem.end],
                problem.message,
                problem.label,
                problem.notes,
                problem.pointer,
                problem.severity or rule.severity,
                problem.fix,
                None if problem.fix is None else apply(file.source.text, problem.fix),
            )
        )
    return found


def apply(text: str, fix: Fix) -> str:
    """Apply a fix the plain way, last edit first."""
    for edit in sorted(fix.edits, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def one(module: ModuleType, text: str, **options: Any) -> Found:
    """Ask a rule that shall find exactly one thing."""
    found = ask(module, text, **options)
    assert len(found) == 1, found
    return found[0]
