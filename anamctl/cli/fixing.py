"""``--fix`` and ``--diff``: the files of a run that have something to fix, fixed or shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from anamctl.lint.fixes import diff, fix_data, fix_file

if TYPE_CHECKING:
    from anamctl.lint.finding import Finding
    from anamctl.lint.runner import Linter


class Fixing(NamedTuple):
    """What fixing a run came to."""

    findings: list[Finding]
    """What is left, in the order of the run."""
    fixed: int
    """How many findings were fixed, or would be."""
    diffs: str
    """All changes as one unified diff."""


def fix_paths(findings: list[Finding], linter: Linter, *, unsafe: bool, write: bool) -> Fixing:
    """
    Fix the files that have findings with fixes.

    Args:
        findings: of the whole run; those of one file stand together.
        linter: what found them.
        unsafe: apply fixes as well that may change what a file means.
        write: change the files; otherwise only find out what would change.

    Raises:
        UsageError: a file cannot be written.
    """
    by_path: dict[str, list[Finding]] = {}
    for finding in findings:
        by_path.setdefault(finding.path, []).append(finding)
    left: list[Finding] = []
    diffs = []
    fixed = 0
    for path, found in by_path.items():
        result = None
        if any(finding.fix and (finding.fix.safe or unsafe) for finding in found):
            limit = linter.selection.max_file_size
            result = fix_file(path, linter.lint_bytes, unsafe=unsafe, write=write, limit=limit)
        if result is None:
            left += found
            continue
        left += result.findings
        fixed += len(result.applied)
        diffs.append(diff(path, result.before, result.after))
    return Fixing(left, fixed, "".join(diffs))


def fix_stdin(data: bytes, name: str, linter: Linter, *, unsafe: bool) -> tuple[bytes, Fixing]:
    """Fix what came from stdin and give it with what is left."""
    result = fix_data(data, name, linter.lint_bytes, unsafe=unsafe)
    return result.after, Fixing(result.findings, len(result.applied), diff(name, result.before, result.after))
