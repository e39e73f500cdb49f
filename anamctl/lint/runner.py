"""One run over many files: read, lint, suppress; with a cache and, where it pays, several processes."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from anamctl.lint.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from anamctl.definitions.issue import ReadIssue
    from anamctl.lint.cache import Cache
    from anamctl.lint.engine import Plan

POOL_PAYS_FROM = 1500
"""Files from which starting processes is cheaper than the work that they take over (docs/performance.md)."""
_CHUNK = 200
_MOST_SHOWN = 1_000_000
"""Characters of excerpts of one file; a thousand findings on one line of a large file show it a thousand times."""


class Selection(NamedTuple):
    """Which rules take part, in a form that can be sent to another process."""

    select: tuple[str, ...] = ()
    """Codes or their beginnings; all when empty."""
    ignore: tuple[str, ...] = ()
    severities: tuple[tuple[str, str], ...] = ()
    """Code or beginning to ``error``, ``warning`` or ``info``."""
    per_file: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Pattern of paths to the codes that are ignored there."""
    folder: str = ""
    """The folder that those patterns are relative to; the working directory when empty."""
    max_file_size: int = 5 * 1024 * 1024

    def wants(self, code: str) -> bool:
        """Tell whether a rule takes part: the longest matching beginning decides, `ignore` before `select`."""
        chosen = max((len(prefix) for prefix in self.select if code.startswith(prefix)), default=-1)
        dropped = max((len(prefix) for prefix in self.ignore if code.startswith(prefix)), default=-1)
        if self.select and chosen < 0:
            return False
        return dropped < 0 or chosen > dropped

    def ignored_in(self, path: str) -> tuple[str, ...]:
        """List the codes (or beginnings) that are ignored in one file."""
        if not self.per_file:
            return ()
        from anamctl.definitions.ignore import PatternList

        below = os.path.relpath(path, self.folder or os.curdir).replace(os.sep, "/")
        named = (codes for pattern, codes in self.per_file if PatternList([pattern]).leaves_out(below))
        return tuple(code for codes in named for code in codes)


class Linter:
    """
    Lints one file after the other.

    Args:
        selection: which rules.
        environ: values for ``${NAME}``.
        cache: known results; None to read every file anew.
        facts: what documents cannot say themselves (`lint.account`); rules that need it are asked when there is any.
            Results then depend on more than the file: no cache goes with it.
    """

    def __init__(
        self,
        selection: Selection,
        environ: Mapping[str, str],
        cache: Cache | None = None,
        facts: Mapping[str, Any] | None = None,
    ) -> None:
        self.selection = selection
        self.facts = facts or {}
        self.environ = environ
        self.cache = cache
        self._plan: Plan | None = None

    @property
    def plan(self) -> Plan:
        """The rules; loaded when the first file has to be read."""
        if self._plan is None:
            from anamctl.lint.engine import Plan
            from anamctl.lint.rules import all_codes

            severities = {
                code: Severity(name)
                for prefix, name in sorted(self.selection.severities, key=lambda item: len(item[0]))
                for code in all_codes()
                if code.startswith(prefix)
            }
            self._plan = Plan(self.selection.wants, severities, online=bool(self.facts))
        return self._plan

    def lint_bytes(self, data: bytes, path: str) -> list[Finding]:
        """Lint what a file holds."""
        from anamctl.definitions.reader import read_bytes
        from anamctl.lint.engine import run

        file = read_bytes(data, path, self.environ)
        if self.facts:
            for document in file.documents:
                document.facts.update(self.facts)
        findings = run(file, self.plan)
        if b"anamctl:" in data:
            from anamctl.lint.rules import all_codes
            from anamctl.lint.suppressions import apply

            findings = apply(file, findings, all_codes(), self.plan)
        return self._drop_ignored(findings, path)

    def lint_path(self, path: str) -> list[Finding]:
        """Read and lint a file; what keeps it from being read is a finding too."""
        from anamctl.definitions.discover import read_file

        data = read_file(path, self.selection.max_file_size)
        if not isinstance(data, bytes):
            return self._drop_ignored(self._unread(data, path), path)
        digest, known = self._look_up(data, path)
        if known is None:
            known = self.lint_bytes(data, path)
            self.remember(digest, known)
        return known

    def look_up(self, path: str) -> tuple[bytes | None, list[Finding] | None]:
        """Give the key of a file in the cache (None when it has none) and its findings, where they are known."""
        from anamctl.definitions.discover import read_file

        data = read_file(path, self.selection.max_file_size) if self.cache is not None else b""
        return self._look_up(data, path) if isinstance(data, bytes) else (None, None)

    def _look_up(self, data: bytes, path: str) -> tuple[bytes | None, list[Finding] | None]:
        if self.cache is None or b"${" in data:
            # What ${NAME} means lies outside the file, so its result cannot be kept.
            return None, None
        ignored = self.selection.ignored_in(path)
        # Two files may hold the same and yet be told different things.
        digest = self.cache.digest(data + b"\0" + ",".join(ignored).encode() if ignored else data, path)
        return digest, self.cache.get(digest, path)

    def remember(self, digest: bytes | None, findings: list[Finding]) -> None:
        """Keep the findings of a file in the cache, unless the lines that they show are out of all proportion."""
        if digest is None or self.cache is None:
            return
        if sum(len(text) for finding in findings for _, text in finding.excerpt) <= _MOST_SHOWN:
            self.cache.put(digest, findings)

    def _unread(self, issue: ReadIssue, path: str) -> list[Finding]:
        from anamctl.definitions.document import SourceFile
        from anamctl.definitions.text import SourceText
        from anamctl.lint.engine import run

        file = SourceFile(path, SourceText(""))
        file.issues.append(issue)
        return run(file, self.plan)

    def _drop_ignored(self, findings: list[Finding], path: str) -> list[Finding]:
        if not findings:
            return findings
        ignored = self.selection.ignored_in(path)
        return [finding for finding in findings if not finding.code.startswith(ignored)] if ignored else findings


