"""
Fixing: edits by span, round after round, until nothing is left to fix.

A fix changes nothing but its spans. One that would make a file worse (more errors, or no longer readable to its end) is
left out, whatever its rule promised. Fixing what is fixed changes nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from anamctl.definitions.discover import SIZE_LIMIT, read_file
from anamctl.definitions.text import BOM
from anamctl.errors import UsageError
from anamctl.lint.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from anamctl.lint.finding import Edit, Finding

    Lint = Callable[[bytes, str], list[Finding]]
    """Finds what is wrong with the bytes of a file of some name."""

MAX_ROUNDS = 20
"""Rounds after which a file is left as it is; a fix can make room for another one, but not often."""

MAX_TRIES = 200
"""Combinations of fixes that are tried in a round to find those that do harm; what is left then waits or stays."""

_BREAK = re.compile(r"\r\n|\n|\r")

# A fix may not add any of these: what the file says would be lost.
_LOSSES = frozenset(("syntax", "control", "alias", "limit", "duplicate", "toplevel", "kind", "empty", "merge", "key"))


class Fixed(NamedTuple):
    """A text after one round."""

    text: str
    applied: list[Finding]
    """Findings whose fixes were applied."""
    skipped: list[Finding]
    """Findings whose fixes touch one that was applied; they may have their turn in the next round."""


class FixedFile(NamedTuple):
    """The bytes of a file before and after fixing."""

    before: bytes
    after: bytes
    applied: list[Finding]
    """What was fixed, with the places that it had in its round."""
    findings: list[Finding]
    """What is left."""

    @property
    def is_changed(self) -> bool:
        """Tell whether there was anything to fix."""
        return self.before != self.after


def apply_fixes(text: str, findings: Sequence[Finding], *, unsafe: bool = False) -> Fixed:
    """
    Apply all fixes that do not touch each other, the first ones in the text before others.

    Args:
        text: the text of the file, without its byte order mark.
        findings: what was found in this very text.
        unsafe: apply fixes as well that may change what the file means.
    """
    edits: list[Edit] = []  # always in order
    chosen: set[tuple[Edit, ...]] = set()
    applied, skipped = [], []
    candidates = [finding for finding in findings if finding.fix and finding.fix.edits and (unsafe or finding.fix.safe)]
    for finding in sorted(candidates, key=_first_edit):
        wanted = finding.fix.edits if finding.fix else ()
        if not _is_sound(text, wanted):
            continue
        if wanted in chosen:  # the same change for two reasons
            applied.append(finding)
        elif any(_touches(edit, edits) for edit in wanted):
            skipped.append(finding)
        else:
            chosen.add(wanted)
            for edit in wanted:
                insort(edits, edit)
            applied.append(finding)
    return Fixed(_edit(text, edits), applied, skipped)


def fix_data(data: bytes, path: str, lint: Lint, *, unsafe: bool = False) -> FixedFile:
    """
    Fix the bytes of a file as far as it goes.

    Byte order mark, line ends, comments and quotes stay. A file that is not UTF-8 stays as it is.

    Args:
        data: what the file holds.
        path: its name.
        lint: finds what is wrong.
        unsafe: apply fixes as well that may change what the file means.
    """
    findings = lint(data, path)
    bom = BOM if data.startswith(BOM) else b""
    try:
        text = data[len(bom) :].decode()
    except UnicodeDecodeError:
        return FixedFile(data, data, [], findings)
    state = _State(text, findings, _losses(data, path))
    applied: list[Finding] = []
    seen = [state]
    for _ in range(MAX_ROUNDS):
        round_ = _Round(state, bom, path, lint, unsafe=unsafe)
        good = round_.improve()
        if not good:
            break
        applied += good
        state = round_.result
        past = [old.text for old in seen]
        if state.text in past:
            # Fixes that undo each other. Whoever fixes again comes by the same texts, so one of them is the end.
            state = min(seen[past.index(state.text) :], key=lambda old: old.text)
            break
        seen.append(state)
    return FixedFile(data, bom + state.text.encode(), applied, state.findings)


def fix_file(
    path: str, lint: Lint, *, unsafe: bool = False, write: bool = True, limit: int = SIZE_LIMIT
) -> FixedFile | None:
    """
    Fix a file; None when it cannot be read. A link stays a link, and the file that it leads to is changed.

    Args:
        path: the file.
        lint: finds what is wrong.
        unsafe: apply fixes as well that may change what the file means.
        write: write the result; otherwise only find out what it would be.
        limit: bytes that are read.

    Raises:
        UsageError: the file cannot be written.
    """
    data = read_file(path, limit)
    if not isinstance(data, bytes):
        return None
    fixed = fix_data(data, path, lint, unsafe=unsafe)
    if write and fixed.is_changed:
        from anamctl.lint.atomic import replace_file

        try:
            replace_file(path, fixed.after)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise UsageError(f"{path} cannot be fixed: {reason}.", hint="nothing was changed in it.") from error
    return fixed


def diff(path: str, before: bytes, after: bytes) -> str:
    """Give what changed as a unified diff that `git apply` and `patch -p1` take; empty when nothing did."""
    from difflib import unified_diff

    old, new = (_lines(data.decode(errors="replace")) for data in (before, after))
    name = path.replace("\\", "/")
    marks = ("", "") if name.startswith("/") else ("a/", "b/")
    lines = unified_diff(old, new, marks[0] + name, marks[1] + name)
    return "".join(line if line.endswith(("\n", "\r")) else f"{line}\n\\ No newline at end of file\n" for line in lines)


# ---- one round -------------------------------------------------------------------------------------------------------


class _State(NamedTuple):
    """A text, what is found in it, and how many losses reading it gives."""

    text: str
    findings: list[Finding]
    losses: int

    @property
    def errors(self) -> int:
        return sum(finding.severity is Severity.ERROR for finding in self.findings)


class _Round:
    """Applies as many of the fixes of one state as do no harm."""

    def __init__(self, state: _State, bom: bytes, path: str, lint: Lint, *, unsafe: bool) -> None:
        self.result = state
        self._before = state
        self._bom = bom
        self._path = path
        self._lint = lint
        self._unsafe = unsafe
        self._tries = MAX_TRIES

    def improve(self) -> list[Finding]:
        """Give the findings whose fixes were applied; `result` is the state after them."""
        chosen = apply_fixes(self._before.text, self._before.findings, unsafe=self._unsafe).applied
        return self._add([], chosen) if chosen else []

    def _add(self, good: list[Finding], group: list[Finding]) -> list[Finding]:
        """Add a group of fixes to those that are good; of one that does harm, each half by itself."""
        self._tries -= 1
        if self._try([*good, *group]):
            return [*good, *group]
        if len(group) == 1 or self._tries <= 0:
            return good
        half = len(group) // 2
        return self._add(self._add(good, group[:half]), group[half:])

    def _try(self, findings: list[Finding]) -> bool:
        text = apply_fixes(self._before.text, findings, unsafe=self._unsafe).text
        if text == self._before.text:
            return False
        try:
            data = self._bom + text.encode()
        except UnicodeEncodeError:
            return False
        losses = _losses(data, self._path)
        if losses > self._before.losses:
            return False
        state = _State(text, self._lint(data, self._path), losses)
        if state.errors > self._before.errors:
            return False
        self.result = state
        return True


def _losses(data: bytes, path: str) -> int:
    from anamctl.definitions.reader import read_bytes

    return sum(issue.kind in _LOSSES for issue in read_bytes(data, path).issues)


# ---- edits -----------------------------------------------------------------------------------------------------------


def _first_edit(finding: Finding) -> tuple[int, int]:
    edits = finding.fix.edits if finding.fix else ()
    return min((edit.start, edit.end) for edit in edits)


def _is_sound(text: str, edits: tuple[Edit, ...]) -> bool:
    """Tell whether edits lie within the text and apart from each other."""
    if not all(0 <= edit.start <= edit.end <= len(text) for edit in edits):
        return False
    return not any(_touch(one, other) for one, other in pairwise(sorted(edits)))


def _touches(edit: Edit, edits: list[Edit]) -> bool:
    """Tell whether an edit touches one of a list of edits that are in order and apart from each other."""
    index = bisect_left(edits, edit)
    return any(_touch(edit, other) for other in edits[max(0, index - 1) : index + 1])


def _touch(one: Edit, other: Edit) -> bool:
    return one.start == other.start or (one.start < other.end and other.start < one.end)


def _edit(text: str, edits: list[Edit]) -> str:
    """Apply edits that are in order and apart from each other; line breaks become those of the text."""
    if not edits:
        return text
    found = _BREAK.search(text)
    line_break = found.group() if found else "\n"
    parts: list[str] = []
    end = 0
    for edit in edits:
        new = edit.text if line_break == "\n" else _BREAK.sub(line_break, edit.text)
        parts += (text[end : edit.start], new)
        end = edit.end
    parts.append(text[end:])
    return "".join(parts)


def _lines(text: str) -> list[str]:
    """Split a text behind its line breaks, by the rules of editors."""
    lines = []
    start = 0
    for match in _BREAK.finditer(text):
        lines.append(text[start : match.end()])
        start = match.end()
    return [*lines, text[start:]] if start < len(text) else lines
