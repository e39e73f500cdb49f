"""Nothing is started that is known to be wrong: a persona is checked as by ``anamctl validate`` before it costs."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from anamctl.errors import AnamctlError, ExitCode, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from anamctl.definitions.persona_choice import Choice
    from anamctl.lint.finding import Finding
    from anamctl.lint.runner import Linter
    from anamctl.live.fields import Setting


class InvalidError(AnamctlError):
    """A persona, or what was set beside it, is wrong, so no session was started."""

    exit_code = ExitCode.FINDINGS
    code = "findings"

    def __init__(self, message: str, *, hint: str = "", findings: Sequence[Finding] = ()) -> None:
        super().__init__(message, hint=hint)
        self.findings = tuple(findings)


def make_linter() -> Linter:
    """Make a linter with the settings of this folder."""
    from anamctl.lint.rules import all_codes
    from anamctl.lint.runner import Linter, Selection
    from anamctl.settings import load_lint_settings

    settings = load_lint_settings(os.getcwd(), all_codes)
    selection = Selection(
        settings.select,
        settings.ignore,
        settings.severities,
        settings.per_file_ignores,
        settings.folder,
        settings.max_file_size,
    )
    return Linter(selection, os.environ)


def choose_checked(persona: str, lang: str, document: str, linter: Linter) -> tuple[Choice, list[Finding]]:
    """
    Find the persona that is meant, and give it with what the rules have to say that is no error.

    Raises:
        InvalidError: its file has errors.
        UsageError: there is no such persona, or several.
    """
    from anamctl.definitions.persona_choice import choose

    try:
        choice = choose(persona, lang, os.environ, document)
    except UsageError:
        # A file that cannot be used has findings which say more about it.
        path = _file_of(persona)
        if path is not None:
            _refuse(path[0], linter.lint_bytes(path[1], path[0]))
        raise
    findings = linter.lint_bytes(choice.file.data, choice.path)
    _refuse(choice.path, findings)
    return choice, findings


def check_settings(body: Mapping[str, object], settings: Sequence[Setting], linter: Linter) -> tuple[str, ...]:
    """
    Judge what was set beside the file, and give what is worth knowing.

    Raises:
        InvalidError: a value is refused.
    """
    from anamctl.live.checking import judge_settings

    judgement = judge_settings(body, settings, linter)
    if judgement.refusals:
        raise InvalidError(f"--set: {'; '.join(judgement.refusals)}.", hint="nothing was started.")
    return judgement.remarks


def show_findings(findings: Sequence[Finding], color: str) -> None:
    """Write findings to stderr as ``anamctl validate`` does."""
    from anamctl.cli.terminal import uses_color, width
    from anamctl.report.text import Style, render_finding

    style = Style(color=uses_color(color, sys.stderr))
    sys.stderr.write("\n".join(render_finding(finding, style, width()) for finding in findings))


def tell_warnings(findings: Sequence[Finding]) -> None:
    """Write the warnings among findings to stderr, a line each."""
    from anamctl.lint.finding import Severity
    from anamctl.report.width import visible

    for one in findings:
        if one.severity is Severity.WARNING:
            place = f"{one.path}:{one.line}:{one.column}"
            sys.stderr.write(visible(f"{place}: warning {one.code} {one.full_message}") + "\n")


def _file_of(name: str) -> tuple[str, bytes] | None:
    from anamctl.definitions.choose import find

    if not name:
        return None
    try:
        file = find(name, os.environ).file
    except UsageError:
        return None
    return file.path, file.data


def _refuse(path: str, findings: Sequence[Finding]) -> None:
    from anamctl.lint.finding import Severity
    from anamctl.report.run import plural

    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    if errors:
        raise InvalidError(
            f"{path} has {plural(len(errors), 'error')}, so nothing was started.",
            hint=f"anamctl validate {path}",
            findings=findings,
        )
