"""``anamctl validate``: the options."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import typer

from anamctl.cli.options import (
    Color,
    ColorOption,
    DebugOption,
    ProfileOption,
    QuietOption,
    RefreshOption,
    SandboxOption,
    VerboseOption,
)
from anamctl.cli.request import FORMATS, Request, codes, complete, report_pair
from anamctl.cli.validating import execute

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)

Format = Enum("Format", {name: name for name in FORMATS}, type=str)  # type: ignore[misc]
"""The choice of a report."""

_EXAMPLES = """
Examples:

\b
  anamctl validate                              check personas/
  anamctl validate agents/ --strict             warnings fail, too
  anamctl validate --fix --diff                 show what would be fixed
  anamctl validate --online                     are the ids in the account?
  anamctl validate --report sarif=anamctl.sarif --report junit=junit.xml
  cat hotel.yaml | anamctl validate - --stdin-name personas/hotel.yaml

Exit codes: 0 no errors, 1 errors (--strict: or warnings), 2 usage; --online: 3
the service failed, 4 no key, or it was refused.
"""


@app.command(epilog=None, help="Check persona and agent files offline, with line and column.\n" + _EXAMPLES)
def validate(
    paths: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PATH]...", help="Files, folders, globs, or - for stdin. [default: personas/]"),
    ] = None,
    form: Annotated[
        Format | None,
        typer.Option("--format", "-f", help="How to report; github is chosen by itself on GitHub Actions."),
    ] = None,
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="Write the report there.")] = "",
    report: Annotated[
        list[str] | None,
        typer.Option("--report", metavar="FORMAT=FILE", help="One more report; may be repeated."),
    ] = None,
    select: Annotated[
        list[str] | None, typer.Option("--select", metavar="CODES", help="Only these rules: LNG,ANM201.")
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option("--ignore", metavar="CODES", help="All but these rules.")] = None,
    strict: Annotated[bool | None, typer.Option("--strict/--no-strict", help="Warnings fail, too.")] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Apply safe fixes to the files.")] = False,
    unsafe_fixes: Annotated[
        bool, typer.Option("--unsafe-fixes", help="Also apply fixes that could change what a file means.")
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what would be fixed; write nothing.")] = False,
    baseline: Annotated[
        str, typer.Option("--baseline", metavar="FILE", help="Report only what this file does not hold.")
    ] = "",
    write_baseline: Annotated[
        bool, typer.Option("--write-baseline", help="Write all findings of this run to the baseline.")
    ] = False,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Neither read nor write .anamctl_cache/.")] = False,
    jobs: Annotated[int, typer.Option("--jobs", "-j", metavar="N", min=0, help="Processes; 0 chooses.")] = 0,
    stdin_name: Annotated[
        str, typer.Option("--stdin-name", metavar="PATH", help="How to name what comes from stdin.")
    ] = "",
    statistics: Annotated[bool, typer.Option("--statistics", help="Count the findings of each rule.")] = False,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Exit with 0 whatever is found.")] = False,
    online: Annotated[
        bool, typer.Option("--online", help="Look ids, voices and models up in the Anam account, too.")
    ] = False,
    profile: ProfileOption = "",
    sandbox: SandboxOption = False,
    refresh: RefreshOption = False,
    color: ColorOption = Color.AUTO,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    debug: DebugOption = False,  # noqa: ARG001  # read by the entry point before options are parsed
) -> int:
    """Turn the options into a request."""
    request = complete(
        Request(
            paths=tuple(paths or ()),
            format=form.value if form else "",
            output=output,
            reports=tuple(report_pair(text) for text in report or ()),
            select=codes(select),
            ignore=codes(ignore),
            strict=strict,
            fix=fix,
            unsafe_fixes=unsafe_fixes,
            diff=diff,
            baseline=baseline,
            write_baseline=write_baseline,
            cache=not no_cache,
            online=online,
            profile=profile,
            sandbox=sandbox,
            refresh=refresh,
            jobs=jobs,
            stdin_name=stdin_name,
            statistics=statistics,
            exit_zero=exit_zero,
            color=color.value,
            quiet=quiet,
            verbose=verbose,
        )
    )
    return execute(request)
