"""What a report is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from anamctl.lint.finding import Severity

if TYPE_CHECKING:
    from anamctl.lint.finding import Finding


class Run(NamedTuple):
    """The result of one run of `validate`."""

    findings: list[Finding]
    """What is reported, ordered by file as given, then by place."""
    files: int
    """How many files were read."""
    seconds: float
    paths: tuple[str, ...] = ()
    """All files of the run, also those without a finding."""
    known: int = 0
    """Findings that the baseline already holds and that are therefore not reported."""
    gone: int = 0
    """Findings of the baseline that are not there any more."""
    fixed: int = 0
    """Findings that were fixed in this run, or would have been."""
    is_dry: bool = False
    """Nothing was written: what was fixed is only shown."""

    def count(self, severity: Severity) -> int:
        """Count the findings of a severity."""
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def errors(self) -> int:
        """How many errors are reported."""
        return self.count(Severity.ERROR)

    @property
    def warnings(self) -> int:
        """How many warnings are reported."""
        return self.count(Severity.WARNING)

    @property
    def infos(self) -> int:
        """How many pieces of advice are reported."""
        return self.count(Severity.INFO)


def plural(number: int, word: str) -> str:
    """Write a number with its noun: ``1 file``, ``2 files``."""
    return f"{number:,} {word}" if number == 1 else f"{number:,} {word}s"