def lint_files(paths: list[str], linter: Linter, *, jobs: int = 0) -> Iterator[list[Finding]]:
    """
    Lint files and give the findings of each, in the order of the paths.

    Args:
        paths: files to read.
        linter: what does it.
        jobs: number of processes; 0 chooses by the number of files.
    """
    wanted = jobs or min(os.cpu_count() or 1, 4)
    if wanted == 1 or linter.facts or len(paths) < (POOL_PAYS_FROM if jobs == 0 else 2):
        return _in_this_process(paths, linter.lint_path)
    return _with_processes(paths, linter, wanted, threshold=POOL_PAYS_FROM if jobs == 0 else 2)


def _in_this_process(paths: Iterable[str], lint: Callable[[str], list[Finding]]) -> Iterator[list[Finding]]:
    import gc

    # Nodes and values are freed by their reference counts; looking for cycles among them finds none.
    enabled = gc.isenabled()
    gc.disable()
    try:
        for path in paths:
            yield lint(path)
    finally:
        if enabled:
            gc.enable()


def _with_processes(paths: list[str], linter: Linter, jobs: int, threshold: int) -> Iterator[list[Finding]]:
    """Look up the cache here, and share out what it does not know."""
    looked_up = [linter.look_up(path) for path in paths]
    unknown = [path for path, (_, known) in zip(paths, looked_up, strict=True) if known is None]
    fresh = _in_processes(unknown, linter, jobs) if len(unknown) >= threshold else map(linter.lint_path, unknown)
    for digest, known in looked_up:
        if known is None:
            findings = next(fresh)
            linter.remember(digest, findings)
            yield findings
        else:
            yield known


def _in_processes(paths: list[str], linter: Linter, jobs: int) -> Iterator[list[Finding]]:
    from concurrent.futures import ProcessPoolExecutor

    chunk = max(1, min(_CHUNK, len(paths) // jobs + 1))
    chunks = [paths[start : start + chunk] for start in range(0, len(paths), chunk)]
    with ProcessPoolExecutor(jobs) as pool:
        futures = [pool.submit(_lint_chunk, part, linter.selection, dict(linter.environ)) for part in chunks]
        for future in futures:
            yield from future.result()


def _lint_chunk(paths: list[str], selection: Selection, environ: dict[str, str]) -> list[list[Finding]]:
    linter = Linter(selection, environ)
    return list(_in_this_process(paths, linter.lint_path))
