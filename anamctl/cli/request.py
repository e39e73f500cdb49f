"""What was asked of ``anamctl validate``: every option, checked, as one value."""

from __future__ import annotations

from typing import NamedTuple

from anamctl.errors import UsageError

FORMATS = ("text", "concise", "json", "sarif", "github", "gitlab", "junit")


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
    online: bool = False
    """Ask the account what it holds."""
    profile: str = ""
    sandbox: bool = False
    refresh: bool = False
    jobs: int = 0
    stdin_name: str = ""
    statistics: bool = False
    exit_zero: bool = False
    color: str = "auto"
    quiet: bool = False
    verbose: bool = False


def codes(given: list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    """Give the codes of a repeatable option whose values may hold several: ``LNG,ANM201``."""
    return tuple(code.strip().upper() for text in given or () for code in text.split(",") if code.strip())


def report_pair(text: str) -> tuple[str, str]:
    """
    Give format and file of ``FORMAT=FILE``.

    Raises:
        UsageError: it is not of that form.
    """
    name, separator, path = text.partition("=")
    if not separator or name not in FORMATS or not path:
        hint = f"FORMAT is one of {', '.join(FORMATS)}."
        raise UsageError(f'--report takes FORMAT=FILE, found "{text}".', hint=hint)
    return name, path


def complete(request: Request) -> Request:
    """Let options that imply others do so: asking for unsafe fixes asks for fixes."""
    return request._replace(fix=request.fix or (request.unsafe_fixes and not request.diff))
