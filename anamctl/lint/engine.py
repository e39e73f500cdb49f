"""
The engine: asks the rules, and turns their problems into findings.

It asks only the rules that have something to look at. A file that is in order meets a dozen short functions, because
rules that explain reading and shape issues are asked only when there are any.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from anamctl.definitions.document import Kind
from anamctl.definitions.issue import MOST_ISSUES, ReadIssue
from anamctl.definitions.shape import issues_of
from anamctl.lint.finding import Finding
from anamctl.lint.rule import Documents, Files, ReadIssues, ShapeIssues
from anamctl.lint.rules import family

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from anamctl.definitions.document import Document, SourceFile
    from anamctl.lint.finding import Problem, Severity
    from anamctl.lint.rule import Check, Rule

CONTEXT_LINES = 2
"""Lines of the file that are shown before the one of the finding."""


class Plan:
    """
    The rules of a run, sorted by what triggers them, and loaded when something first does.

    Args:
        wanted: tells by code whether a rule takes part.
        severities: by code, where the settings override a rule's own.
        online: ask the rules that need an account, too.
    """

    def __init__(
        self,
        wanted: Callable[[str], bool] = lambda _: True,
        severities: Mapping[str, Severity] | None = None,
        *,
        online: bool = False,
    ) -> None:
        self.severities = severities or {}
        self._more = {"online": True} if online else {}
        self._wanted = wanted
        self._documents: dict[Kind, list[tuple[Rule, Check]]] = {}
        self._shape: dict[Kind, dict[str, list[Rule]]] = {}

    def rules(self, *families: str) -> list[Rule]:
        """Load the wanted rules of some families."""
        return [rule for name in families for rule in family(name, **self._more) if self._wanted(rule.code)]

    @cached_property
    def read(self) -> dict[str, list[Rule]]:
        """Rules by the kind of read issue that they explain."""
        return _by_issue(self.rules("YML"), ReadIssues)

    @cached_property
    def files(self) -> list[tuple[Rule, Check]]:
        """Rules that are asked once for every file."""
        return [
            (rule, rule.check) for rule in self.rules("SEC") if isinstance(rule.on, Files) and rule.check is not None
        ]

    def documents(self, kind: Kind) -> list[tuple[Rule, Check]]:
        """List the rules that are asked for every document of a kind."""
        known = self._documents.get(kind)
        if known is None:
            known = self._documents[kind] = [
                (rule, rule.check)
                for rule in self.rules(*_FAMILIES_OF[kind])
                if isinstance(rule.on, Documents) and kind in rule.on.kinds and rule.check is not None
            ]
        return known

    def shape(self, kind: Kind) -> dict[str, list[Rule]]:
        """Rules by the kind of shape issue that they explain, for documents of a kind."""
        known = self._shape.get(kind)
        if known is None:
            rules = [
                rule
                for rule in self.rules(*_FAMILIES_OF[kind])
                if isinstance(rule.on, ShapeIssues) and rule.on.kind is kind
            ]
            known = self._shape[kind] = _by_issue(rules, ShapeIssues)
        return known


_FAMILIES_OF = {
    Kind.PERSONA: ("LNG", "ANM", "TXT", "SEC"),
    Kind.AGENT: ("LNG", "BOL", "TXT", "SEC"),
    Kind.UNKNOWN: ("SEC",),
}


def _by_issue(rules: list[Rule], trigger: type[ReadIssues | ShapeIssues]) -> dict[str, list[Rule]]:
    table: dict[str, list[Rule]] = {}
    for rule in rules:
        if isinstance(rule.on, trigger):
            for kind in rule.on.issue_kinds:
                table.setdefault(kind, []).append(rule)
    return table


def run(file: SourceFile, plan: Plan) -> list[Finding]:
    """Ask every rule of a plan about a file; findings in the order of the text."""
    pairs: list[tuple[Rule, Problem]] = []
    if file.issues:
        for issue in file.issues:
            for rule in plan.read.get(issue.kind, ()):
                _ask(pairs, rule, file, issue)
    for rule, check in plan.files:
        found = check(file)
        if found is not None:
            _keep(pairs, rule, found)
    for document in file.documents:
        _run_document(pairs, document, plan)
    if not pairs:
        return []
    if len(pairs) > MOST_ISSUES:
        pairs = _cut(pairs, file, plan)
    findings = [finding_of(file, rule, problem, plan) for rule, problem in pairs]
    # Two roads to the same value (an alias, a merge) give the same finding twice.
    return findings if len(findings) == 1 else sorted(dict.fromkeys(findings), key=_order)


def _cut(pairs: list[tuple[Rule, Problem]], file: SourceFile, plan: Plan) -> list[tuple[Rule, Problem]]:
    """Keep the first problems of a file that has more than anybody reads, and say so."""
    kept = sorted(pairs, key=lambda pair: pair[1].start)[:MOST_ISSUES]
    last = kept[-1][1]
    issue = ReadIssue("limit", last.start, last.end, {"problem": "findings", "limit": MOST_ISSUES})
    for rule in plan.read.get("limit", ()):
        _ask(kept, rule, file, issue)
    return kept


def _run_document(pairs: list[tuple[Rule, Problem]], document: Document, plan: Plan) -> None:
    for rule, check in plan.documents(document.kind):
        found = check(document)
        if found is not None:
            _keep(pairs, rule, found)
    issues = issues_of(document)
    if not issues:
        return
    rules = plan.shape(document.kind)
    for issue in issues:
        for rule in rules.get(issue.kind, ()):
            _ask(pairs, rule, document, issue)


def _ask(pairs: list[tuple[Rule, Problem]], rule: Rule, *arguments: object) -> None:
    if rule.check is not None:
        _keep(pairs, rule, rule.check(*arguments) or ())


def _keep(pairs: list[tuple[Rule, Problem]], rule: Rule, problems: Iterable[Problem]) -> None:
    for problem in problems:
        pairs.append((rule, problem))  # noqa: PERF401  # nearly always one or none: a generator costs more


def finding_of(file: SourceFile, rule: Rule, problem: Problem, plan: Plan) -> Finding:
    """Give the finding of a problem: who said it, where that is for people, and without secrets."""
    from anamctl.lint.redaction import redact  # only files with findings need it

    start, end, excerpt = file.source.locate(problem.start, problem.end, CONTEXT_LINES)
    severity = plan.severities.get(rule.code) or problem.severity or rule.severity
    finding = Finding(
        file.path,
        start.line,
        start.column,
        end.line,
        end.column,
        rule.code,
        rule.name,
        severity,
        problem.message,
        problem.label,
        problem.notes,
        problem.pointer,
        problem.fix,
        excerpt,
    )
    return redact(file, finding)


def _order(finding: Finding) -> tuple[int, int, str, str]:
    return finding.line, finding.column, finding.code, finding.message
