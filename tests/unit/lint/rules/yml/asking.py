"""Asking one rule of the families that look at files (YML, SEC)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from anamctl.definitions.reader import read_bytes
from anamctl.lint.rule import ReadIssues, rule_of

if TYPE_CHECKING:
    from types import ModuleType

    from anamctl.definitions.document import SourceFile
    from anamctl.lint.finding import Fix, Problem, Severity

INLINE = """\
personaConfig:
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
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
    fixed: str
    """The whole text with the fix applied; as it was without one."""


def ask(
    module: ModuleType, text: str | bytes, path: str = "a.yaml", environ: dict[str, str] | None = None
) -> list[Found]:
    """Ask a rule about a file."""
    rule = rule_of(module)
    assert rule.check is not None
    file = read_bytes(text if isinstance(text, bytes) else text.encode(), path, environ)
    problems: list[Problem] = []
    if isinstance(rule.on, ReadIssues):
        for issue in file.issues:
            if issue.kind in rule.on.issue_kinds:
                problems += rule.check(file, issue) or ()
    else:
        problems += rule.check(file) or ()
    return [_found(file, problem, rule.severity) for problem in problems]


def one(module: ModuleType, text: str | bytes, path: str = "a.yaml", environ: dict[str, str] | None = None) -> Found:
    """Ask a rule that shall find exactly one thing."""
    found = ask(module, text, path, environ)
    assert len(found) == 1, found
    return found[0]


def _found(file: SourceFile, problem: Problem, severity: Severity) -> Found:
    text = file.source.text
    position = file.source.position(problem.start)
    return Found(
        f"{position.line}:{position.column}",
        text[problem.start : problem.end],
        problem.message,
        problem.label,
        problem.notes,
        problem.pointer,
        problem.severity or severity,
        problem.fix,
        apply(text, problem.fix),
    )


def apply(text: str, fix: Fix | None) -> str:
    """Apply a fix the plain way, last edit first."""
    for edit in sorted(fix.edits, reverse=True) if fix else ():
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text
