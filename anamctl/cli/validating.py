"""
What ``anamctl validate`` does, without the option parser.

Parsing options ends in a `Request`; everything here works on that, so a call that `quick` understands never loads the
option parser.
"""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

from anamctl.cli.guard import give_up_stdout
from anamctl.cli.terminal import is_terminal, uses_color, width
from anamctl.errors import ExitCode, UsageError
from anamctl.report.run import Run
from anamctl.shown import has_no_reader

if TYPE_CHECKING:
    from anamctl.cli.request import Request
    from anamctl.lint.cache import Cache
    from anamctl.lint.finding import Finding
    from anamctl.lint.runner import Linter, Selection
    from anamctl.settings import LintSettings

CACHE_FOLDER = ".anamctl_cache"


def execute(request: Request) -> int:
    """Run the command and give its exit code."""
    started = time.perf_counter()
    settings = _settings(request)
    linter = _linter(request, settings)
    _explain(request, settings, linter)
    if "-" in request.paths:
        run, result = _run_stdin(request, linter)
    else:
        run, result = _run_paths(request, settings, linter)
    run = _compare(request, run)
    _warn_slow()
    run = run._replace(seconds=time.perf_counter() - started)
    # A reader that closes the pipe (`| head`) does not change what was found.
    code = _verdict(request, settings, run, has_diff=request.diff and bool(result))
    try:
        if result is None:
            _report(request, run)
        else:
            _write_result(request, run, result)
        sys.stdout.flush()
    except OSError as error:
        if not has_no_reader(error):
            raise
        give_up_stdout()
    return code


def _run_paths(request: Request, settings: LintSettings, linter: Linter) -> tuple[Run, bytes | None]:
    """Lint files, and fix them when asked to; with ``--diff`` the diff is the result."""
    findings, paths = _lint_paths(request, settings, linter)
    if not (request.fix or request.diff):
        return Run(findings, len(paths), 0.0, tuple(paths)), None
    from anamctl.cli.fixing import fix_paths

    fixing = fix_paths(findings, linter, unsafe=request.unsafe_fixes, write=not request.diff)
    run = Run(fixing.findings, len(paths), 0.0, tuple(paths), fixed=fixing.fixed, is_dry=request.diff)
    return run, fixing.diffs.encode(errors="surrogateescape") if request.diff else None


def _run_stdin(request: Request, linter: Linter) -> tuple[Run, bytes | None]:
    """Lint what comes from stdin; with ``--fix`` the fixed file is the result."""
    if len(request.paths) > 1:
        raise UsageError('"-" (stdin) cannot be mixed with other paths.', hint="name the files, or pipe one file in.")
    name = request.stdin_name or "<stdin>"
    data = sys.stdin.buffer.read()
    if not (request.fix or request.diff):
        return Run(linter.lint_bytes(data, name), 1, 0.0, (name,)), None
    from anamctl.cli.fixing import fix_stdin

    after, fixing = fix_stdin(data, name, linter, unsafe=request.unsafe_fixes)
    run = Run(fixing.findings, 1, 0.0, (name,), fixed=fixing.fixed, is_dry=request.diff)
    return run, fixing.diffs.encode(errors="surrogateescape") if request.diff else after


# ---- what to lint, and how -------------------------------------------------------------------------------------------


def _settings(request: Request) -> LintSettings:
    from anamctl.settings import load_lint_settings

    asked = {"--profile": request.profile, "--sandbox": request.sandbox, "--refresh": request.refresh}
    for option, given in asked.items():
        if given and not request.online:
            raise UsageError(f"{option} goes with --online.", hint="without it files are checked offline.")
    _check_codes("--select", request.select)
    _check_codes("--ignore", request.ignore)
    settings = load_lint_settings(os.getcwd(), _known_codes)
    return settings.with_command_line(request.select, request.ignore, strict=request.strict)


def _known_codes() -> tuple[str, ...]:
    from anamctl.lint.rules import all_codes

    return all_codes()


def _check_codes(option: str, codes: tuple[str, ...]) -> None:
    for code in codes:
        if not any(known.startswith(code) for known in _known_codes()):
            raise UsageError(f'{option}: no rule begins with "{code}".', hint="`anamctl rule` lists all rules.")


def _linter(request: Request, settings: LintSettings) -> Linter:
    from anamctl.lint.runner import Linter, Selection

    selection = Selection(
        settings.select,
        settings.ignore,
        settings.severities,
        settings.per_file_ignores,
        settings.folder,
        settings.max_file_size,
    )
    if request.online:
        # Its results depend on the account, so none of them is kept.
        from anamctl.cli.online import facts

        return Linter(selection, os.environ, facts=facts(request))
    cache = None
    if request.cache and not request.fix and not request.diff:
        cache = _open_cache(selection)
    return Linter(selection, os.environ, cache)


def _open_cache(selection: Selection) -> Cache:
    from anamctl.lint.cache import Cache, fingerprint

    return Cache.open(CACHE_FOLDER, fingerprint(selection))


def _lint_paths(request: Request, settings: LintSettings, linter: Linter) -> tuple[list[Finding], list[str]]:
    from anamctl.definitions.discover import discover
    from anamctl.lint.runner import lint_files

    paths = discover(request.paths, settings.exclude, settings.folder)
    findings: list[Finding] = []
    for found in lint_files(paths, linter, jobs=request.jobs):
        if found:
            findings += found
    if linter.cache is not None:
        linter.cache.save()
    return findings, paths


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
    new, known, gone = baseline.split(baseline.load(request.baseline), run.findings, run.paths)
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
    """Give the report in one of `request.FORMATS`."""
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


def _write_result(request: Request, run: Run, result: bytes) -> None:
    """Write a fixed file or a diff; what is said about it belongs on stderr."""
    if request.diff and is_terminal():
        from anamctl.report.width import visible

        sys.stdout.write("\n".join(map(visible, result.decode(errors="replace").split("\n"))))
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(result)
    if not (request.quiet and not run.findings):
        sys.stderr.write(render("text", run, color=uses_color(request.color, sys.stderr), columns=width()))


def _explain(request: Request, settings: LintSettings, linter: Linter) -> None:
    """Say what the run goes by, when asked to."""
    if request.verbose:
        sys.stderr.write(f"settings: {settings.file or 'none'}\n")
        sys.stderr.write(f"cache: {CACHE_FOLDER if linter.cache is not None else 'off'}\n")


def _write(path: str, text: str) -> None:
    from anamctl.cli.writing import write_atomically

    write_atomically(path, text)


def _say(request: Request, text: str) -> None:
    if not request.quiet:
        sys.stderr.write(text + "\n")


def _warn_slow() -> None:
    """Say once that PyYAML came without its C parser."""
    parsers = sys.modules.get("anamctl.definitions.parsers")
    if parsers is not None and not parsers.HAS_C_PARSER:
        sys.stderr.write("anamctl: PyYAML was built without libyaml; reading is about thirty times slower.\n")


def _verdict(request: Request, settings: LintSettings, run: Run, *, has_diff: bool) -> int:
    if request.exit_zero:
        return ExitCode.OK
    fails = has_diff or run.errors or (settings.strict and run.warnings)
    return ExitCode.FINDINGS if fails else ExitCode.OK
