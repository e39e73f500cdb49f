"""
What ``anamctl validate`` does, without the option parser.

Parsing options is `validate`'s task; it ends in a `Request`. Everything here works on that, so a call without options
never loads the parser.
"""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, NamedTuple

from anamctl.cli.terminal import uses_color, width
from anamctl.errors import ExitCode, UsageError
from anamctl.report.run import Run

if TYPE_CHECKING:
    from anamctl.lint.finding import Finding
    from anamctl.lint.runner import Linter, Selection
    from anamctl.settings import LintSettings

FORMATS = ("text", "concise", "json", "sarif", "github", "gitlab", "junit")
DEFAULT_PATH = "personas"
CACHE_FOLDER = ".anamctl_cache"


class Request(NamedTuple):
    """Every option of the command, already checked one by one."""

    paths: tuple[str, ...] = ()
    format: str = ""
    """Empty: text, or github on GitHub Actions."""
    output: str = ""
    reports: tuple[tuple[str, str], ...] = ()
    """Further pairs of format and file."""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    strict: bool | None = None
    fix: bool = False
    unsafe_fixes: bool = False
    diff: bool = False
    baseline: str = ""
    write_baseline: bool = False
    cache: bool = True
    jobs: int = 0
    stdin_name: str = ""
    statistics: bool = False
    exit_zero: bool = False
    color: str = "auto"
    quiet: bool = False
    verbose: bool = False


def execute(request: Request) -> int:
    """Run the command and give its exit code."""
    started = time.perf_counter()
    settings = _settings(request)
    linter = _linter(request, settings)
    findings, paths = _lint_stdin(request, linter) if "-" in request.paths else _lint_paths(request, settings, linter)
    fixed = 0
    if request.fix or request.diff:
        from anamctl.cli.fixing import fix_all

        findings, fixed = fix_all(findings, paths, linter, unsafe=request.unsafe_fixes, diff=request.diff)
        if request.diff:
            return _verdict(request, settings, Run(findings, len(paths), 0.0))
    run = Run(findings, len(paths), 0.0, tuple(paths), fixed=fixed)
    run = _compare(request, run)
    _warn_slow(paths)
    run = run._replace(seconds=time.perf_counter() - started)
    _report(request, run)
    return _verdict(request, settings, run)


# ---- what to lint, and how -------------------------------------------------------------------------------------------


def _settings(request: Request) -> LintSettings:
    from anamctl.settings import load_lint_settings

    settings = load_lint_settings(os.getcwd())
    _check_codes("--select", request.select)
    _check_codes("--ignore", request.ignore)
    return settings


def _check_codes(option: str, codes: tuple[str, ...]) -> None:
    if not codes:
        return
    from anamctl.lint.rules import all_codes

    for code in codes:
        if not any(known.startswith(code) for known in all_codes()):
            raise UsageError(f'{option}: no rule begins with "{code}".', hint="`anamctl rule` lists all rules.")


def _linter(request: Request, settings: LintSettings) -> Linter:
    from anamctl.lint.runner import Linter, Selection

    selection = Selection(
        request.select or settings.select,
        (*settings.ignore, *request.ignore),
        settings.severities,
        settings.per_file_ignores,
        settings.max_file_size,
    )
    cache = None
    if request.cache and not request.fix and not request.diff:
        cache = _open_cache(selection)
    return Linter(selection, os.environ, cache)


def _open_cache(selection: Selection) -> object:
    from anamctl.lint.cache import Cache, fingerprint

    return Cache.open(CACHE_FOLDER, fingerprint(selection))


def _lint_paths(request: Request, settings: LintSettings, linter: Linter) -> tuple[list[Finding], list[str]]:
    from anamctl.definitions.discover import discover
    from anamctl.lint.runner import lint_files

    paths = discover(request.paths or (DEFAULT_PATH,), exclude=settings.exclude)
    findings: list[Finding] = []
    for found in lint_files(paths, linter, jobs=request.jobs):
        if found:
            findings += found
    if linter.cache is not None:
        linter.cache.save()
    return findings, paths


def _lint_stdin(request: Request, linter: Linter) -> tuple[list[Finding], list[str]]:
    if len(request.paths) > 1:
        raise UsageError('"-" (stdin) cannot be mixed with other paths.', hint="name the files, or pipe one file in.")
    name = request.stdin_name or "<stdin>"
    return linter.lint_bytes(sys.stdin.buffer.read(), name), [name]


# ---- baseline --------------------------------------------------------------------------------------------------------


def _compare(request: Request, run: Run) -> Run:
    if not request.baseline:
        if request.write_baseline:
            raise UsageError("--write-baseline needs to know where.", hint="add --baseline FILE.")
        return run
    from anamctl.lint import baseline

    if request.write_baseline:
        baseline.write(request.baseline, run.findings)
        _say(request, f"wrote {len(run.findings):,} findings to {request.baseline}")
        return run._replace(findings=[], known=len(run.findings))
    new, known, gone = baseline.split(baseline.load(request.baseline), run.findings)
    return run._replace(findings=new, known=len(known), gone=len(gone))


# ---- what is said ----------------------------------------------------------------------------------------------------


def _report(request: Request, run: Run) -> None:
    for name, path in request.reports:
        _write(path, render(name, run))
    chosen = request.format or ("github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text")
    if request.output:
        _write(request.output, render(chosen, run))
    elif not (request.quiet and chosen in ("text", "concise") and not run.findings):
        sys.stdout.write(render(chosen, run, color=uses_color(request.color), columns=width()))
    if request.statistics and chosen in ("text", "concise"):
        from anamctl.report.statistics import render as render_statistics

        sys.stdout.write(render_statistics(run))


def render(name: str, run: Run, *, color: bool = False, columns: int = 100) -> str:
    """Give the report in one of `FORMATS`."""
    if name in ("text", "concise"):
        from anamctl.report import text

        return text.render(run, color=color, width=columns) if name == "text" else text.render_concise(run, color=color)
    if name == "sarif":
        from anamctl.lint.rules import all_rules
        from anamctl.report import sarif

        return sarif.render(run, all_rules())
    from importlib import import_module

    report: str = import_module(f"anamctl.report.{name}").render(run)
    return report


def _write(path: str, text: str) -> None:
    from anamctl.cli.writing import write_atomically

    write_atomically(path, text)


def _say(request: Request, text: str) -> None:
    if not request.quiet:
        sys.stderr.write(text + "\n")


def _warn_slow(paths: list[str]) -> None:
    """Say once that PyYAML came without its C parser."""
    reader = sys.modules.get("anamctl.definitions.reader")
    if reader is not None and paths and not reader.HAS_C_PARSER:
        sys.stderr.write("anamctl: PyYAML was built without libyaml; reading is about ten times slower.\n")


def _verdict(request: Request, settings: LintSettings, run: Run) -> int:
    if request.exit_zero:
        return ExitCode.OK
    strict = settings.strict if request.strict is None else request.strict
    return ExitCode.FINDINGS if run.errors or (strict and run.warnings) else ExitCode.OK
