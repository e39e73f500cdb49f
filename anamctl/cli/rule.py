"""``anamctl rule``: explain a rule, or list all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from anamctl.cli.options import DebugOption, JsonOption, QuietOption, VerboseOption
from anamctl.errors import UsageError

if TYPE_CHECKING:
    from anamctl.lint.rule import Rule

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


def _complete(incomplete: str) -> list[str]:
    from anamctl.lint.rules import all_codes

    # Only what continues the typed letters as they are is taken; the command minds no capitals.
    codes = (code if incomplete.isupper() or not incomplete else code.lower() for code in all_codes())
    return [code for code in codes if code.startswith(incomplete)]


@app.command(
    help="""Explain a rule, or list all of them.

Examples:

\b
  anamctl rule                list all rules
  anamctl rule LNG            list the rules of a family
  anamctl rule LNG101         explain one
  anamctl rule duplicate-key  ... by its name

Exit codes: 0 done, 2 no such rule."""
)
def rule(
    code: Annotated[
        str, typer.Argument(metavar="[CODE]", help="A code, its beginning, or a name.", autocompletion=_complete)
    ] = "",
    json: JsonOption = False,
    quiet: QuietOption = False,  # noqa: ARG001  # the result is all that is said
    verbose: VerboseOption = False,  # noqa: ARG001
    debug: DebugOption = False,  # noqa: ARG001
) -> int:
    """Print what is asked for."""
    from anamctl.lint.rules import all_rules

    wanted = code.strip()
    rules = [
        rule
        for rule in all_rules()
        if not wanted or rule.code.startswith(wanted.upper()) or rule.name == wanted.lower()
    ]
    if not rules:
        raise UsageError(f'no rule "{wanted}".', hint=_hint(wanted))
    if json:
        from anamctl.report.envelope import success

        typer.echo(success("rule", [_as_data(rule) for rule in rules]), nl=False)
    elif wanted and len(rules) == 1:
        from anamctl.lint.pages import page

        typer.echo(page(rules[0]), nl=False)
    else:
        names = max(len(rule.name) for rule in rules)
        for found in rules:
            typer.echo(f"{found.code}  {found.severity.value:<7}  {found.name:<{names}}  {found.summary}")
    return 0


def _hint(wanted: str) -> str:
    from anamctl.lint.nearest import nearest
    from anamctl.lint.rules import FAMILIES, all_codes, all_rules

    close = nearest(wanted.upper(), all_codes()) or nearest(wanted, tuple(rule.name for rule in all_rules()))
    if close:
        return f'did you mean "{close}"?'
    family = wanted[:3].upper()
    return f"`anamctl rule {family}` lists that family." if family in FAMILIES else "`anamctl rule` lists all rules."


def _as_data(rule: Rule) -> dict[str, object]:
    from anamctl.lint.pages import sections

    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.value,
        "summary": rule.summary,
        "since": rule.since,
        "sections": sections(rule),
    }
