"""The command line: one Typer group whose commands are imported when they are called."""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from anamctl.cli.guard import StopError, guarded
from anamctl.cli.plain import left_empty
from anamctl.errors import ExitCode, UsageError

COMMANDS: dict[str, str] = {
    "validate": "Check persona and agent files offline, with line and column.",
    "show": "Show what each language of a persona or an agent really runs with.",
    "session": "Talk to a persona of Anam, and change it while it runs.",
    "listen": "Hear what a speech-to-text service hears: words, language, and how sure it is.",
    "token": "Make tokens of Anam and AssemblyAI, and look into them.",
    "voices": "List the voices of the account.",
    "avatars": "List the avatars of the account.",
    "llms": "List the language models of the account, Anam's own included.",
    "personas": "List the personas that are saved in the account.",
    "agent": "Keep Bolna agents and files in step.",
    "sandbox": "Serve Anam, Bolna and speech-to-text on this machine, for learning, demos and tests.",
    "rule": "Explain a rule, or list all of them.",
    "languages": "Show languages, their scripts, and which service supports them.",
    "schema": "Print the JSON Schema of persona or agent files.",
    "init": "Write a new file for a persona or an agent in several languages.",
}
"""Name of a command, which is also the module or the folder that holds it, to its line in the help."""

FOLDERS = frozenset(("agent", "listen", "session", "show", "token"))
"""Commands with a folder of their own; their options are in its ``command``."""

GROUPS: dict[str, tuple[str, ...]] = {
    "agent": ("list", "pull", "diff", "push", "delete"),
    "session": ("start", "list", "update", "say", "context", "interrupt", "stop"),
    "token": ("mint", "inspect", "stt"),
}
"""Commands that have commands of their own."""

EPILOG = "Exit codes: 0 done, 1 findings, 2 usage, 3 service or device, 4 credentials, 70 a bug, 130 interrupted."


class LazyGroup(TyperGroup):
    """A group that knows its commands by name and imports only the one that is called."""

    # The framework's own types moved between the releases that we support, hence Any.

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002
        """Give the names in the order of the table."""
        return list(COMMANDS)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401
        """Find the command that is called, or say which one was probably meant."""
        if args[0] not in COMMANDS and not args[0].startswith("-") and not ctx.resilient_parsing:
            raise _no_such_command(args)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401
        """Run the command; the parser would end the process when nobody reads the result."""
        try:
            return super().invoke(ctx)
        except OSError as error:
            raise StopError(error) from error

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401, ARG002
        """Import the command that is called."""
        if cmd_name not in COMMANDS:
            return None
        return typer.main.get_command(import_module(_home(cmd_name)).app)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002
        """List the commands from the table, so that help imports none of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _home(command: str) -> str:
    return f"anamctl.cli.{command}.command" if command in FOLDERS else f"anamctl.cli.{command}"


app = typer.Typer(
    cls=LazyGroup,
    name="anamctl",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    epilog=EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


@app.callback(invoke_without_command=True)
def root(
    context: typer.Context,
    version: bool = typer.Option(False, "--version", "-V", help="Print the version and exit.", is_eager=True),
) -> None:
    """Check, show and run voice personas that speak many languages."""
    if version:
        from anamctl import __version__

        typer.echo(f"anamctl {__version__}")
    elif context.invoked_subcommand is None:
        typer.echo(context.get_help())


def main(arguments: list[str]) -> int:
    """Run a command line and give its exit code."""
    options = arguments[: arguments.index("--")] if "--" in arguments else arguments
    name = _name(arguments)
    return guarded(lambda: _invoke(arguments), debug="--debug" in options, json="--json" in options, name=name)


def _name(arguments: list[str]) -> str:
    """Give the name of the command that is called: ``rule``, ``agent push``; empty when there is no such command."""
    if not arguments or arguments[0] not in COMMANDS:
        return ""
    inner = GROUPS.get(arguments[0], ())
    return " ".join(arguments[:2]) if len(arguments) > 1 and arguments[1] in inner else arguments[0]


# The class itself is in another module in every release of the framework.
_UsageProblem: type[Exception] = typer.BadParameter.__mro__[1]


def _invoke(arguments: list[str]) -> int:
    if empty := left_empty(arguments):
        raise UsageError(
            f"nothing but an empty text stands after {empty}.",
            hint="is a variable not set? Give a value, or leave it out.",
        )
    try:
        result = typer.main.get_command(app).main(arguments, prog_name="anamctl", standalone_mode=False)
    except _UsageProblem as problem:
        raise _usage_error(problem) from problem
    except typer.Abort:
        return ExitCode.INTERRUPTED
    return result if isinstance(result, int) else ExitCode.OK


def _no_such_command(arguments: list[str]) -> UsageError:
    from anamctl.lint.nearest import nearest

    name = arguments[0]
    is_path = os.path.exists(name) and ("." in name or os.sep in name)
    close = None if is_path else nearest(name, COMMANDS)
    if close is None and os.path.exists(name):
        close = f"validate {name}"
    hint = f"did you mean `anamctl {close}`?" if close else f"commands are {', '.join(COMMANDS)}."
    return UsageError(f'no command "{name}".', hint=hint)


def _usage_error(problem: Any) -> UsageError:  # noqa: ANN401
    context = problem.ctx
    command = context.command_path if context is not None else "anamctl"
    message = problem.format_message().rstrip(".")
    return UsageError(f"{message}.", hint=f"`{command} --help` lists what it takes.")
