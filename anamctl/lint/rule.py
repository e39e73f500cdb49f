"""
What a rule is: a module with constants, a docstring and one function.

A rule module holds ``CODE``, ``NAME`` (kebab case), ``SUMMARY``, ``SINCE``, ``SEVERITY``, ``ON`` (when it is asked), a
docstring with fixed headings, and ``check``. Which arguments ``check`` takes follows from ``ON``:

    ON = Documents(Kind.PERSONA)                    check(document)
    ON = Online(Kind.PERSONA)                       check(document)          only with an account (`lint.account`)
    ON = ReadIssues("duplicate")                    check(file, issue)       only in the YML family
    ON = ShapeIssues("range", kind=Kind.PERSONA)    check(document, issue)
    ON = Files()                                    check(file)              only in the SEC family
    ON = ByHand()                                   no check: the engine itself makes these

`check` yields or returns problems (any iterable, or None for nothing).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

from anamctl.definitions.document import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from anamctl.lint.finding import Problem, Severity

ANY_KIND = (Kind.PERSONA, Kind.AGENT, Kind.UNKNOWN)


class Documents:
    """Ask the rule for every document of the given kinds (all when none is given)."""

    def __init__(self, *kinds: Kind) -> None:
        self.kinds = kinds or ANY_KIND


class Online(Documents):
    """Ask the rule as `Documents`, but only in a run that has an account at hand; it is listed in ``ONLINE``."""


class Files:
    """Ask the rule once for every file that could be decoded."""


class ReadIssues:
    """Ask the rule for every issue of these kinds that reading the text gave (`definitions.issue.KINDS`)."""

    def __init__(self, *kinds: str) -> None:
        self.issue_kinds = kinds


class ShapeIssues:
    """Ask the rule for every shape issue of these kinds (`definitions.shape`) in documents of one kind."""

    def __init__(self, *kinds: str, kind: Kind) -> None:
        self.issue_kinds = kinds
        self.kind = kind


class ByHand:
    """The engine makes these findings itself (suppressions); the rule is there for its page."""


Trigger: TypeAlias = Documents | Files | ReadIssues | ShapeIssues | ByHand
Check: TypeAlias = "Callable[..., Iterable[Problem] | None]"


class RuleModule(Protocol):
    """What the registry expects of a rule module."""

    CODE: str
    NAME: str
    SUMMARY: str
    SINCE: str
    SEVERITY: Severity
    ON: Trigger
    __doc__: str | None
    __name__: str


class Rule(NamedTuple):
    """A rule as the engine and the reports see it."""

    code: str
    name: str
    summary: str
    since: str
    severity: Severity
    on: Trigger
    check: Check | None
    doc: str
    module: str


def rule_of(module: RuleModule) -> Rule:
    """Read a rule from its module."""
    return Rule(
        module.CODE,
        module.NAME,
        module.SUMMARY,
        module.SINCE,
        module.SEVERITY,
        module.ON,
        getattr(module, "check", None),
        module.__doc__ or "",
        module.__name__,
    )
